/** Queries by number, each over tables of its group; failures come with their smallest form. */
import { type Choices, chance, randomChoices, replayedChoices } from '../generate/choices.js';
import { generateQuery, generateScript } from '../generate/index.js';
import type { Made } from '../generate/maker.js';
import { makeTables, type Table, tableSql } from '../generate/schema.js';
import { check, type Fault, type Verdict } from './check.js';
import { type Database, openDatabase } from './database.js';
import { shrink } from './shrink.js';

/** What became of one query. */
export interface Outcome {
  readonly query: number;
  readonly runs: number;
  /** What DuckDB said against it. */
  readonly refused?: string;
  readonly failure?: string;
  readonly edges: readonly { readonly subtype: string; readonly confirmed: boolean }[];
}

/** Queries that share their tables. */
const GROUP = 50;

export async function prove(seed: number, from: number, to: number, tell: (outcome: Outcome) => void): Promise<void> {
  for (let at = from; at < to; ) {
    const group = Math.floor(at / GROUP);
    const own = seed * 1_000_003 + group;
    const database = await openDatabase(makeTables(randomChoices(own), true), own);
    for (const end = Math.min(to, (group + 1) * GROUP); at < end; at++) tell(await proveOne(database, at, own * 1009 + at));
    database.connection.closeSync();
  }
}

function generate(choices: Choices, tables: readonly Table[]): Made {
  return chance(choices, 15) ? generateScript(choices, tables) : generateQuery(choices, tables, 'duckdb');
}

async function proveOne(database: Database, query: number, seed: number): Promise<Outcome> {
  const choices = randomChoices(seed);
  const { fault, refused, claims, runs } = await check(database, generate(choices, database.tables));
  return {
    query,
    runs,
    ...(refused !== undefined && { refused }),
    ...(fault !== undefined && { failure: await smallest(database, choices.taken, fault) }),
    edges: claims.map(({ subtype, confirmed }) => ({ subtype, confirmed })),
  };
}

/** The failure's smallest form, with all that it takes to see it. */
async function smallest(whole: Database, choices: readonly number[], { kind, variant }: Fault): Promise<string> {
  // Only what made it fail.
  const database = { ...whole, variants: whole.variants.filter((each) => each === variant) };
  const judge = (list: readonly number[]) => check(database, generate(replayedChoices(list), database.tables));
  const small = await shrink(choices, async (list) => (await judge(list)).fault?.kind === kind);
  return describe(database, generate(replayedChoices(small), database.tables).sql, await judge(small));
}

function describe({ tables }: Database, sql: string, { fault }: Verdict): string {
  const used = tables.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(sql));
  const lines = [`${fault?.kind}: ${fault?.text}`, ...used.map((table) => tableSql(table)), `${sql};`];
  if (fault?.variant !== undefined) lines.push('-- with this instead:', tableSql(fault.variant.table));
  return lines.join('\n');
}
