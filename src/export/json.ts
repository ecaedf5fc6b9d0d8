import type { StatementLineage } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';

/** Grows by one when a program that reads the document could break. New members do not count. */
export const JSON_VERSION = 1;

/**
 * The lineage as it is, one edge a line, under a version; `lineageSchema` describes it. Statements, with their steps and
 * the places in the text, follow when they are there.
 */
export function renderJson({ lineage, statements, dialect }: ExportInput): string {
  const members = [
    `"version": ${JSON_VERSION}`,
    ...(dialect === undefined ? [] : [`"dialect": ${JSON.stringify(dialect)}`]),
    `"reads": ${JSON.stringify(lineage.reads)}`,
    `"writes": ${JSON.stringify(lineage.writes)}`,
    `"intermediate": ${JSON.stringify(lineage.intermediate)}`,
    `"columns": ${list(lineage.columns)}`,
    `"edges": ${list(lineage.edges)}`,
    ...(statements ? [`"statements": ${list(statements.map((statement): StatementLineage => statement.lineage))}`] : []),
  ];
  return `{\n  ${members.join(',\n  ')}\n}\n`;
}

function list(items: readonly unknown[]): string {
  return items.length ? `[\n    ${items.map((item) => JSON.stringify(item)).join(',\n    ')}\n  ]` : '[]';
}
