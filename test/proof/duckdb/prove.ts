/** Many queries, each over tables of its group; failures come with their smallest form. */
import { randomChoices, replayedChoices } from '../generate/choices.js';
import { generateQuery } from '../generate/index.js';
import { makeTables, tableSql } from '../generate/schema.js';
import { check, type Fault, type Verdict } from './check.js';
import { type Database, openDatabase } from './database.js';
import { shrink } from './shrink.js';

export interface Tally {
  readonly seed: number;
  queries: number;
  runs: number;
  /** What DuckDB said against queries that it did not take. */
  readonly refused: string[];
  readonly failures: string[];
  readonly edges: Map<string, { claimed: number; confirmed: number }>;
}

/** Queries that share their tables. */
const GROUP = 50;
/** Enough to work on. */
const MOST_FAILURES = 10;

export async function prove(seed: number, count: number): Promise<Tally> {
  const tally: Tally = { seed, queries: 0, runs: 0, refused: [], failures: [], edges: new Map() };
  for (let group = 0; group * GROUP < count && tally.failures.length < MOST_FAILURES; group++) {
    const own = seed * 1_000_003 + group;
    const database = await openDatabase(makeTables(randomChoices(own), true), own);
    for (let at = 0; at < GROUP && group * GROUP + at < count; at++) await proveOne(tally, database, own * 1009 + at);
    database.connection.closeSync();
  }
  return tally;
}

async function proveOne(tally: Tally, database: Database, seed: number): Promise<void> {
  const choices = randomChoices(seed);
  const verdict = await check(database, generateQuery(choices, database.tables, 'duckdb'));
  tally.queries++;
  tally.runs += verdict.runs;
  if (verdict.refused !== undefined) tally.refused.push(verdict.refused);
  for (const { subtype, confirmed } of verdict.claims) {
    const edges = tally.edges.get(subtype) ?? { claimed: 0, confirmed: 0 };
    tally.edges.set(subtype, edges);
    edges.claimed++;
    if (confirmed) edges.confirmed++;
  }
  if (verdict.fault !== undefined && tally.failures.length < MOST_FAILURES) {
    tally.failures.push(await smallest(database, choices.taken, verdict.fault));
  }
}

/** The failure's smallest form, with all that it takes to see it. */
async function smallest(whole: Database, choices: readonly number[], { kind, variant }: Fault): Promise<string> {
  // Only what made it fail.
  const database = { ...whole, variants: whole.variants.filter((each) => each === variant) };
  const judge = (list: readonly number[]) => check(database, generateQuery(replayedChoices(list), database.tables, 'duckdb'));
  const small = await shrink(choices, async (list) => (await judge(list)).fault?.kind === kind);
  return describe(database, generateQuery(replayedChoices(small), database.tables, 'duckdb').sql, await judge(small));
}

function describe({ tables }: Database, sql: string, { fault }: Verdict): string {
  const used = tables.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(sql));
  const lines = [`${fault?.kind}: ${fault?.text}`, ...used.map((table) => tableSql(table)), `${sql};`];
  if (fault?.variant !== undefined) lines.push('-- with this instead:', tableSql(fault.variant.table));
  return lines.join('\n');
}
