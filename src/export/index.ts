/** Every export format in one map. A new format is one file with one pure function, and one entry here. */

import type { CsvOptions } from './csv.js';
import { renderCsv } from './csv.js';
import type { DiagramOptions } from './diagram.js';
import { renderDot } from './dot.js';
import type { Exporter } from './exporter.js';
import { renderJson } from './json.js';
import { renderMermaid } from './mermaid.js';
import type { OpenLineageOptions } from './openlineage.js';
import { renderOpenLineage } from './openlineage.js';
import type { TreeOptions } from './tree.js';
import { renderTree } from './tree.js';

/** The options of all formats: each exporter reads its own and ignores the rest. */
export type ExportOptions = TreeOptions & DiagramOptions & CsvOptions & OpenLineageOptions;

export const exporters = {
  tree: {
    extension: 'txt',
    mediaType: 'text/plain',
    about: 'each output column with its sources, for the terminal',
    render: renderTree,
  },
  mermaid: {
    extension: 'mmd',
    mediaType: 'text/vnd.mermaid',
    about: 'a Mermaid flowchart, for GitHub and other Markdown',
    render: renderMermaid,
  },
  dot: { extension: 'dot', mediaType: 'text/vnd.graphviz', about: 'a Graphviz graph', render: renderDot },
  json: { extension: 'json', mediaType: 'application/json', about: 'the lineage as documented JSON', render: renderJson },
  csv: { extension: 'csv', mediaType: 'text/csv', about: 'one edge a row, for a spreadsheet', render: renderCsv },
  openlineage: {
    extension: 'json',
    mediaType: 'application/json',
    about: 'an OpenLineage run event with column lineage',
    render: renderOpenLineage,
  },
} as const satisfies Record<string, Exporter<ExportOptions>>;

export type ExportFormat = keyof typeof exporters;

export type { Exporter, ExportInput } from './exporter.js';
export { lineageSchema } from './json-schema.js';
export type { Palette } from './palette.js';
export { plainPalette } from './palette.js';
export type { CsvOptions, DiagramOptions, OpenLineageOptions, TreeOptions };
