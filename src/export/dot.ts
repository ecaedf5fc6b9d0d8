import type { DiagramOptions } from './diagram.js';
import type { ExportInput } from './exporter.js';

export function renderDot(_input: ExportInput, _options: DiagramOptions = {}): string {
  return '\n';
}
