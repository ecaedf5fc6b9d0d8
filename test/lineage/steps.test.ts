/** Every end-to-end edge of every case is explained: by steps from the output back to its source, and by characters of the text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/base/span.js';
import { compose, IDENTITY, TRANSFORMATIONS } from '../../src/lineage/transformation.js';
import type { Input, SourceColumn, StatementLineage, Step, StepInput, Transformation } from '../../src/lineage/types.js';
import { analyzeCase, readCases } from './corpus.js';

const folder = import.meta.dirname;

const codes = new Map(TRANSFORMATIONS.map((each, code) => [JSON.stringify(each), code]));

function codeOf({ type, subtype, masking }: Transformation): number {
  return codes.get(JSON.stringify({ type, subtype, ...(masking && { masking }) })) as number;
}

function nameOf({ dataset, column, candidates, path }: SourceColumn, code: number): string {
  const { subtype, masking } = TRANSFORMATIONS[code] as Transformation;
  return JSON.stringify([dataset, column, candidates, path, subtype, masking]);
}

/** Everything that the steps lead back to from these inputs, each hop composed with those before it. */
function sourcesOf(steps: readonly Step[], inputs: readonly StepInput[]): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const walk = (list: readonly StepInput[], outer: number, path: readonly string[] | undefined) => {
    for (const input of list) {
      const code = compose(outer, codeOf(input));
      const beyond = codeOf(input) === IDENTITY ? path : undefined;
      const whole = beyond === undefined ? input.path : [...(input.path ?? []), ...beyond];
      if (input.step === undefined) {
        found.add(nameOf({ ...input, ...(whole && { path: whole }) } as SourceColumn, code));
        continue;
      }
      const at = JSON.stringify([input.step, input.column, code, whole]);
      if (seen.has(at)) continue;
      seen.add(at);
      for (const column of steps[input.step]?.columns ?? []) if (column.name === input.column) walk(column.inputs, code, whole);
    }
  };
  walk(inputs, IDENTITY, undefined);
  return found;
}

/** What no step leads to. */
function unexplained({ columns, influences, steps }: StatementLineage): string[] {
  const missing: string[] = [];
  const own = (dataset: string | null) =>
    steps.filter(({ kind, name }) => (dataset === null ? kind === 'query' : kind === 'write' && name === dataset));
  const report = (what: string, input: Input, found: ReadonlySet<string>) => {
    const name = nameOf(input, codeOf(input));
    if (!found.has(name)) missing.push(`${what} ${name}`);
  };
  for (const { dataset, column, inputs } of columns) {
    const all = own(dataset).flatMap((step) => step.columns.filter(({ name }) => name === column).flatMap((each) => each.inputs));
    const found = sourcesOf(steps, all);
    for (const input of inputs) report(column, input, found);
  }
  const deciding = sourcesOf(
    steps,
    steps.flatMap((step) => step.influences),
  );
  for (const { dataset, input } of influences) report(`${dataset} rows`, input, deciding);
  return missing;
}

/** What no characters are given for, or not those of the text. */
function unplaced({ columns, influences, steps }: StatementLineage, text: string): string[] {
  const missing: string[] = [];
  const isWithin = ({ start, end }: Span) => start >= 0 && start < end && end <= text.length;
  const check = (what: string, spans: readonly (Span | undefined)[]) => {
    if (spans.length === 0 || !spans.every((span) => span !== undefined && isWithin(span))) missing.push(what);
  };
  for (const { column, inputs } of columns)
    for (const input of inputs) check(`${column} ${nameOf(input, codeOf(input))}`, input.spans ?? []);
  for (const { dataset, input } of influences) check(`${dataset} rows ${nameOf(input, codeOf(input))}`, input.spans ?? []);
  for (const { name, columns: made, influences: deciding } of steps) {
    for (const column of made) {
      if (column.span !== undefined) check(`${name}.${column.name}`, [column.span]);
      const written = column.span && text.slice(column.span.start, column.span.end).replace(/\s+/g, ' ').trim();
      if (column.expression !== written) missing.push(`${name}.${column.name} is ${column.expression}, not ${written}`);
      for (const input of column.inputs) check(`${name}.${column.name} < ${input.column}`, [input.span ?? column.span]);
    }
    for (const input of deciding) check(`${name} rows < ${input.column}`, [input.span]);
  }
  return missing;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  describe(file, () => {
    for (const each of readCases(readFileSync(join(folder, file), 'utf8'))) {
      it(each.title, () => {
        for (const { lineage } of analyzeCase(each).statements) {
          expect(unexplained(lineage)).toEqual([]);
          expect(unplaced(lineage, each.sql)).toEqual([]);
        }
      });
    }
  });
}
