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
  /** What is in comments that begin with `/*!` is code (MySQL). */
  readonly conditionalComments: 'none' | 'mysql' | 'mariadb';
  /** `@{FORCE_INDEX=i}` is a hint (Spanner): https://cloud.google.com/spanner/docs/reference/standard-sql/lexical#hints */
  readonly braceHints: boolean;
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
  /** Words and symbols that stand for others: `SEL` for SELECT, `EQ` for = (Teradata), `!` for NOT (Hive, Spark). Both are terminals. */
  readonly synonyms: Readonly<Record<string, string>>;
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

/** Read by `sql/parser/*`. Word lists hold terminals (see `sql/terminals.ts`). */
export interface Grammar {
  // ── Which words may be names ──
  /** Words that are never a column or table name without quotes, besides the common ones. */
  readonly reserved: readonly string[];
  /** Common reserved words that this dialect allows as names. */
  readonly unreserved: readonly string[];
  /** Reserved words that are values all the same: `SELECT user` (PostgreSQL). */
  readonly reservedValues: readonly string[];
  /** Words that cannot be an item's alias without AS, besides the reserved ones. */
  readonly noItemAlias: readonly string[];
  /** Words that can, though others exclude them. */
  readonly itemAlias: readonly string[];
  /** Words that cannot be a table's alias, besides the reserved ones. */
  readonly noTableAlias: readonly string[];
  /** Words that can, though others exclude them. */
  readonly tableAlias: readonly string[];
  /** Binary operators spelled as words, besides AND, OR, IS, IN, BETWEEN, LIKE: `RLIKE`, `DIV`. */
  readonly wordOperators: readonly string[];
  /** Functions that may stand without parentheses, in upper case: `SYSDATE`, `LEVEL`. */
  readonly bareFunctions: readonly string[];

  // ── Names and strings ──
  /** A string may be an alias: `SELECT a 'x'`, `AS 'x'`. */
  readonly stringAliases: boolean;
  /** A string may be a column's or table's name (SQLite; double quotes in Spark's). */
  readonly stringNames: boolean;
  /** `FROM 'file.csv'`. */
  readonly pathTables: boolean;
  /** `db..t`. */
  readonly emptyNameParts: boolean;
  /** `t@v12`: a version of the table. https://docs.delta.io/latest/delta-batch.html#query-an-older-snapshot-of-a-table-time-travel */
  readonly versionSuffix: boolean;
  /** `IDENTIFIER('t')` names a table. */
  readonly identifierCall: boolean;
  /** Any type's name before a string is a literal (`any`, PostgreSQL), or only the well-known ones. */
  readonly typedStrings: 'any' | 'known';
  /** Neighbouring strings are one: always, only across a line break, or never. */
  readonly adjacentStrings: 'any' | 'new-line' | 'none';

  // ── Expressions ──
  /** `a = b = c`. */
  readonly comparisonChains: boolean;
  /** NOT may stand where an operand is expected: `a = NOT b`. */
  readonly notAnywhere: boolean;
  /** `IF a > 1 THEN b ELSE c ENDIF` is a value (Exasol). https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions/case.htm */
  readonly ifExpressions: boolean;
  /** `a IS b` for any operand (SQLite). */
  readonly isOperand: boolean;
  /** `a IN b` without parentheses (ClickHouse, DuckDB, BigQuery's parameters). */
  readonly inOperand: boolean;
  /** `a IN t`: a bare name may be a table's, all of whose rows are meant (SQLite, ClickHouse). https://www.sqlite.org/lang_expr.html#in_op */
  readonly inTable: boolean;
  /** `a IN ()`. */
  readonly emptyIn: boolean;
  /** `LIKE ANY 'x'`, without parentheses. */
  readonly likeAnyBare: boolean;
  /** `sum(a) FILTER (b > 1)`: without WHERE. */
  readonly bareFilter: boolean;
  /** `a[1]`. */
  readonly subscripts: boolean;
  /** `[1, 2]` is an array. */
  readonly bracketArrays: boolean;
  /** `a:b.c` is a path into a semi-structured value. */
  readonly colonPaths: boolean;
  /** `x -> x + 1` is a function. */
  readonly lambdas: boolean;
  /** `a -> 'x'` is an operator on JSON, also where lambdas exist. */
  readonly arrowOperator: boolean;
  /** `*` may stand as an operand: `COLUMNS(*)`, `count(distinct *)`. */
  readonly starOperand: boolean;
  /** `* EXCLUDE a` without parentheses. */
  readonly starExceptBare: boolean;
  /** `* LIKE 'x%'`. */
  readonly starPatterns: boolean;
  /** `()` is an empty tuple. */
  readonly emptyTuple: boolean;
  /** `(a AS b, c)`: any expression may carry a name (ClickHouse). */
  readonly aliasedExpressions: boolean;
  /** `f(a AS b)`. */
  readonly aliasedArguments: boolean;
  /** `f(a := b)`. */
  readonly namedByAssignment: boolean;
  /** `f(SELECT …)` without second parentheses. */
  readonly queryArguments: boolean;
  /** `quantile(0.9)(x)`. */
  readonly parametricCalls: boolean;
  /**
   * CONVERT(type, x), as T-SQL, Redshift and Exasol have it, CONVERT(x, type), as MySQL does, whichever argument looks like a type, or a
   * plain function (PostgreSQL).
   * https://docs.aws.amazon.com/redshift/latest/dg/r_CONVERT_function.html
   */
  readonly convert: 'type-first' | 'type-last' | 'either' | 'call';
  /** `BINARY x` casts (MySQL). */
  readonly binaryOperator: boolean;
  /** `INTERVAL x DAY` for any x. */
  readonly intervalExpressions: boolean;
  /** `INTERVAL 1 DAY 2 HOURS` (Spark). */
  readonly intervalLists: boolean;
  /** `DATEADD(day, 1, d)`: units of time are words there; without it they are strings, and the word a column (PostgreSQL). */
  readonly unitArguments: boolean;
  /** `CURRENT DATE`, `CURRENT TIMESTAMP` (Db2). */
  readonly currentValues: boolean;
  /** `int ARRAY` is a type (PostgreSQL). */
  readonly typeArraySuffix: boolean;

  // ── Queries ──
  /** A comma may stand before the end of a list. */
  readonly trailingCommas: boolean;
  /** `SELECT FROM t`: no items (PostgreSQL). */
  readonly emptySelect: boolean;
  /** `SELECT UNIQUE a` (Oracle). */
  readonly selectUnique: boolean;
  /** SQL_CALC_FOUND_ROWS and the like (MySQL). */
  readonly selectOptions: boolean;
  /** `SELECT TOP 5 a`. */
  readonly top: boolean;
  /** `SELECT a = x` names an item, `SELECT @v = x` sets a variable (T-SQL). */
  readonly equalsAlias: boolean;
  /** `SELECT a: x` (DuckDB). */
  readonly prefixAlias: boolean;
  /** `SELECT … INTO`: of a table, of variables, or both kinds. */
  readonly selectInto: boolean;
  /** The target of SELECT INTO is a table. */
  readonly selectIntoTable: boolean;
  /** `FROM t SELECT a`, `FROM t`. */
  readonly fromFirst: boolean;
  /**
   * Words that begin a prefix of queries and changes: `LOCKING t FOR ACCESS SELECT …`, `AT EPOCH LATEST SELECT …`.
   * https://docs.teradata.com/r/SQL-Data-Manipulation-Language/LOCKING-Request-Modifier and
   * https://docs.vertica.com/24.1.x/en/sql-reference/statements/select/
   */
  readonly queryPrefixes: readonly string[];
  /** `TABLE t` is a query. */
  readonly tableQuery: boolean;
  /** `VALUES 1, 2` without parentheses (Spark). */
  readonly bareValues: boolean;
  /** `FROM (DESCRIBE t)` (DuckDB). */
  readonly describeQuery: boolean;
  /** `PIVOT t ON a USING sum(b)` (DuckDB). */
  readonly pivotStatement: boolean;
  /** In `a CROSS JOIN t PIVOT (…)` all of the join is turned, not `t` alone (DuckDB). */
  readonly pivotOverJoin: boolean;
  /** `SELECT inline(a) (x, y)`: a list of aliases needs no AS. https://spark.apache.org/docs/latest/sql-ref-syntax-qry-select.html */
  readonly bareAliasLists: boolean;
  /** `t |> WHERE a > 1 ORDER BY a`: a query's own clauses follow its pipe operators. https://spark.apache.org/docs/latest/sql-pipe-syntax.html */
  readonly pipeTail: boolean;
  /** `WITH x (SELECT …)` (Spark). */
  readonly cteWithoutAs: boolean;
  /** `WITH x + 1 AS y` (ClickHouse). */
  readonly withExpressions: boolean;
  /** MINUS is EXCEPT. */
  readonly minus: boolean;
  /** `UNION CORRESPONDING`, `OUTER UNION`. */
  readonly corresponding: boolean;
  /** INTERSECT binds tighter than UNION and EXCEPT. */
  readonly intersectFirst: boolean;
  readonly qualify: boolean;
  /** `GROUP BY ALL`, `ORDER BY ALL`. */
  readonly groupByAll: boolean;
  /** `GROUP BY AUTO` is GROUP BY ALL (Trino): https://trino.io/docs/current/sql/select.html#auto */
  readonly groupByAuto: boolean;
  /** `GROUP BY a GROUPING SETS (a)`: no comma (Hive, Spark). */
  readonly groupingAfterGroup: boolean;
  /** SORT BY, CLUSTER BY, DISTRIBUTE BY (Hive, Spark). */
  readonly sortBy: boolean;
  /** `SELECT TRANSFORM (a) USING 'script'` (Hive, Spark). */
  readonly transform: boolean;
  /** `LIMIT 5, 10`. */
  readonly limitComma: boolean;
  /** `LIMIT 1 BY a` (ClickHouse). */
  readonly limitBy: boolean;
  /** `FETCH FIRST 5` without ROWS ONLY. */
  readonly fetchBare: boolean;
  /** SETTINGS, FORMAT, FINAL and the rest of ClickHouse's clauses. */
  readonly settings: boolean;
  /** `WITH UR` behind a query (DB2). */
  readonly isolationClause: boolean;
  /** `SELECT … LIMIT 1 INTO v`: INTO at the end (MySQL, PL/pgSQL). */
  readonly intoLast: boolean;

  // ── Relations ──
  /** A join other than CROSS and NATURAL must have ON or USING. */
  readonly joinNeedsCondition: boolean;
  /** `USING a` without parentheses (ClickHouse). */
  readonly bareUsing: boolean;
  /** `USING (a) AS x` (PostgreSQL). */
  readonly usingAlias: boolean;
  /** `ARRAY JOIN a` (ClickHouse). */
  readonly arrayJoin: boolean;
  /** `FROM t INSERT INTO a … INSERT INTO b …` (Hive, Spark). */
  readonly multiInsert: boolean;
  /** `d + 1 DAY` (DB2), `(a - b) DAY TO SECOND` (Teradata). */
  readonly labelledDurations: boolean;
  /** `a ? b : c` (ClickHouse). */
  readonly ternary: boolean;
  /** `a (FORMAT 'x')`, `a (DATE)` behind an operand (Teradata). */
  readonly postfixTypes: boolean;
  /** `a::$b` reads a field of a JSON value (SingleStore). */
  readonly jsonColons: boolean;
  /** `FROM t, t.list AS x AT i` (Redshift). */
  readonly indexVariables: boolean;
  /** MODEL … RULES (Oracle). */
  readonly model: boolean;
  /** PREFERRING, and `SELECT a WITH INVALID UNIQUE (a) FROM t` (Exasol). */
  readonly rowChoice: boolean;
  /** `FROM VALUES BETWEEN 1 AND 9`, `FROM (IMPORT INTO (a INT) FROM …)`, `FROM (EXPLAIN VIRTUAL SELECT …)` (Exasol). */
  readonly loadedRelations: boolean;
  /** COPY INTO t without FROM (Snowflake). */
  readonly copyFromTableStage: boolean;
  /** `t SAMPLE (10)` (Snowflake, ClickHouse, Oracle, DuckDB). */
  readonly sample: boolean;
  /** `t WITH (NOLOCK)` (T-SQL), `t WITH ('split-size' = 5)` (Spark's options). */
  readonly tableHints: boolean;
  /** `t *` (PostgreSQL). */
  readonly tableStar: boolean;

  // ── Statements ──
  /** Statements need no semicolon between them; GO ends a batch (T-SQL). */
  readonly semicolonless: boolean;
  /** A line with only `/` ends a statement (Oracle). */
  readonly slashBatches: boolean;
  /** Lines for the client: `DELIMITER //` (MySQL); `.LOGON host/user` (Teradata's BTEQ). */
  readonly delimiters: boolean;
  readonly dotCommands: boolean;
  /** `DECLARE a …; b …; BEGIN … END` (PL/SQL and its relatives). */
  readonly declareSections: boolean;
  /** In a block `v = a;` assigns as `v := a;` does (PL/pgSQL, SingleStore). https://www.postgresql.org/docs/16/plpgsql-statements.html#PLPGSQL-STATEMENTS-ASSIGNMENT */
  readonly equalsAssigns: boolean;
  /** `v := max(a) FROM t;`, `IF count(*) > 0 FROM t THEN`: a value is what may follow a SELECT (PL/pgSQL). https://www.postgresql.org/docs/16/plpgsql-expressions.html */
  readonly selectValues: boolean;
  /** `INSERT INTO t VALUES r`: all fields of a record (PL/SQL). */
  readonly recordValues: boolean;
  /** `DECLARE a, b INT` (MySQL, BigQuery). */
  readonly declareLists: boolean;
  /** SET alone, or with any text, changes settings (Hive, Spark). */
  readonly hiveSettings: boolean;
  /** `CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT …`: what is made in the schema (PostgreSQL). https://www.postgresql.org/docs/16/sql-createschema.html */
  readonly schemaElements: boolean;
  /** The value that SET gives a setting is text, a bare word too: `SET a = off` (PostgreSQL). https://www.postgresql.org/docs/16/sql-set.html */
  readonly settingWords: boolean;
  /** `CREATE TABLE t AS s` copies rows (Teradata); elsewhere only columns. */
  readonly tableAsClones: boolean;
  /** `INSERT INTO t PARTITION (p1)`: p1 is a partition (MySQL, Oracle), not a column (Hive). */
  readonly namedPartitions: boolean;
  /** `PARTITIONED BY (a INT)` adds columns (Hive, Spark). */
  readonly partitionColumns: boolean;
  /**
   * CREATE SOURCE, CREATE SINK and SUBSCRIBE move rows, LIST[1, 2] is a value, `|x| x + 1` a function (Materialize, RisingWave).
   * https://materialize.com/docs/sql/create-sink/kafka/ and https://docs.risingwave.com/sql/commands/sql-create-sink-into
   */
  readonly streamObjects: boolean;
  /** Options of any kind may stand in CREATE TABLE and CREATE VIEW; false where the grammar there is known to the word (PostgreSQL). */
  readonly createOptions: boolean;
  /** DELETE needs FROM. */
  readonly deleteNeedsFrom: boolean;
  /** `FROM (…) AS (a, b)`: an alias of columns only, without types. */
  readonly unnamedAliases: boolean;
  /** `a < = b` (Oracle). */
  readonly splitOperators: boolean;
  /** `SELECT a FROM t ORDER BY a UNION ALL SELECT …`: a branch may be ordered without parentheses (ClickHouse). */
  readonly orderedBranches: boolean;
  /** CREATE VIEW may stand without a query. */
  readonly viewWithoutQuery: boolean;
  /** MERGE … INSERT (a, b) without VALUES: of columns (DuckDB), or of values (Teradata). */
  readonly mergeInsertColumnsOnly: boolean;
  readonly mergeInsertValuesOnly: boolean;
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
  /**
   * Aliases of tables and CTEs, too (ClickHouse; in BigQuery `T.a` may mean the alias t).
   * https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#case_sensitivity
   */
  readonly exactAliases: boolean;
  /** Column names are compared exactly even without quotes (ClickHouse). */
  readonly exactColumns: boolean;
  /** Columns of a primary key may be NULL all the same (SQLite). https://www.sqlite.org/lang_createtable.html#the_primary_key */
  readonly nullKeys: boolean;
  /** One quoted identifier may hold a dotted name: `` `project.dataset.table` `` (BigQuery). */
  readonly dottedQuotes: boolean;
  /**
   * Who else is seen in SELECT, WHERE, GROUP BY, … besides the FROM columns: aliases of the same select list.
   * - `none` (ANSI, PostgreSQL, T-SQL, Oracle)
   * - `after-columns`: an alias is visible to later items, a column of the same name wins (Snowflake, Redshift, Databricks, Spark ≥ 3.4, DuckDB)
   * - `before-columns`: the alias wins (ClickHouse, Teradata is after-columns)
   */
  readonly lateralAlias: 'none' | 'after-columns' | 'before-columns';
  /** `LOCAL.x` is the alias x of the select list (Exasol). */
  readonly localAliases: boolean;
  /** `(a + b AS s) * 2`: a name within an expression is an alias of the query (ClickHouse, Teradata's NAMED). */
  readonly innerAliases: boolean;
  /** Aliases are visible in GROUP BY: `never`, `after-columns` (a column wins), `before-columns`. */
  readonly groupByAlias: 'never' | 'after-columns' | 'before-columns';
  /**
   * In GROUP BY and HAVING, a name that several tables have is the select item's: `SELECT o.id FROM o JOIN l … GROUP BY id`.
   * https://dev.mysql.com/doc/refman/8.4/en/select.html
   */
  readonly itemSettles: boolean;
  /** Aliases are visible in HAVING and WHERE the same way. */
  readonly havingAlias: boolean;
  readonly whereAlias: boolean;
  /** ORDER BY's and DISTINCT ON's aliases are keys of their own only: in `ORDER BY n + 1` a column n wins (PostgreSQL, SQL Server, DuckDB). */
  readonly sortAliasAlone: boolean;
  /** `t.col.field`, `col.field`: dotted access to struct fields in names. */
  readonly structFields: boolean;
  /**
   * Which mark makes a number the column at that place: `SELECT $1 FROM @stage` (Snowflake), `SELECT #1 FROM t` (DuckDB). Elsewhere `$1` is a
   * bind parameter. https://docs.snowflake.com/en/user-guide/querying-stage, https://duckdb.org/docs/stable/sql/expressions/overview
   */
  readonly numberedColumns: '$' | '#' | undefined;
  /** A table alias alone, as a value, is the whole row (`SELECT t FROM t`: PostgreSQL, BigQuery, DuckDB). */
  readonly rowValues: boolean;
  /** `FROM t, t.items`: a dotted name whose first part is an earlier relation is an array of it (BigQuery, Impala). */
  readonly correlatedArrays: boolean;
  /**
   * Columns of a Nested type are stored as `n.k`, and a field of a tuple is called by its whole path (ClickHouse).
   * https://clickhouse.com/docs/sql-reference/data-types/nested-data-structures/nested
   */
  readonly dottedColumns: boolean;
  /**
   * `SELECT id FROM a JOIN b ON …`: in a query of one join, a column that both sides have is the left side's (ClickHouse's
   * single_join_prefer_left_table). https://clickhouse.com/docs/operations/settings/settings#single_join_prefer_left_table
   */
  readonly leftColumnWins: boolean;
  /**
   * SEMI and ANTI joins show the columns of both sides (ClickHouse).
   * https://clickhouse.com/docs/sql-reference/statements/select/join#supported-types-of-join
   */
  readonly semiJoinShowsBoth: boolean;
  /** How an unaliased expression is named: see `resolve/sql/column-name.ts`. */
  readonly unnamed: 'postgres' | 'spark' | 'mysql' | 'snowflake' | 'duckdb' | 'bigquery' | 'trino' | 'tsql' | 'hive' | 'calcite' | 'text';
  /** What `USE x` with one plain name changes: the database (T-SQL, Snowflake) or the schema (Spark, Trino). */
  readonly useMeans: 'database' | 'schema';
  /**
   * The schema that `db..t` means; undefined: the default one (T-SQL).
   * https://docs.snowflake.com/en/sql-reference/name-resolution
   */
  readonly emptySchema: string | undefined;
  /** DUAL is one row of no table: `SELECT 1 FROM DUAL` (Oracle, MySQL). */
  readonly dual: boolean;
  /** WITH may recur without the word RECURSIVE (T-SQL, Oracle, Snowflake). */
  readonly implicitRecursion: boolean;
  /**
   * What PIVOT's columns are called: the value and the aggregate's alias (`q1_total`), whichever comes first; the value alone
   * when there is one aggregate (Spark, DuckDB); the value with its quotes (Snowflake's `'Q1'`).
   */
  readonly pivotNames: 'value-first' | 'aggregate-first' | 'value' | 'quoted';
  /**
   * Where a star puts the columns that USING made one of: before all others (SQL's way), or where the left side has them; `alone` is the
   * first, and `t.*` has none of them (Trino); `foremost` the first, and `t.*` begins with them too (Spark).
   * https://duckdb.org/docs/stable/sql/query_syntax/from and https://www.sqlite.org/lang_select.html and
   * https://trino.io/docs/current/sql/select.html#qualifying-column-names
   */
  readonly usingColumns: 'first' | 'in-place' | 'alone' | 'foremost';
  /**
   * What a subquery's columns of one name are called: all the same; `id`, `id_1`, … (DuckDB, seen in 1.5) or `id`, `id:1`, … (SQLite,
   * seen in 3.40); or it has to have different ones (MySQL's error 1060, SQL Server's 8156).
   */
  readonly duplicateNames: 'kept' | '_1' | ':1' | 'refused';
  /** The parts of a full name, outermost first. */
  readonly parts: 1 | 2 | 3 | 4;
}

export interface Dialect {
  readonly name: string;
  /** Other names people use: `postgresql`, `mssql`. */
  readonly aliases: readonly string[];
  /** The dialect this row derives from. */
  readonly parent?: Dialect;
  readonly lex: Lex;
  readonly grammar: Grammar;
  readonly names: Names;
}
