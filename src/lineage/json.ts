/** The lineage part of a batch answer, as text. Each source and each target is written out once and then copied. */
import type { Collapsed } from './collapse.js';
import { describeSource, settle } from './describe.js';
import type { ResolvedScript } from './script.js';
import type { Dataset, Source, Sources } from './source.js';
import { CODE_BITS, CODE_MASK, TRANSFORMATIONS } from './transformation.js';

/** `"statements":[…],"reads":[…],…,"edges":[…]`: the members of an object, without its braces. */
export function lineageJson(script: ResolvedScript): string {
  const statements = script.statements.map(
    ({ kind, span, reads, writes }) =>
      `{"kind":"${kind}","span":[${span.start},${span.end}],"reads":${namesJson(reads)},"writes":${namesJson(writes)}}`,
  );
  const { columns, edges } = edgesJson(script.sources, script.collapsed);
  const datasets = `"reads":${namesJson(script.reads)},"writes":${namesJson(script.writes)},"intermediate":${namesJson(script.intermediate)}`;
  return `"statements":[${statements.join(',')}],${datasets},"columns":[${columns.join(',')}],"edges":[${edges.join(',')}]`;
}

function namesJson(datasets: readonly Dataset[]): string {
  return datasets.length === 0 ? '[]' : JSON.stringify(datasets.map((dataset) => dataset.name));
}

function edgesJson(sources: Sources, collapsed: readonly Collapsed[]): { columns: string[]; edges: string[] } {
  const columns: string[] = [];
  const edges: string[] = [];
  const texts: string[] = [];
  for (const { dataset, columns: held, rows } of collapsed) {
    const name = dataset === null ? 'null' : JSON.stringify(dataset.name);
    for (const column of held) {
      const target = `{"dataset":${name},"column":${JSON.stringify(column.name)}}`;
      columns.push(target);
      addEdges(sources, texts, edges, column.entries, target);
    }
    addEdges(sources, texts, edges, rows, `{"dataset":${name},"column":null}`);
  }
  return { columns, edges };
}

const KINDS = TRANSFORMATIONS.map((transformation) => JSON.stringify(transformation).slice(1));

function addEdges(sources: Sources, texts: string[], edges: string[], entries: readonly number[], target: string): void {
  for (const entry of settle(sources, entries)) {
    const id = entry >> CODE_BITS;
    const from = (texts[id] ??= JSON.stringify(describeSource(sources.list[id] as Source)));
    edges.push(`{"from":${from},"to":${target},${KINDS[entry & CODE_MASK]}`);
  }
}
