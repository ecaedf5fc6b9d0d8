/** Statements in one line, for the graph's tests: `o: x <- t.a IDENTITY, t.b CONDITIONAL; y; rows <- t.k FILTER`. */

import type { GraphNode } from '../../src/graph/lineage-graph.js';
import { LineageGraph } from '../../src/graph/lineage-graph.js';
import type { Influence, Input, OutputColumn, StatementLineage } from '../../src/lineage/types.js';

const DIRECT = new Set(['IDENTITY', 'TRANSFORMATION', 'AGGREGATION']);

/** `result` as the dataset is a bare query. A source `t|u.c` is a column that t or u could own. */
export function statement(line: string): StatementLineage {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim();
  const dataset = name === 'result' ? null : name;
  const columns: OutputColumn[] = [];
  const influences: Influence[] = [];
  for (const part of line.slice(colon + 1).split(';')) {
    const [column, sources = ''] = part.split('<-').map((side) => side.trim()) as [string, string?];
    const inputs = sources.split(',').filter(Boolean).map(input);
    if (column === 'rows') influences.push(...inputs.map((each) => ({ dataset, input: each as Influence['input'] })));
    else if (column) columns.push({ dataset, column, inputs });
  }
  const inputs = [...columns.flatMap((column) => column.inputs), ...influences.map((influence) => influence.input)];
  return {
    kind: dataset === null ? 'query' : 'insert',
    span: { start: 0, end: line.length },
    fingerprint: '0123456789abcdef',
    reads: [...new Set(inputs.flatMap((each) => each.candidates ?? [each.dataset!]))],
    writes: dataset === null ? [] : [dataset],
    columns,
    influences,
    steps: [],
    diagnostics: [],
  };
}

function input(text: string): Input {
  const [source, subtype, masking] = text.trim().split(' ') as [string, string, string?];
  const dot = source.lastIndexOf('.');
  const owners = source.slice(0, dot).split('|');
  const column = source.slice(dot + 1);
  const owner = owners.length > 1 ? { dataset: null, candidates: owners } : { dataset: owners[0]! };
  return { ...owner, column, type: DIRECT.has(subtype) ? 'DIRECT' : 'INDIRECT', subtype, ...(masking && { masking: true }) } as Input;
}

export function script(...lines: string[]): { lineage: StatementLineage }[] {
  return lines.map((line) => ({ lineage: statement(line) }));
}

export function graphOf(...lines: string[]): LineageGraph {
  return graphFrom(lines);
}

export function graphFrom(lines: readonly string[]): LineageGraph {
  return LineageGraph.from([{ statements: lines.map((line) => ({ lineage: statement(line) })) }]);
}

/** `t.a` as a node; `t` is the dataset. */
export function node(name: string): GraphNode {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { dataset: name, column: null } : { dataset: name.slice(0, dot), column: name.slice(dot + 1) };
}

/** A node as `t.a`, `[t]` or `result#0.a`. */
export function nameOf({ dataset, column, statement: id }: GraphNode): string {
  const owner = dataset ?? `result#${id}`;
  return column === null ? `[${owner}]` : `${owner}.${column}`;
}
