import type { ExportInput } from './exporter.js';

export function renderJson(_input: ExportInput): string {
  return '{}\n';
}
