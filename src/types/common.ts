/** What all engines that were asked agree on: families alone. For dialects whose engine nobody has asked. */

import type { Dialect } from '../dialects/dialect.js';
import type { TypeFamily } from '../functions/types.js';
import { duckdb } from './duckdb.js';
import type { Word } from './read-type.js';
import type { TypeRules } from './rules.js';
import { familyOf, type Type } from './type.js';

/** Words that mean one family wherever they are types. */
const WORDS: readonly (readonly [TypeFamily, string])[] = [
  ['integer', 'tinyint smallint int integer bigint int2 int4 int8 int64'],
  ['decimal', 'decimal numeric'],
  ['float', 'float real double float8 float64 double_precision binary_float binary_double'],
  ['string', 'char varchar text string nvarchar nchar varchar2 nvarchar2 character character_varying clob'],
  ['boolean', 'boolean bool'],
  ['binary', 'binary varbinary blob bytes bytea'],
  ['time', 'time'],
  ['timestamp', 'timestamp timestamptz timestamp_ntz timestamp_ltz timestamp_tz timestamp_with_time_zone datetime2'],
  ['json', 'json jsonb'],
  ['uuid', 'uuid'],
];

/** What the engines of these call a truth is a boolean; elsewhere it may be a number, or no value at all. */
const BOOLEANS = new Set('snowflake bigquery redshift trino presto athena hive databricks materialize risingwave greenplum'.split(' '));

/** Engines whose DATE holds a time as well. */
const DATES_WITH_TIME = new Set(['oracle']);

const word = (family: TypeFamily): Word => {
  const type = { family };
  return () => type;
};

export function commonRules({ name }: Dialect): TypeRules {
  const words = new Map(
    WORDS.flatMap(([family, list]) => list.split(' ').map((each) => [each.replaceAll('_', ' '), word(family)] as const)),
  );
  for (const [family, list] of WORDS) for (const each of list.split(' ')) words.set(each, word(family));
  if (!DATES_WITH_TIME.has(name)) words.set('date', word('date'));
  const booleans = BOOLEANS.has(name);
  if (!booleans) for (const each of ['boolean', 'bool']) words.delete(each);
  return {
    asWritten: true,
    words,
    arrayOf: (element) => ({ family: 'array', element }),
    mapOf: (key, element) => ({ family: 'map', key, element }),
    structOf: (fields) => ({ family: 'struct', fields }),
    boolean: booleans ? { family: 'boolean' } : undefined,
    zeroDivides: undefined,
    castsToNull: true,
    foldsNulls: false,
    recursionKeepsTypes: false,
    constant: ({ type }) => (type === 'string' ? { family: 'string' } : undefined),
    unary: (_, operand) => (NUMBERS.has(operand.family) ? operand : undefined),
    binary: (operator, left, right) =>
      operator !== '/' && NUMBERS.has(left.family) && left.family === right.family ? familyOf(left) : undefined,
    common: sameFamily,
    call: (_name, _args, given) => familyOf(given),
  };
}

const NUMBERS = new Set<TypeFamily>(['integer', 'decimal', 'float']);

function sameFamily(types: readonly Type[]): Type | undefined {
  const known = types.filter(({ family }) => family !== 'null');
  const [first] = known;
  if (first === undefined || !known.every((type) => type.family === first.family)) return undefined;
  return first.exact !== undefined && known.every((type) => type.exact === first.exact) ? first : familyOf(first);
}

const RULES = new Map<string, TypeRules>([['duckdb', duckdb]]);

/** The rules of a dialect, the same as long as the program runs. */
export function rulesOf(dialect: Dialect): TypeRules {
  let rules = RULES.get(dialect.name);
  if (rules === undefined) {
    rules = commonRules(dialect);
    RULES.set(dialect.name, rules);
  }
  return rules;
}
