/** One query against DuckDB: what changes when one column's values do, and whether the lineage says so. */
import { analyze, type ScriptAnalysis } from '../../../src/analyze.js';
import type { SourceColumn } from '../../../src/lineage/types.js';
import { catalogOfSchema } from '../../../src/read/schema-object.js';
import type { Made } from '../generate/maker.js';
import type { Place } from '../generate/schema.js';
import { type Database, type Result, run, type Variant } from './database.js';

/** An edge that the lineage claims, at the places that the tables have. */
export interface Claim {
  readonly subtype: string;
  /** The output's place among the columns, or undefined for all of them. */
  readonly output: number | undefined;
  readonly source: string;
  confirmed: boolean;
}

type Claimed = SourceColumn & { readonly subtype: string };

export interface Fault {
  /** A dependency that the lineage does not have; other columns than DuckDB's; a syntax error in what DuckDB takes. */
  readonly kind: 'missed' | 'shape' | 'error';
  readonly text: string;
  readonly variant?: Variant;
}

export interface Verdict {
  /** What is wrong with the lineage; undefined when nothing is. */
  readonly fault?: Fault;
  /** DuckDB's words against the query. */
  readonly refused?: string;
  readonly claims: readonly Claim[];
  readonly runs: number;
}

export async function check(database: Database, made: Made, dialect = 'duckdb'): Promise<Verdict> {
  const { sql, statements = [sql] } = made;
  let before: Result;
  try {
    before = await run(database, statements);
  } catch (error) {
    return { refused: String((error as Error).message), claims: [], runs: 1 };
  }
  const catalog = catalogOfSchema(Object.fromEntries(database.tables.map(({ name, fields }) => [name, fields.map((field) => field.name)])));
  const analysis = analyze(sql, { dialect, catalog });
  if (!analysis.ok) {
    return { fault: { kind: 'error', text: analysis.diagnostics.map(({ message }) => message).join('; ') }, claims: [], runs: 1 };
  }
  const { outputs, all } = statements.length === 1 ? ofStatement(analysis) : ofScript(analysis);
  const shape = shapeFault(
    before.names,
    outputs.map(({ column }) => column),
    made,
  );
  if (shape !== undefined) return { fault: { kind: 'shape', text: shape }, claims: [], runs: 1 };
  const claims = [
    ...outputs.flatMap(({ inputs }, at) => inputs.map((input) => claimOf(input, at))),
    ...all.map((input) => claimOf(input, undefined)),
  ];
  return perturbAll(database, statements, before, claims);
}

interface Lineage {
  readonly outputs: readonly { readonly column: string; readonly inputs: readonly Claimed[] }[];
  readonly all: readonly Claimed[];
}

function ofStatement({ statements: [only] }: ScriptAnalysis): Lineage {
  const { columns = [], influences = [] } = only?.lineage ?? {};
  return { outputs: columns, all: influences.map(({ input }) => input) };
}

/** What flows into the query's result through all that the statements before it wrote. */
function ofScript({ lineage: { columns, edges } }: ScriptAnalysis): Lineage {
  const into = (column: string | null) =>
    edges.filter(({ to }) => to.dataset === null && to.column === column).map(({ from, subtype }) => ({ ...from, subtype }));
  const own = columns.filter(({ dataset }) => dataset === null);
  return { outputs: own.map(({ column }) => ({ column, inputs: into(column) })), all: into(null) };
}

/** Columns in another number, order or (where the query gives them) of another name. */
function shapeFault(names: readonly string[], ours: readonly string[], made: Made): string | undefined {
  if (names.length === ours.length && ours.every((name, at) => !isGiven(name, made) || sameName(name, names[at] as string)))
    return undefined;
  return `DuckDB's columns are ${names.join(', ')}, ours ${ours.join(', ')}`;
}

function isGiven(name: string, made: Made): boolean {
  return made.fields.some((field) => sameName(field.name.replaceAll('"', ''), name));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function claimOf(input: Claimed, output: number | undefined): Claim {
  const source = input.dataset === null ? `?.${input.column}` : sourceName(input.dataset, input.column, input.path);
  return { subtype: input.subtype, output, source, confirmed: false };
}

function sourceName(table: string, column: string, path: readonly string[] | undefined): string {
  return [table, column, ...(path ?? [])].join('.').toLowerCase();
}

/** A claim of a column holds for its fields, and one of a field for the column. */
function covers({ source }: Claim, { table, column, path }: Place): boolean {
  const whole = `${table}.${column}`;
  if (source === whole || source === `?.${column}`) return true;
  return path === undefined ? source.startsWith(`${whole}.`) : source === `${whole}.${path}` || source.startsWith(`${whole}.${path}.`);
}

async function perturbAll(database: Database, statements: readonly string[], before: Result, claims: readonly Claim[]): Promise<Verdict> {
  let runs = 1;
  for (const variant of database.variants) {
    if (!statements.some((sql) => new RegExp(`\\b${variant.place.table}\\b`).test(sql))) continue;
    const concerned = claims.filter((claim) => covers(claim, variant.place));
    runs++;
    let after: Result;
    try {
      after = await run(database, statements, variant);
    } catch {
      continue;
    }
    const changed = before.columns.map((column, at) => column !== after.columns[at]);
    const rows = before.rows !== after.rows;
    const missed = changed.findIndex((each, at) => each && !concerned.some(({ output }) => output === undefined || output === at));
    if (missed >= 0) return { fault: faultOf(before, after, missed, variant), claims, runs };
    if (rows && concerned.length === 0) return { fault: { kind: 'missed', text: 'the rows change', variant }, claims, runs };
    const order = before.sequence !== after.sequence;
    for (const claim of concerned) {
      const seen = claim.output === undefined ? rows || (order && claim.subtype === 'SORT') : (changed[claim.output] ?? false);
      if (seen) claim.confirmed = true;
    }
  }
  return { claims, runs };
}

function faultOf(before: Result, after: Result, at: number, variant: Variant): Fault {
  const values = (result: Result) => (result.columns[at] ?? '').replaceAll('\n', ' ');
  const { table, column, path } = variant.place;
  const source = [table, column, ...(path === undefined ? [] : [path])].join('.');
  return { kind: 'missed', text: `${before.names[at]} depends on ${source}: ${values(before)} became ${values(after)}`, variant };
}
