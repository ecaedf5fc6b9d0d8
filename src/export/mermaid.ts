import type { DiagramOptions } from './diagram.js';
import type { ExportInput } from './exporter.js';

export function renderMermaid(_input: ExportInput, _options: DiagramOptions = {}): string {
  return '\n';
}
