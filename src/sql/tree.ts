/**
 * The syntax tree: SQL's own words, one discriminated union a group, readonly plain objects.
 *
 * Every node carries `start` and `end`, UTF-16 offsets into the original text. What lineage does not need (storage
 * options, hints, index parts) is not here: the parser skips it. Lists are flat where SQL chains (operators of one
 * precedence, set operations), so that long chains are not deep trees. Adding a node means its type here and one line in
 * `for-each-child.ts`.
 */
import type { Span } from '../base/span.js';

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One part of a name. `name` is without its quotes and with doubled quotes undone, in the case it was written. */
export interface Identifier extends Span {
  readonly kind: 'identifier';
  readonly name: string;
  /** Written in quotes, so that the dialect's case folding does not apply. */
  readonly quoted: boolean;
}

/**
 * The name of a dataset (table, view, stage, file, …).
 * - `name`: dotted identifiers, `a.b.c`; an empty part stands for an omitted one (`db..t`)
 * - `path`: a file or object-store path; the one part is its text (`'s3://b/f.csv'`, `` parquet.`/p` ``)
 * - `stage`: a Snowflake stage as written, `@s.x/f.csv`; one part
 * - `variable`: a table variable or parameter, `@t`, `:t`, `$1`, `${t}`; one part, as written
 * - `temporary`: T-SQL's `#t`/`##t`; dotted parts, the last with its marks
 * - `template`: `{{ ref('x') }}`; parts are the arguments' values of ref/source (`x`), else the template's text
 * - `dynamic`: `IDENTIFIER(…)`, `TABLE(…)` of something that is not a constant; no parts
 */
export interface DatasetName extends Span {
  readonly kind: 'dataset-name';
  readonly form: 'name' | 'path' | 'stage' | 'variable' | 'temporary' | 'template' | 'dynamic';
  readonly parts: readonly Identifier[];
  /** ClickHouse's `INSERT INTO FUNCTION s3('…')`: what the call stands for. */
  readonly call?: FunctionCall;
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | ColumnName
  | Literal
  | Parameter
  | Star
  | Operation
  | InExpression
  | Exists
  | Subquery
  | CaseExpression
  | Cast
  | FunctionCall
  | NamedArgument
  | Lambda
  | ArrayExpression
  | StructExpression
  | MapExpression
  | Tuple
  | FieldAccess
  | IndexAccess
  | Keyword
  | Grouping
  | VariableAssignment
  | ListComprehension
  | LetExpression
  | Template
  | Missing;

/** `a`, `t.a`, `s.t.a.field`: the resolver decides which parts are the relation, the column and fields in it. */
export interface ColumnName extends Span {
  readonly kind: 'column-name';
  readonly parts: readonly Identifier[];
  /** PostgreSQL's `(t).a.*`-free composite, Oracle's `a(+)`: the join marker. */
  readonly outerJoinMark?: boolean;
}

export interface Literal extends Span {
  readonly kind: 'literal';
  /** `typed`: `DATE '2024-01-01'`, `INTERVAL '1' DAY` and other constants with a type word. */
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'typed';
  /** The value of a string (escapes undone) or the text of a number; for others the text. */
  readonly value: string;
}

/** `?`, `:name`, `$1`, DuckDB's `#1`, `@name`, `@@name`, `${name}`, `%(name)s`. `name` has no mark; '' for `?`. */
export interface Parameter extends Span {
  readonly kind: 'parameter';
  readonly mark: '?' | ':' | '$' | '@' | '@@' | '${' | '%' | '{' | '&' | '#';
  readonly name: string;
}

/** `*`, `t.*`, `s.t.*` with its modifiers; also the argument of `count(*)`. */
export interface Star extends Span {
  readonly kind: 'star';
  /** The relation before `.*`; empty for a bare star. */
  readonly qualifier: readonly Identifier[];
  /** `EXCEPT (a, b)` / `EXCLUDE a`. Parts as in a column name. */
  readonly except: readonly ColumnName[];
  /** `REPLACE (expr AS a)`; aliases are always there. */
  readonly replace: readonly SelectItem[];
  /** `RENAME (a AS b)`. */
  readonly rename: readonly StarRename[];
  /** `ILIKE 'pattern'` / `LIKE` / `COLUMNS('regex')`: a filter on column names. */
  readonly pattern?: StarPattern;
  /** `COLUMNS(c -> c LIKE 'x%')`: a condition on column names. */
  readonly condition?: Lambda;
  /** `(expr).*`: the fields of a value. */
  readonly operand?: Expression;
  /** ClickHouse's `COLUMNS(a, b)`: these columns. */
  readonly columns?: readonly ColumnName[];
  /** ClickHouse's `APPLY(sum)`, `APPLY(x -> x + 1)`: what each column goes through, in order. */
  readonly apply?: readonly Expression[];
}

export interface StarRename extends Span {
  readonly kind: 'star-rename';
  readonly from: ColumnName;
  readonly to: Identifier;
}

export interface StarPattern {
  readonly type: 'like' | 'ilike' | 'not-like' | 'not-ilike' | 'similar' | 'regex';
  readonly text: string;
}

/**
 * Any operator application whose value is computed from its operands: `a + b - c` is one node with three operands and
 * operators `['+', '-']`; `NOT a` has one of each; `a BETWEEN b AND c` has operator `between` and three operands.
 * Operators are in lower case; negated forms keep the word (`not between`, `is not null`).
 */
export interface Operation extends Span {
  readonly kind: 'operation';
  readonly operators: readonly string[];
  readonly operands: readonly Expression[];
}

/** `operand [NOT] IN (list | query)`; also `= ANY (query)` and other quantified comparisons with a query (see `quantifier`). */
export interface InExpression extends Span {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly negated: boolean;
  /** A query, or the listed values. */
  readonly source: Query | readonly Expression[];
  readonly quantifier?: { readonly operator: string; readonly word: 'any' | 'some' | 'all' };
}

export interface Exists extends Span {
  readonly kind: 'exists';
  readonly query: Query;
}

/** A query as a value: `(SELECT …)`; `ARRAY(SELECT …)` is `form: 'array'`, BigQuery's `STRUCT`-like rows are scalar. */
export interface Subquery extends Span {
  readonly kind: 'subquery';
  readonly form: 'scalar' | 'array' | 'cursor' | 'multiset';
  readonly query: Query;
}

export interface CaseExpression extends Span {
  readonly kind: 'case';
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: Expression;
}

export interface CaseBranch extends Span {
  readonly kind: 'case-branch';
  readonly when: Expression;
  readonly then: Expression;
}

/** `CAST(a AS t)`, `TRY_CAST`, `a::t`, `CONVERT(t, a)`. A type is text: lineage does not look into it. */
export interface Cast extends Span {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly type: TypeName;
}

export interface TypeName extends Span {
  readonly kind: 'type';
  /** As written, for example `decimal(10, 2)`. */
  readonly text: string;
}

/**
 * Any call. Special forms are calls as well: `EXTRACT(year FROM x)` is `extract` with a keyword argument and `x`;
 * `TRIM(BOTH 'x' FROM y)`, `SUBSTRING(a FROM 1 FOR 2)`, `POSITION(a IN b)` likewise.
 */
export interface FunctionCall extends Span {
  readonly kind: 'call';
  /** Dotted name; the last part is the function's. */
  readonly name: readonly Identifier[];
  readonly arguments: readonly Expression[];
  readonly distinct: boolean;
  /** `ORDER BY` within the parentheses. */
  readonly orderBy: readonly SortItem[];
  readonly filter?: Expression;
  readonly withinGroup: readonly SortItem[];
  /** `OVER w`, `OVER (…)`. */
  readonly over?: WindowSpecification | Identifier;
  /** ClickHouse's parametric aggregates: `quantile(0.9)(x)` has parameters `0.9`. */
  readonly parameters?: readonly Expression[];
  /** Written without parentheses: `current_date`, `LEVEL`. */
  readonly bare?: boolean;
}

export interface NamedArgument extends Span {
  readonly kind: 'named-argument';
  readonly name: Identifier;
  readonly value: Expression;
}

/** `x -> x + 1`, `(k, v) -> …`, DuckDB's `lambda x : …`. Parameters hide columns of the same name in the body. */
export interface Lambda extends Span {
  readonly kind: 'lambda';
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

export interface ArrayExpression extends Span {
  readonly kind: 'array';
  /** `ARRAY<STRUCT<x INT64>>[…]`: it may name the elements' fields. */
  readonly elementType?: TypeName;
  readonly elements: readonly Expression[];
}

/** `STRUCT(a AS x, b)`, `ROW(a, b)`, DuckDB `{'x': a}`, Snowflake `{'x': a}` and `OBJECT_CONSTRUCT`-free literals. */
export interface StructExpression extends Span {
  readonly kind: 'struct';
  /** `STRUCT<x INT64>(…)`: it may name the fields. */
  readonly type?: TypeName;
  readonly fields: readonly StructField[];
}

export interface StructField extends Span {
  readonly kind: 'struct-field';
  readonly name?: Identifier;
  readonly value: Expression;
}

/** `MAP {k: v}`, `MAP[k, v]`. */
export interface MapExpression extends Span {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `(a, b)` as a value. A parenthesised single expression is that expression itself. */
export interface Tuple extends Span {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

/** `f(x).y`, `(expr).y`, `a[1].y`, Snowflake's `src:a.b`. A plain dotted name is a ColumnName. */
export interface FieldAccess extends Span {
  readonly kind: 'field';
  readonly operand: Expression;
  readonly field: Identifier;
  /** `:` is a semi-structured path's first step. */
  readonly by: '.' | ':';
}

/** `a[1]`, `a[1:2]`, `m['key']`. */
export interface IndexAccess extends Span {
  readonly kind: 'index';
  readonly operand: Expression;
  readonly indexes: readonly Expression[];
}

/** A word that is syntax, not a value: the unit in `EXTRACT(year FROM x)` or `DATEDIFF(day, a, b)`, `BOTH`, `DEFAULT`. */
export interface Keyword extends Span {
  readonly kind: 'keyword';
  readonly text: string;
}

/** Elements of GROUP BY: `ROLLUP (a, b)`, `CUBE (…)`, `GROUPING SETS (…)`, and `ALL`. */
export interface Grouping extends Span {
  readonly kind: 'grouping';
  readonly type: 'rollup' | 'cube' | 'grouping-sets' | 'all';
  readonly elements: readonly Expression[];
}

/** `@x := expr` (MySQL), and `SELECT @x = expr` (T-SQL) as a select item. */
export interface VariableAssignment extends Span {
  readonly kind: 'variable-assignment';
  readonly variable: Parameter;
  readonly value: Expression;
}

/** BigQuery's `WITH(x AS a + 1, y AS x * 2, y - b)`: each name is a value for what comes after it. */
export interface LetExpression extends Span {
  readonly kind: 'let';
  readonly names: readonly NamedArgument[];
  readonly body: Expression;
}

/** DuckDB's `[f(x) FOR x IN list IF cond]`. */
export interface ListComprehension extends Span {
  readonly kind: 'comprehension';
  readonly body: Expression;
  readonly variables: readonly Identifier[];
  readonly list: Expression;
  readonly condition?: Expression;
}

/** `{{ … }}` in the place of an expression, a clause or an item. */
export interface Template extends Span {
  readonly kind: 'template';
  readonly text: string;
}

/** Where an expression or relation was expected and none was found. A diagnostic says so. */
export interface Missing extends Span {
  readonly kind: 'missing';
}

/** What a pipe operator stands behind: the relation so far. */
export interface Piped extends Span {
  readonly kind: 'piped';
}

export interface SortItem extends Span {
  readonly kind: 'sort-item';
  readonly expression: Expression;
}

export interface WindowSpecification extends Span {
  readonly kind: 'window';
  /** `OVER (w ORDER BY …)`: the named window it builds on. */
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  /** Expressions in the frame (`ROWS a PRECEDING`). */
  readonly frame: readonly Expression[];
}

// ── Queries ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One query, with what may stand around its body. A parenthesised query inside another is a `Query` as a body. */
export interface Query extends Span {
  readonly kind: 'query';
  readonly with?: With;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  /** LIMIT, OFFSET, FETCH, TOP: expressions only. */
  readonly limit: readonly Expression[];
  /** T-SQL's FOR XML and FOR JSON: to a query around it, all rows and columns are one value. */
  readonly document?: true;
  /** INTO behind ORDER BY or LIMIT (MySQL, PL/pgSQL). */
  readonly into?: SelectInto;
  /** `|> …` operators in order. */
  readonly pipe: readonly PipeOperator[];
}

export type QueryBody = Select | SetOperation | Values | TableQuery | Query | Template | Missing;

export interface With extends Span {
  readonly kind: 'with';
  readonly recursive: boolean;
  /** WITH MUTUALLY RECURSIVE (Materialize): each may read all of them. */
  readonly mutual?: true;
  readonly ctes: readonly Cte[];
}

export interface Cte extends Span {
  readonly kind: 'cte';
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  /** The query, a data-changing statement (PostgreSQL), or ClickHouse's `WITH expr AS name`. */
  readonly body: Query | Statement | Expression;
  /** Columns made by SEARCH … SET and CYCLE … SET. */
  readonly addedColumns: readonly Identifier[];
}

export interface Select extends Span {
  readonly kind: 'select';
  readonly distinct: boolean;
  /** `DISTINCT ON (…)`. */
  readonly distinctOn: readonly Expression[];
  readonly items: readonly SelectItem[];
  /** `SELECT … INTO target`: a table to create, or variables. */
  readonly into?: SelectInto;
  /** Comma-separated relations; LATERAL VIEW and ARRAY JOIN are lateral table functions in their place. */
  readonly from: readonly Relation[];
  readonly where?: Expression;
  /** Rows chosen besides WHERE: ClickHouse's PREWHERE, Exasol's PREFERRING and `WITH INVALID UNIQUE (a)`. */
  readonly prewhere?: Expression;
  readonly startWith?: Expression;
  readonly connectBy?: Expression;
  readonly groupBy: readonly Expression[];
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly windows: readonly NamedWindow[];
  /** Spark/Hive SORT BY, CLUSTER BY, DISTRIBUTE BY; ClickHouse LIMIT n BY: expressions that order or place rows. */
  readonly sortBy: readonly Expression[];
  /** Spark/Hive `SELECT TRANSFORM (…) USING 'script' AS (a, b)`: the items are the script's inputs, these its outputs. */
  readonly transformColumns?: readonly Identifier[];
  /** `SELECT AS STRUCT` / `AS VALUE` (BigQuery). */
  readonly as?: 'struct' | 'value';
}

export interface SelectInto extends Span {
  readonly kind: 'select-into';
  /** A table, or none when the targets are variables. */
  readonly target?: DatasetName;
  readonly temporary: boolean;
  readonly variables: readonly Expression[];
}

export interface SelectItem extends Span {
  readonly kind: 'select-item';
  readonly expression: Expression;
  readonly alias?: Identifier;
  /** Spark's `explode(m) AS (k, v)`. */
  readonly aliases?: readonly Identifier[];
  /** An item of a pipe's AGGREGATE that the rows are sorted by as well. */
  readonly sorts?: boolean;
}

export interface NamedWindow extends Span {
  readonly kind: 'named-window';
  readonly name: Identifier;
  readonly window: WindowSpecification;
}

/** Branches joined left to right: `a UNION b EXCEPT c` has three branches and two operators. */
export interface SetOperation extends Span {
  readonly kind: 'set-operation';
  readonly operators: readonly SetOperator[];
  readonly branches: readonly QueryBody[];
}

export interface SetOperator {
  readonly type: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly byName: boolean;
  /** By name: only the columns that all branches have (CORRESPONDING, INNER), those of the first (LEFT), or these (BY (a, b), ON (a, b)). */
  readonly only?: 'common' | 'first' | readonly Identifier[];
}

export interface Values extends Span {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expression[])[];
}

/** `TABLE t`, and DuckDB's `FROM t` without SELECT is a Select with a star item instead. */
export interface TableQuery extends Span {
  readonly kind: 'table-query';
  readonly name: DatasetName;
}

/** BigQuery's and Spark's pipe syntax, one node an operator, each with what the matching clause has. */
export type PipeOperator =
  | {
      readonly kind: 'pipe';
      readonly type: 'select' | 'extend' | 'set' | 'aggregate' | 'distinct';
      readonly items: readonly SelectItem[];
      readonly groupBy: readonly SelectItem[];
      /** SELECT DISTINCT. */
      readonly distinct?: boolean;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'pipe';
      readonly type: 'where' | 'order' | 'limit';
      readonly expressions: readonly Expression[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'pipe'; readonly type: 'drop'; readonly columns: readonly Identifier[]; readonly start: number; readonly end: number }
  | {
      readonly kind: 'pipe';
      readonly type: 'rename';
      readonly renames: readonly StarRename[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'pipe'; readonly type: 'as'; readonly alias: Identifier; readonly start: number; readonly end: number }
  /** `relation` is a join, pivot, … whose innermost left input is a Piped. */
  | { readonly kind: 'pipe'; readonly type: 'relation'; readonly relation: Relation; readonly start: number; readonly end: number }
  | {
      readonly kind: 'pipe';
      readonly type: 'set-operation';
      readonly operator: SetOperator;
      readonly branches: readonly Query[];
      readonly start: number;
      readonly end: number;
    }
  /** TABLESAMPLE, CALL and others that keep the columns. */
  | { readonly kind: 'pipe'; readonly type: 'other'; readonly start: number; readonly end: number };

// ── Relations ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Relation =
  | TableReference
  | DerivedTable
  | TableFunction
  | Join
  | ParenthesizedRelation
  | Pivot
  | Unpivot
  | MatchRecognize
  | Template
  | Piped
  | Missing;

/** `AS t (a, b)`. A column alias may carry a type (`AS t(a int)`), which is dropped. */
export interface TableAlias extends Span {
  readonly kind: 'table-alias';
  /** '' when only columns were named. */
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
}

export interface TableReference extends Span {
  readonly kind: 'table';
  readonly name: DatasetName;
  readonly alias?: TableAlias;
  /** `FROM t, t.list AS x WITH OFFSET AS o` (BigQuery) */
  readonly ordinality?: Identifier | true;
}

export interface DerivedTable extends Span {
  readonly kind: 'derived';
  readonly lateral: boolean;
  readonly query: Query;
  readonly alias?: TableAlias;
  /** PostgreSQL allows DML with RETURNING only in CTEs; Oracle/T-SQL/DB2 `FROM FINAL TABLE (INSERT …)`. */
  readonly statement?: Statement;
}

/**
 * A relation made by a call: `UNNEST(a)`, `FLATTEN(input => a)`, `explode(a)`, `generate_series(…)`, `TABLE(f(x))`,
 * `JSON_TABLE(…)`, `OPENJSON(a)`, ClickHouse `ARRAY JOIN a`.
 * It sees relations before it when `lateral`, or when the dialect makes FROM calls lateral.
 */
export interface TableFunction extends Span {
  readonly kind: 'table-function';
  readonly form: 'call' | 'unnest' | 'lateral-view' | 'array-join' | 'table';
  readonly call: FunctionCall;
  readonly lateral: boolean;
  readonly alias?: TableAlias;
  /** `WITH ORDINALITY`, or `WITH OFFSET [AS o]` with its name. */
  readonly ordinality?: Identifier | true;
  /** Columns that the call itself declares: `JSON_TABLE(… COLUMNS (a …))`, `OPENJSON(…) WITH (a int)`, `f(…) AS (a int)`. */
  readonly columns: readonly Identifier[];
}

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti' | 'right-semi' | 'right-anti' | 'positional';

export interface Join extends Span {
  readonly kind: 'join';
  /** `a, LATERAL b` stays in the FROM list; `CROSS APPLY`/`OUTER APPLY` are cross/left with a lateral right side. */
  readonly type: JoinType;
  readonly natural: boolean;
  readonly asof: boolean;
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression;
  readonly using: readonly Identifier[];
  /** `USING (a) AS x`: x has the merged columns. */
  readonly usingAlias?: Identifier;
  /** APPLY: the right side sees the left. */
  readonly lateral: boolean;
}

/** `(a JOIN b ON …) [AS x]`. */
export interface ParenthesizedRelation extends Span {
  readonly kind: 'parenthesized';
  readonly relation: Relation;
  readonly alias?: TableAlias;
}

/** `input PIVOT (sum(a) AS s FOR q IN ('x' AS x1, 'y'))`. DuckDB's `PIVOT t ON q USING sum(a) GROUP BY g` likewise. */
export interface Pivot extends Span {
  readonly kind: 'pivot';
  readonly input: Relation;
  readonly aggregates: readonly SelectItem[];
  /** The columns after FOR (a tuple gives several); DuckDB's ON expressions. */
  readonly on: readonly Expression[];
  /** One item a pivoted value, with its alias; empty with `ANY` or when values are not listed. */
  readonly values: readonly SelectItem[];
  /** `IN (ANY …)`, a subquery, or no list at all: the output columns depend on the data. */
  readonly open: boolean;
  /** The subquery that gives the values. */
  readonly query?: Query;
  /** DuckDB's GROUP BY: the only other output columns. Undefined: all columns of the input that are not used. */
  readonly groupBy?: readonly Expression[];
  readonly alias?: TableAlias;
}

/** `input UNPIVOT (value FOR name IN (a, b AS 'x'))`; several value columns: `UNPIVOT ((v, w) FOR name IN ((a, b), (c, d)))`. */
export interface Unpivot extends Span {
  readonly kind: 'unpivot';
  readonly input: Relation;
  readonly values: readonly Identifier[];
  readonly name: Identifier;
  /** One group of columns for each label; as many columns in a group as there are value columns. */
  readonly groups: readonly UnpivotGroup[];
  /** INCLUDE NULLS: there is a row for each value, even for none. */
  readonly includeNulls: boolean;
  readonly alias?: TableAlias;
}

export interface UnpivotGroup extends Span {
  readonly kind: 'unpivot-group';
  readonly columns: readonly Expression[];
}

export interface MatchRecognize extends Span {
  readonly kind: 'match-recognize';
  readonly input: Relation;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly measures: readonly SelectItem[];
  readonly allRows: boolean;
  /** Pattern variables (`A`, `B`), which qualify columns in measures and definitions. */
  readonly variables: readonly Identifier[];
  readonly define: readonly Expression[];
  readonly alias?: TableAlias;
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type Statement =
  | QueryStatement
  | Insert
  | MultiInsert
  | CreateTable
  | CreateView
  | Update
  | Delete
  | Merge
  | Copy
  | Truncate
  | AlterTable
  | Drop
  | SetVariables
  | Use
  | Explain
  | Block
  | ExecuteDynamic
  | OtherStatement;

export interface QueryStatement extends Span {
  readonly kind: 'query-statement';
  readonly query: Query;
}

/** What a statement gives of the rows that it changed. */
export interface Returning {
  readonly returning: readonly SelectItem[];
  /** T-SQL's `OUTPUT … INTO target (columns)`: where the rows of `returning` go; it has no source of its own. */
  readonly outputInto?: Copy;
  /** `RETURNING a INTO v`: the variables that take what `returning` gives. */
  readonly returningInto?: readonly Expression[];
}

export interface Insert extends Span, Returning {
  readonly kind: 'insert';
  readonly with?: With;
  readonly target: DatasetName;
  readonly targetAlias?: Identifier;
  /** Empty: by position. */
  readonly columns: readonly ColumnName[];
  /** Static and dynamic partition columns: `PARTITION (ds = '1', hr)`; they follow the query's columns. */
  readonly partition: readonly Assignment[];
  /** Undefined for DEFAULT VALUES; `INSERT … SET a = 1` gives assignments in `set`. */
  readonly source?: Query;
  readonly set: readonly Assignment[];
  readonly overwrite: boolean;
  readonly byName: boolean;
  /** ON CONFLICT DO UPDATE SET / ON DUPLICATE KEY UPDATE. `excluded.a` and `VALUES(a)` mean the new row. */
  readonly onConflict: readonly Assignment[];
  readonly onConflictWhere?: Expression;
  /** MySQL 8: `VALUES (…) AS new`. */
  readonly rowAlias?: TableAlias;
}

/** `INSERT ALL/FIRST WHEN … THEN INTO … SELECT …` (Oracle, Snowflake) and Hive's `FROM … INSERT … SELECT … INSERT …`. */
export interface MultiInsert extends Span {
  readonly kind: 'multi-insert';
  readonly with?: With;
  /** The shared source: a query, or Hive's FROM relations. */
  readonly source?: Query;
  readonly from: readonly Relation[];
  /** In Hive's form each insert's `source` is a query without FROM, which reads `from`. */
  readonly inserts: readonly ConditionalInsert[];
  readonly first: boolean;
}

export interface ConditionalInsert extends Span {
  readonly kind: 'conditional-insert';
  /** WHEN condition; none for unconditional; ELSE branches have `otherwise`. */
  readonly when?: Expression;
  readonly otherwise: boolean;
  /** `source` is VALUES over the shared query's columns, a Hive select, or undefined (the shared query's columns by position). */
  readonly insert: Insert;
}

/** `a = expr`, `(a, b) = (SELECT …)`. */
export interface Assignment extends Span {
  readonly kind: 'assignment';
  readonly targets: readonly ColumnName[];
  /** T-SQL: `@v = a`, `@v = a = …`: the variable takes the value, as well as the column if there is one. */
  readonly variable?: Identifier;
  readonly value: Expression;
}

export interface ColumnDefinition extends Span {
  readonly kind: 'column-definition';
  readonly name: Identifier;
  readonly type?: TypeName;
  /** `GENERATED ALWAYS AS (expr)`. */
  readonly generated?: Expression;
  readonly facts?: ColumnFacts;
}

/** What constraints say of a column. No nodes: neither walked through nor printed. */
export interface ColumnFacts {
  readonly notNull?: true;
  readonly key?: 'primary' | 'unique';
  /** NOT ENFORCED: nobody makes sure of the key. */
  readonly unchecked?: true;
  readonly references?: ForeignTable;
  readonly comment?: string;
}

export interface ForeignTable {
  readonly name: DatasetName;
  readonly columns?: readonly Identifier[];
}

/** What is said of a table beside its columns. */
export interface TableFacts {
  readonly keys?: readonly TableKey[];
  readonly comment?: string;
}

export interface TableKey {
  readonly kind: 'primary' | 'unique' | 'foreign';
  readonly columns: readonly Identifier[];
  readonly references?: ForeignTable;
  /** NOT ENFORCED, DISABLE: nobody makes sure of it. */
  readonly unchecked?: boolean;
}

export interface CreateTable extends Span {
  readonly kind: 'create-table';
  readonly name: DatasetName;
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  /** `table`, or a relative: `external table`, `dynamic table`, `stream`, … in lower case. */
  readonly objectType: string;
  readonly columns: readonly ColumnDefinition[];
  readonly query?: Query;
  /** CREATE TABLE … LIKE / CLONE / COPY / SHALLOW CLONE: `clone` copies rows, `like` only columns; ON table for a stream. */
  readonly like?: DatasetName;
  readonly clone?: DatasetName;
  /** INHERITS, PARTITION OF: tables whose columns come before the table's own. */
  readonly inherits?: readonly DatasetName[];
  /** LOCATION/PATH of an external table. */
  readonly location?: Literal;
  readonly facts?: TableFacts;
}

export interface CreateView extends Span {
  readonly kind: 'create-view';
  readonly name: DatasetName;
  readonly materialized: boolean;
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly columns: readonly Identifier[];
  readonly query: Query;
  /** CREATE RECURSIVE VIEW: the query may read the view itself. */
  readonly recursive?: true;
  /** ClickHouse: CREATE MATERIALIZED VIEW v TO t AS …. */
  readonly to?: DatasetName;
}

export interface Update extends Span, Returning {
  readonly kind: 'update';
  readonly with?: With;
  /** A table; or a join with the target first (MySQL); T-SQL's alias is looked up in `from`. */
  readonly target: Relation;
  readonly assignments: readonly Assignment[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
}

export interface Delete extends Span, Returning {
  readonly kind: 'delete';
  readonly with?: With;
  readonly target: Relation;
  /** The other tables that lose rows: `DELETE a, b FROM …`, `DELETE FROM a, b USING …` (MySQL). */
  readonly otherTargets?: readonly Relation[];
  readonly using: readonly Relation[];
  readonly where?: Expression;
}

export interface Merge extends Span, Returning {
  readonly kind: 'merge';
  readonly with?: With;
  readonly target: Relation;
  readonly using: Relation;
  readonly on?: Expression;
  /** `MERGE INTO t USING s USING (id)` (DuckDB): in place of `on`. */
  readonly usingColumns?: readonly Identifier[];
  readonly branches: readonly MergeBranch[];
  /** WITH SCHEMA EVOLUTION (Delta): columns that the target lacks are added to it. */
  readonly evolves?: true;
}

export interface MergeBranch extends Span {
  readonly kind: 'merge-branch';
  readonly when: 'matched' | 'not-matched' | 'not-matched-by-source';
  readonly condition?: Expression;
  readonly action: MergeAction;
}

export type MergeAction =
  | { readonly type: 'update'; readonly assignments: readonly Assignment[]; readonly where?: Expression }
  /** `UPDATE SET * [EXCEPT (a)]` (Delta), `UPDATE BY NAME`. */
  | { readonly type: 'update-all'; readonly except?: readonly ColumnName[] }
  | {
      readonly type: 'insert';
      readonly columns: readonly ColumnName[];
      readonly values: readonly Expression[];
      readonly where?: Expression;
    }
  /** `INSERT * [EXCEPT (a)]`, `INSERT ROW` (BigQuery), `INSERT BY NAME`. */
  | { readonly type: 'insert-all'; readonly except?: readonly ColumnName[] }
  | { readonly type: 'delete' }
  | { readonly type: 'nothing' };

/** COPY t FROM, COPY INTO, COPY (query) TO, UNLOAD, EXPORT DATA, LOAD DATA: rows go from `source` to `target`. */
export interface Copy extends Span {
  readonly kind: 'copy';
  readonly target?: DatasetName;
  readonly columns: readonly ColumnName[];
  readonly source?: DatasetName | Query;
  /** More files than the first. */
  readonly otherSources?: readonly DatasetName[];
}

export interface Truncate extends Span {
  readonly kind: 'truncate';
  readonly names: readonly DatasetName[];
}

export interface AlterTable extends Span {
  readonly kind: 'alter';
  /** `table`, `view`, … in lower case. */
  readonly objectType: string;
  readonly name: DatasetName;
  readonly actions: readonly AlterAction[];
}

export type AlterAction =
  | { readonly type: 'rename'; readonly to: DatasetName }
  | { readonly type: 'swap'; readonly with: DatasetName }
  | { readonly type: 'set-schema'; readonly schema: Identifier }
  | { readonly type: 'rename-column'; readonly from: Identifier; readonly to: Identifier }
  | { readonly type: 'add-column'; readonly column: ColumnDefinition }
  | { readonly type: 'drop-column'; readonly column: Identifier }
  /** Rows move between tables: EXCHANGE PARTITION … WITH TABLE, ATTACH/REPLACE PARTITION FROM, ALTER … APPEND FROM, SWITCH … TO. */
  | { readonly type: 'exchange'; readonly with: DatasetName; readonly direction: 'from' | 'to' | 'both' }
  /** ALTER VIEW … AS query. */
  | { readonly type: 'query'; readonly query: Query }
  | { readonly type: 'other'; readonly facts?: TableKey };

export interface Drop extends Span {
  readonly kind: 'drop';
  readonly objectType: string;
  readonly names: readonly DatasetName[];
}

/** SET x = …, DECLARE x … DEFAULT …, x := … . A query as value is a Subquery. */
export interface SetVariables extends Span {
  readonly kind: 'set';
  /** DECLARE, and Spark's SET VAR: from here on the bare names are surely variables. */
  readonly declares?: true;
  /** FETCH c INTO a, b: each takes its column of the cursor's row, one alone takes the row. */
  readonly cursor?: Identifier;
  readonly assignments: readonly VariableValue[];
}

export interface VariableValue extends Span {
  readonly name: string;
  readonly value?: Expression;
  /** Which column of the value, a query's row that several variables take. */
  readonly place?: number;
}

/** USE [DATABASE|SCHEMA|CATALOG] a[.b], SET search_path/SCHEMA. What is named becomes the default for later statements. */
export interface Use extends Span {
  readonly kind: 'use';
  readonly scope: 'database' | 'schema' | 'either' | 'other';
  readonly name: readonly Identifier[];
  /** SET search_path TO a, b, c: b and c, where tables are looked for that the first does not have. */
  readonly path?: readonly Identifier[];
}

export interface Explain extends Span {
  readonly kind: 'explain';
  /** EXPLAIN ANALYZE runs the statement; plain EXPLAIN does not. */
  readonly executes: boolean;
  readonly statement?: Statement;
}

/** Statements within a statement: BEGIN … END, IF/WHILE/FOR bodies, procedures', tasks' and triggers' bodies. */
export interface Block extends Span {
  readonly kind: 'block';
  /** `block`, `if`, `loop`, `procedure`, `function`, `task`, `trigger`, … in lower case. */
  readonly type: string;
  readonly name?: DatasetName;
  /** A routine's: variables within it. */
  readonly parameters?: readonly Identifier[];
  readonly trigger?: Trigger;
  readonly statements: readonly Statement[];
  /** Values that only steer (conditions), and queries of FOR loops and cursors. */
  readonly expressions: readonly Expression[];
  /** What FOR names: a row of its query (the one expression), or of a cursor declared before. */
  readonly variables?: readonly Identifier[];
  readonly cursor?: Identifier;
}

/** A trigger's, a rule's: what its body may call the table's rows besides NEW and OLD, `inserted` and `deleted`, and whether it names one. */
export interface Trigger {
  /** Undefined for a function that triggers of any table call. */
  readonly table?: DatasetName;
  /** `REFERENCING NEW AS n` names one row, `NEW TABLE AS t` all of them. */
  readonly rowNames: readonly Identifier[];
  readonly tableNames: readonly Identifier[];
  readonly readsRows: boolean;
}

/** EXECUTE IMMEDIATE '…' INTO v of a constant string: the statements inside, and the variables that take its query's row. */
export interface ExecuteDynamic extends Span {
  readonly kind: 'execute';
  readonly statements: readonly Statement[];
  readonly into?: readonly Expression[];
}

/** A statement that carries no lineage, by its leading words (`grant`, `create index`, `show tables`). */
export interface OtherStatement extends Span {
  readonly kind: 'other';
  readonly verb: string;
  /** Datasets it names, when they matter (ANALYZE t): not read or written. */
  readonly names: readonly DatasetName[];
  readonly facts?: CommentFacts;
}

/** COMMENT ON TABLE t, or COMMENT ON COLUMN t.a, IS 'comment' */
export interface CommentFacts {
  readonly name: DatasetName;
  readonly isColumn: boolean;
  readonly comment: string;
}

// ── Scripts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Script extends Span {
  readonly kind: 'script';
  readonly statements: readonly Statement[];
}

/** A comment or hint, kept apart from the tree (for suppressions and `-- depends_on`). Text includes its marks. */
export interface Comment extends Span {
  readonly kind: 'comment';
  readonly text: string;
}

/** Every node that `forEachChild` visits. */
export type Node =
  | Identifier
  | DatasetName
  | Expression
  | StarRename
  | CaseBranch
  | TypeName
  | StructField
  | SortItem
  | WindowSpecification
  | Query
  | QueryBody
  | With
  | Cte
  | SelectInto
  | SelectItem
  | NamedWindow
  | PipeOperator
  | Relation
  | TableAlias
  | UnpivotGroup
  | Statement
  | ConditionalInsert
  | Assignment
  | ColumnDefinition
  | MergeBranch
  | Script;
