/**
 * What is known of functions: one table, read by the parser, by the resolver of SQL and by that of Spark's plans. A row names
 * functions and says of them what it knows, facet by facet; what it does not say is not known.
 */
import type { NullRule, TypeRule } from './types.js';

export interface Facets {
  // ── What the arguments are to the value ──
  /** One value of many rows: `sum(a)`, `any_value(a)`. Its arguments are AGGREGATION, and GROUP BY ALL leaves it out. */
  readonly aggregate?: boolean;
  /** Stands before OVER only, and picks or counts rows without aggregating them: `lag(a)`, `row_number()`. For plans, where what else stands there aggregates. */
  readonly window?: boolean;
  /** Its result hides its input: `md5(a)`, `mask(a)`. Edges through it get `masking`. */
  readonly masking?: boolean;
  /** Which arguments are conditions, and not the value: `if(c, a, b)`, `sumIf(a, c)`. */
  readonly conditions?: ConditionalShape;
  /** `count(*)` counts rows: the star is no column's value. */
  readonly counts?: boolean;
  /**
   * The value is one of the first argument's (`max(s)`), all of them together (`array_agg(s)`) or the same in another form (`to_json(s)`), or
   * that of any argument (`coalesce(s, u)`): its fields stay their fields.
   */
  readonly keeps?: 'first' | 'any';
  /** Gives an element or a field of its first argument as it is: `explode(xs)`. Such an edge is IDENTITY. */
  readonly opens?: boolean;
  /** An array of its arguments, a struct with them as fields (`row(a, b)`), or a struct or map of names and values in turns (`named_struct('x', a, 'y', b)`). */
  readonly builds?: 'array' | 'fields' | 'pairs';
  /** What its lambda makes of each element: `transform(xs, x -> x.a)`. */
  readonly maps?: boolean;
  /** Takes what lies at a constant path: `json_extract(doc, '$.a.b')` reads the field a.b. */
  readonly path?: PathShape;
  /** The second argument is a schema and names the result's fields: `from_json(doc, 'a INT, b STRING')`. */
  readonly schema?: boolean;

  // ── Rows ──
  /** Makes rows, with these columns: `explode(xs)`, `json_each(doc)`. */
  readonly makes?: MadeRows;
  /** Also in a select list, where its columns go by its own names: Spark's `SELECT posexplode(xs)` is pos and col. */
  readonly generator?: boolean;
  /** Reads files: the place of the argument with the path. `read_parquet('a.parquet')`: 0. */
  readonly file?: number;
  /** Stands for a table that the first argument names (`table_changes('t', 1)`), or those from the second on (`remote('host', db, t)`). */
  readonly table?: 'first' | 'second';
  /** The rows of that table have these columns besides: `_change_type`. */
  readonly adds?: readonly string[];
  /** Some argument tells the columns: `s3('…', 'CSV', 'a UInt32, b String')`. */
  readonly structure?: boolean;
  /** Moves rows from the table that one argument names into that of another: Vertica's `swap_partitions_between_tables`. */
  readonly moves?: { readonly from: number; readonly to: number };
  /** A method of columns: `doc.value('…')` computes from doc. */
  readonly method?: boolean;

  // ── Text ──
  /** How its arguments are written, where that is more than a list with commas. For the parser. */
  readonly syntax?: CallSyntax;
  /** What the engine calls its column, where that is not the function's name: `trim(a)` is btrim to PostgreSQL, `range(3)` is id to Spark. */
  readonly column?: string;

  // ── The result ──
  /** Undefined for a dialect: there nobody knows. */
  readonly type?: TypeRule | undefined;
  readonly nulls?: NullRule | undefined;
  /** Another value each time, whatever the arguments: `random()`, `nextval('s')`. What stays within a statement (`now()`) is not. */
  readonly volatile?: boolean;
}

export interface FunctionRow extends Facets {
  /** In lower case, with spaces between; a list where a name has one in it. */
  readonly names: string | readonly string[];
  /** Only in these dialects and those that derive from them, over what the row for all dialects says. Without: in all. */
  readonly in?: string;
}

/**
 * `first`: the first argument is a condition; `odd-but-last`: `multiIf(c, a, c, b, d)`; `decode`: `decode(x, k, v, k, v, d)`;
 * `last`: the last of several is (`sumIf(a, c)`).
 */
export type ConditionalShape = 'first' | 'odd-but-last' | 'decode' | 'last';

/**
 * - `text`: the second argument is the path (`'$.a.b'`), and each further one that begins with `$` is another
 * - `field`: the same, and a number is a field's place (`tupleElement(t, 1)`)
 * - `steps`: each further argument is a step (`json_extract_path(doc, 'a', 'b')`)
 * - `typed-steps`: but the last one, which is a type (`JSONExtract(doc, 'a', 'Int32')`)
 */
export type PathShape = 'text' | 'field' | 'steps' | 'typed-steps';

/** A column that a call in FROM makes. Names are lower case; dialects that store upper case upper them. */
export interface MadeColumn {
  readonly name: string;
  /** The argument's element itself, and not something about it (its place, its key). */
  readonly element?: true;
  /** Only when the alias names this many columns (`explode` of an array or of a map). */
  readonly arity?: number;
}

/**
 * - `unnest`: one column an argument, of its elements; `inline`: the fields of its structs
 * - `constant`: rows that no column decides
 * - `stack`, `json-tuple`: columns by the number of arguments
 * - `windows`: the columns of the table that is the first argument, and a window's bounds; `exclude`: but those described
 * - `query`: the rows of the query that is the argument (`view(SELECT …)`)
 * - a list: these columns, all of the first argument
 */
export type MadeRows = 'unnest' | 'inline' | 'constant' | 'stack' | 'json-tuple' | 'windows' | 'exclude' | 'query' | readonly MadeColumn[];

/** Words are in upper case, as the parser's terminals are. */
export interface CallSyntax {
  /** Words that may stand before an argument: `TRIM(BOTH …`, `JSON_OBJECT(KEY 'a' VALUE 1, KEY 'b' VALUE 2)`. */
  readonly lead?: readonly string[];
  /** The first argument is a name, not a column: `XMLELEMENT(NAME item, …)`. */
  readonly named?: boolean;
  /** The first argument names a sequence, where they are named by words: MariaDB's `NEXTVAL(s)`. */
  readonly sequence?: true;
  /** The unit may also come second, as a string: Impala's `EXTRACT(x, 'year')`. */
  readonly stringUnit?: true;
  /** Words that separate arguments like a comma: `EXTRACT(year FROM x)`. */
  readonly separators?: readonly string[];
  /** Positions of arguments that name a unit of time, not a column: `DATEDIFF(day, a, b)`. */
  readonly units?: readonly number[];
  /** With fewer arguments than this, the first is no unit: `DATEDIFF(a, b)`. */
  readonly least?: number;
  /** The first argument ends before IN: `POSITION(a IN b)`. */
  readonly tight?: boolean;
  /** Arguments are named in front: `WITH(a AS 1, a + 1)`. */
  readonly nameFirst?: boolean;
  /** Arguments may carry names: `XMLFOREST(a AS b)`. */
  readonly aliases?: boolean;
  /** The second argument may be one of Unicode's normal forms. */
  readonly form?: boolean;
  /** Words after the arguments that do not matter (`NULL ON NULL`, `RETURNING text`, `WITH WRAPPER`). */
  readonly options?: boolean;
  /** What follows DEFAULT is an argument: `JSON_VALUE(doc, '$.a' DEFAULT b ON EMPTY)`. */
  readonly defaults?: boolean;
  /** An argument may be a query without parentheses of its own: `JSON_ARRAY(SELECT a FROM t)`. */
  readonly query?: boolean;
  /** From this place on, what stands there is no argument: `JSON_TRANSFORM(a, SET '$.b' = 1, REMOVE '$.c')`. */
  readonly opaque?: number;
}
