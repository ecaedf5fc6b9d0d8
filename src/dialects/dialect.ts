/**
 * What differs between dialects, as data. Every switch has a sentence and an example; the row files beside this one say
 * for each value where it comes from. Switches are grouped by who reads them: `lex` the tokenizer, `grammar` the parser,
 * `names` and `functions` the resolver. The parser never asks which dialect it reads, only what a switch says.
 */

/** Read by `sql/tokenizer.ts`. */
export interface Lex {
  /** Characters that open a quoted identifier: `"`, `` ` ``, `[`. */
  readonly identifierQuotes: string;
  /** Characters that open a string: `'`, and `"` where it is no identifier quote. */
  readonly stringQuotes: string;
  /** `'it\'s'`: a backslash escapes in ordinary strings. */
  readonly backslashEscapes: boolean;
  /** `'''text'''` and `"""text"""`. */
  readonly tripleQuotes: boolean;
  /** Letters that may stand before a string, in lower case: `n`, `e`, `x`, `b`, `r`, `rb`, `u&`, `q` (Oracle's q'[…]'). */
  readonly stringPrefixes: readonly string[];
  /** `$$text$$`, `$tag$text$tag$`. */
  readonly dollarQuotes: boolean;
  /** Comments nest: `/* a /* b *​/ c *​/`. */
  readonly nestedComments: boolean;
  /** Line comments besides `--`: `#`, `//`. */
  readonly lineComments: readonly string[];
  /** `--` opens a comment only before white space (MySQL). */
  readonly dashNeedsSpace: boolean;
  /** Characters besides letters, digits and `_` inside an unquoted identifier: `$`, `#`, `@`. */
  readonly identifierChars: string;
  /** Those of them that may also begin one (`#tmp` in T-SQL). */
  readonly identifierStartChars: string;
  /** An identifier may begin with digits: `2024_sales` (Hive, MySQL). */
  readonly digitIdentifiers: boolean;
  /** Unquoted identifiers may hold `-` in a dataset's name: `my-project.ds.t` (BigQuery). */
  readonly dashedNames: boolean;
  /** Marks of parameters: `?`, `:` (`:name`, `:1`), `$` (`$1`, `$name`), `@`, `@@`, `${`, `%` (`%(name)s`, `%s`), `{` (`{name: Type}`, ClickHouse), `&` (SQL*Plus). */
  readonly parameters: readonly string[];
  /** Any run of operator characters is one operator (PostgreSQL's user-defined operators). */
  readonly customOperators: boolean;
  /** `[name]` is a name wherever it stands (`always`, T-SQL), or only where no value comes before it (`elsewhere`, SQLite: `a[1]`). */
  readonly bracketNames: 'always' | 'elsewhere';
  /** `@stage/path` is one token (Snowflake). */
  readonly stages: boolean;
  /** `` @`my var` `` (MySQL). */
  readonly quotedVariables: boolean;
  /** Letters that may follow a number, in lower case: `10l`, `1.0bd`, `2.5f`. */
  readonly numberSuffixes: readonly string[];
  /** Other letters right after a number are an error (PostgreSQL 15). */
  readonly strictNumbers: boolean;
  /** Operators of this dialect that others would read as several tokens: `->>`, `<=>`, `|>`, … (see `symbols.ts`). */
  readonly operators: readonly string[];
}

/** Read by `sql/parser/*`. */
export interface Grammar {
  /** Words that are never a column, alias or table name without quotes, besides the common ones. */
  readonly reserved: readonly string[];
  /** Common reserved words that this dialect allows as names. */
  readonly unreserved: readonly string[];
  /** Words that cannot be an alias without AS, besides the reserved ones. */
  readonly noBareAlias: readonly string[];
  [feature: string]: unknown;
}

export type Case = 'upper' | 'lower' | 'preserve';

/** Read by `resolve/`. */
export interface Names {
  /** How an unquoted identifier is stored: Snowflake `upper`, PostgreSQL `lower`, others as written. */
  readonly fold: Case;
  /** Quoted names are compared exactly; where false, all names are compared without case (MySQL, T-SQL, Spark, BigQuery columns). */
  readonly quotedIsExact: boolean;
  /** Table names are compared exactly even without quotes (BigQuery, ClickHouse). */
  readonly exactTables: boolean;
  /** Column names are compared exactly even without quotes (ClickHouse). */
  readonly exactColumns: boolean;
  /** One quoted identifier may hold a dotted name: `` `project.dataset.table` `` (BigQuery). */
  readonly dottedQuotes: boolean;
  /**
   * Who else is seen in SELECT, WHERE, GROUP BY, … besides the FROM columns: aliases of the same select list.
   * - `none` (ANSI, PostgreSQL, T-SQL, Oracle)
   * - `after-columns`: an alias is visible to later items, a column of the same name wins (Snowflake, Redshift, Databricks, Spark ≥ 3.4, DuckDB)
   * - `before-columns`: the alias wins (ClickHouse, Teradata is after-columns)
   */
  readonly lateralAlias: 'none' | 'after-columns' | 'before-columns';
  /** Aliases are visible in GROUP BY: `never`, `after-columns` (a column wins), `before-columns`. */
  readonly groupByAlias: 'never' | 'after-columns' | 'before-columns';
  /** Aliases are visible in HAVING and WHERE the same way. */
  readonly havingAlias: boolean;
  readonly whereAlias: boolean;
  /** `t.col.field`, `col.field`: dotted access to struct fields in names. */
  readonly structFields: boolean;
  /** A table alias alone, as a value, is the whole row (`SELECT t FROM t`: PostgreSQL, BigQuery, DuckDB). */
  readonly rowValues: boolean;
  /** Calls in FROM see the relations before them without LATERAL. */
  readonly implicitLateral: boolean;
  /** `FROM t, t.items`: a dotted name whose first part is an earlier relation is an array of it (BigQuery, Impala). */
  readonly correlatedArrays: boolean;
  /** How an unaliased expression is named: see `resolve/sql/column-name.ts`. */
  readonly unnamed: 'postgres' | 'spark' | 'mysql' | 'snowflake' | 'duckdb' | 'bigquery' | 'trino' | 'tsql' | 'hive' | 'text';
  /** What `USE x` with one plain name changes: the database (T-SQL, Snowflake) or the schema (Spark, Trino). */
  readonly useMeans: 'database' | 'schema';
  /** WITH may recur without the word RECURSIVE (T-SQL, Oracle, Snowflake). */
  readonly implicitRecursion: boolean;
  /**
   * What PIVOT's columns are called: the value and the aggregate's alias (`q1_total`), whichever comes first; the value alone
   * when there is one aggregate (Spark, DuckDB); the value with its quotes (Snowflake's `'Q1'`).
   */
  readonly pivotNames: 'value-first' | 'aggregate-first' | 'value' | 'quoted';
  /** The parts of a full name, outermost first. */
  readonly parts: 1 | 2 | 3 | 4;
}

/** Read by `resolve/`; names in lower case. */
export interface Functions {
  readonly aggregates: ReadonlySet<string>;
  /** Functions that make rows: `explode`, `unnest`, `flatten`. */
  readonly tableValued: ReadonlySet<string>;
  /** Functions whose result hides its input (`md5`, `sha2`, `mask`): edges get `masking`. */
  readonly masking: ReadonlySet<string>;
  /** Functions like `if(cond, a, b)`, `iff`, `nvl2`, `decode`: which arguments are conditions. */
  readonly conditional: ReadonlyMap<string, ConditionalShape>;
}

/** `first`: the first argument is a condition; `odd-but-last`: `multiIf(c, a, c, b, d)`; `decode`: `decode(x, k, v, k, v, d)`. */
export type ConditionalShape = 'first' | 'odd-but-last' | 'decode';

export interface Dialect {
  readonly name: string;
  /** Other names people use: `postgresql`, `mssql`. */
  readonly aliases: readonly string[];
  /** The dialect this row derives from. */
  readonly parent?: Dialect;
  readonly lex: Lex;
  readonly grammar: Grammar;
  readonly names: Names;
  readonly functions: Functions;
}
