/** The table as it is looked things up in: what is known of a name in a dialect, over what its parent knows. */
import type { Dialect } from '../dialects/dialect.js';
import { conditionsOf } from './conditions.js';
import type { Facets, FunctionRow } from './row.js';
import { ENDINGS } from './rows/aggregates.js';
import { ROWS } from './rows/index.js';
import { nullableBy, typeBy, type ValueType } from './types.js';

/** Every facet, said or not: all such objects are of one form, so that reading them stays fast. */
export type Facts = { readonly [Facet in keyof Required<Facets>]: Facets[Facet] | undefined };

export interface FunctionTable {
  readonly parent: FunctionTable | undefined;
  /** What is said here, with what the parent says besides; by name in lower case. */
  readonly own: ReadonlyMap<string, Facts>;
  /**
   * Endings that make one aggregate of another: ClickHouse's `sumIf`, `uniqState`, `quantileTDigestMerge`. None ends with another one.
   * https://clickhouse.com/docs/sql-reference/aggregate-functions/combinators
   */
  readonly endings: readonly string[];
  /** What was found, by the name as it was written: each spelling is looked up once. */
  readonly spelled: Map<string, Facts>;
}

/** What is known of a function; facets of undefined where it is unknown. */
export function findFunction(table: FunctionTable, name: string): Facts {
  const known = table.spelled.get(name);
  if (known !== undefined) return known;
  const facts = look(table, name.toLowerCase()) ?? UNKNOWN;
  if (table.spelled.size > MOST_SPELLINGS) table.spelled.clear();
  table.spelled.set(name, facts);
  return facts;
}

const MOST_SPELLINGS = 10_000;

function look(table: FunctionTable, name: string): Facts | undefined {
  return plain(table, name) ?? withEndings(table, name);
}

function plain(table: FunctionTable, name: string): Facts | undefined {
  for (let each: FunctionTable | undefined = table; each !== undefined; each = each.parent) {
    const facts = each.own.get(name);
    if (facts !== undefined) return facts;
  }
  return undefined;
}

/** An aggregate with endings: `uniqStateIf` is uniq with if and state. Only if changes what the arguments are; what its type is, nobody says. */
function withEndings(table: FunctionTable, name: string): Facts | undefined {
  const found: string[] = [];
  for (let base = name; found.length < MOST_ENDINGS; ) {
    const ending = table.endings.find((each) => base.endsWith(each));
    if (ending === undefined) return undefined;
    found.push(ending);
    base = base.slice(0, -ending.length);
    const facts = plain(table, base);
    if (facts?.aggregate)
      return factsOf({ aggregate: true, ...(facts.counts && { counts: true }), ...(found.includes('if') && { conditions: 'last' }) });
  }
  return undefined;
}

const MOST_ENDINGS = 4;

function factsOf(facets: Partial<Facts>): Facts {
  return {
    aggregate: facets.aggregate,
    window: facets.window,
    masking: facets.masking,
    conditions: facets.conditions,
    counts: facets.counts,
    keeps: facets.keeps,
    opens: facets.opens,
    builds: facets.builds,
    maps: facets.maps,
    path: facets.path,
    schema: facets.schema,
    makes: facets.makes,
    generator: facets.generator,
    file: facets.file,
    table: facets.table,
    adds: facets.adds,
    structure: facets.structure,
    moves: facets.moves,
    method: facets.method,
    syntax: facets.syntax,
    column: facets.column,
    type: facets.type,
    nulls: facets.nulls,
    volatile: facets.volatile,
  };
}

const UNKNOWN = factsOf({});

/** The table of a dialect, made when it is first asked for. */
export function functionsOf(dialect: Dialect): FunctionTable {
  let table = tables.get(dialect);
  if (table === undefined) {
    const parent =
      dialect.parent === undefined
        ? newTable(
            undefined,
            ROWS.filter((row) => row.in === undefined),
          )
        : functionsOf(dialect.parent);
    const rows = ROWS.filter((row) => row.in?.split(' ').includes(dialect.name));
    table = newTable(parent, rows, ENDINGS[dialect.name]);
    tables.set(dialect, table);
  }
  return table;
}

/** A dialect's table is the same as long as the dialect is. */
const tables = new WeakMap<Dialect, FunctionTable>();

/** A table with what the rows say besides, over what it says itself. */
export function newTable(
  parent: FunctionTable | undefined,
  rows: readonly FunctionRow[],
  endings: readonly string[] = parent?.endings ?? [],
): FunctionTable {
  const own = new Map<string, Facts>();
  for (const { names, in: _, ...facets } of rows) {
    const facts = factsOf(facets);
    for (const name of typeof names === 'string' ? names.split(/\s+/) : names) {
      const before = own.get(name) ?? (parent && look(parent, name));
      own.set(name, before === undefined ? facts : factsOf({ ...before, ...facets }));
    }
  }
  return { parent, own, endings, spelled: new Map() };
}

/** What a call gives, by what its arguments are. Undefined: not known. */
export function resultTypeOf({ type, conditions }: Facts, args: readonly (ValueType | undefined)[]): ValueType | undefined {
  return typeBy(type, args, conditions === undefined ? args : conditionsOf(conditions, args).values);
}

/** Whether a call may be NULL, by whether its arguments may. Undefined: not known. */
export function isNullableCall({ nulls, conditions }: Facts, args: readonly (boolean | undefined)[]): boolean | undefined {
  return nullableBy(nulls, conditions === undefined ? args : conditionsOf(conditions, args).values);
}
