/** The lineage part of a batch answer, as text. Each source and each target is written out once and then copied. */

import { Pieces } from '../base/pieces.js';
import type { Collapsed } from './collapse.js';
import { describeSource, settle } from './describe.js';
import type { ResolvedScript } from './script.js';
import type { Dataset, Source, Sources } from './source.js';
import type { ResolvedStatement } from './statement.js';
import { CODE_BITS, CODE_MASK, TRANSFORMATIONS } from './transformation.js';

export function statementJson({ kind, span, reads, writes }: ResolvedStatement): string {
  return `{"kind":"${kind}","span":[${span.start},${span.end}],"reads":[${names(reads)}],"writes":[${names(writes)}]}`;
}

/** `"statements":[…],"reads":[…],…,"edges":[…]`: the members of an object, without its braces. `statements`: the text of that list. */
export function lineageJson(script: ResolvedScript, statements: string): string {
  const datasets = `"reads":[${names(script.reads)}],"writes":[${names(script.writes)}],"intermediate":[${names(script.intermediate)}]`;
  const { columns, edges } = columnsAndEdges(script.sources, script.collapsed);
  return `"statements":[${statements}],${datasets},"columns":[${columns}],"edges":[${edges}]`;
}

function names(datasets: readonly Dataset[]): string {
  let text = '';
  for (const { name } of datasets) text += text === '' ? JSON.stringify(name) : `,${JSON.stringify(name)}`;
  return text;
}

function columnsAndEdges(sources: Sources, collapsed: readonly Collapsed[]): { columns: string; edges: string } {
  const froms: string[] = [];
  const columns = new Pieces();
  const edges = new Pieces();
  for (const { dataset, columns: held, rows } of collapsed) {
    const name = dataset === null ? 'null' : JSON.stringify(dataset.name);
    for (const column of held) {
      const target = `{"dataset":${name},"column":${JSON.stringify(column.name)}}`;
      columns.add(`,${target}`);
      edges.add(edgesTo(sources, froms, column.entries, target));
    }
    edges.add(edgesTo(sources, froms, rows, `{"dataset":${name},"column":null}`));
  }
  return { columns: columns.toString().slice(1), edges: edges.toString().slice(1) };
}

/** What follows the target of an edge, by code. */
const KINDS = TRANSFORMATIONS.map((transformation) => JSON.stringify(transformation).slice(1));

/** The edges into one target, each with a comma before it. `froms`: the sources written out so far, by id. */
function edgesTo(sources: Sources, froms: string[], entries: readonly number[], target: string): string {
  let text = '';
  for (const entry of settle(sources, entries)) {
    const id = entry >> CODE_BITS;
    const from = (froms[id] ??= `,{"from":${sourceJson(sources.list[id] as Source)},"to":`);
    text += `${from}${target},${KINDS[entry & CODE_MASK]}`;
  }
  return text;
}

function sourceJson(source: Source): string {
  const { dataset, column, path } = source;
  if (dataset === null || path !== undefined) return JSON.stringify(describeSource(source));
  return `{"dataset":${JSON.stringify(dataset.name)},"column":${JSON.stringify(column)}}`;
}
