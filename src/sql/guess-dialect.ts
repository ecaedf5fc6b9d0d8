/**
 * Which dialect a text is written in, by what only some dialects write. Marks are weighed, and the best candidates are
 * parsed: one that does not accept the text loses to one that does.
 */
import type { Dialect } from '../dialects/dialect.js';
import { dialects } from '../dialects/index.js';
import { parse } from './parser/index.js';

export interface Guess {
  readonly dialect: Dialect;
  /** What spoke for it, as words of the text; empty when nothing did, and the dialect is `generic`. */
  readonly because: readonly string[];
}

/** What a mark looks like, what to call it, and how much it says for each dialect that has it. */
type Mark = readonly [pattern: RegExp, name: string, weights: Readonly<Record<string, number>>];

const MARKS: readonly Mark[] = [
  [/\b(flatten|object_construct|parse_json|iff|zeroifnull|to_variant|array_size)\s*\(/i, 'functions of Snowflake', { snowflake: 4 }],
  [/@[~%\w][\w.%~/]*\/?\s*(\(|\)|;|$|file_format)/im, 'a stage', { snowflake: 3 }],
  [/\bcopy\s+into\b/i, 'COPY INTO', { snowflake: 3, databricks: 2 }],
  [/\b\w+:\w+(\.\w+)*::/, 'a path with a colon and a cast', { snowflake: 4, databricks: 2 }],
  [/\bqualify\b/i, 'QUALIFY', { snowflake: 2, bigquery: 2, databricks: 2, teradata: 1, duckdb: 1, redshift: 1 }],
  [/`[\w-]+\.[\w-]+(\.[\w-]+)?`/, 'a dotted name in backquotes', { bigquery: 5 }],
  [
    /\b(safe_cast|safe_divide|countif|generate_date_array|format_date|parse_date|timestamp_trunc|date_sub)\s*\(/i,
    'functions of BigQuery',
    { bigquery: 3 },
  ],
  [/\[(safe_)?(offset|ordinal)\s*\(/i, '[OFFSET(…)]', { bigquery: 5 }],
  [/\bselect\s+as\s+(struct|value)\b/i, 'SELECT AS STRUCT', { bigquery: 5 }],
  [/\*\s*except\s*\(/i, '* EXCEPT (…)', { bigquery: 3, databricks: 2, clickhouse: 1 }],
  [/\bstruct\s*</i, 'STRUCT<…>', { bigquery: 2, spark: 2, databricks: 2, hive: 1 }],
  [/::\s*\w+/, 'a cast with ::', { postgres: 2, snowflake: 2, redshift: 2, duckdb: 2, databricks: 1 }],
  [/\$\$|\$\w+\$/, 'dollar quotes', { postgres: 2, snowflake: 1 }],
  [/(->>|#>>|@>|<@|\?\||~\*)/, 'operators of PostgreSQL', { postgres: 4, duckdb: 1 }],
  [/\bdistinct\s+on\s*\(/i, 'DISTINCT ON', { postgres: 3, duckdb: 2 }],
  [/\bon\s+conflict\b/i, 'ON CONFLICT', { postgres: 3, sqlite: 2, duckdb: 1 }],
  [/\b(generate_series|string_agg|to_tsvector|jsonb_\w+|array_agg)\s*\(/i, 'functions of PostgreSQL', { postgres: 2, duckdb: 1 }],
  [/\b(distkey|sortkey|diststyle|unload\s*\(|getdate\s*\(\)|iam_role)/i, 'clauses of Redshift', { redshift: 5 }],
  [
    /\b(exclude\s*\(|read_(csv|parquet|json)\w*\s*\(|from\s+'[^']+\.(csv|parquet|json)'|list_\w+\s*\(|columns\s*\()/i,
    'files and columns of DuckDB',
    { duckdb: 4, snowflake: 1 },
  ],
  [/\bgroup\s+by\s+all\b/i, 'GROUP BY ALL', { duckdb: 2, snowflake: 1, databricks: 1 }],
  [/\[\w+( \w+)*\](?!\s*\()/, 'names in brackets', { tsql: 3 }],
  [/(^|[^@\w])@\w+/, 'variables with @', { tsql: 2, mysql: 2 }],
  [
    /\b(top\s*\(?\d+|isnull\s*\(|dateadd\s*\(|nvarchar|cross\s+apply|outer\s+apply|with\s*\(nolock\)|openjson|getdate\s*\(\))/i,
    'words of T-SQL',
    { tsql: 4 },
  ],
  [/(^|\s)#\w+/, 'a temporary table with #', { tsql: 4 }],
  [/^\s*go\s*$/im, 'GO', { tsql: 5 }],
  [/`\w+`/, 'names in backquotes', { mysql: 2, bigquery: 1, spark: 1, databricks: 1, hive: 1, clickhouse: 1 }],
  [
    /\b(auto_increment|engine\s*=\s*innodb|on\s+duplicate\s+key|group_concat|ifnull\s*\(|straight_join|limit\s+\d+\s*,\s*\d+)/i,
    'words of MySQL',
    { mysql: 5 },
  ],
  [
    /\b(lateral\s+view|distribute\s+by|sort\s+by|insert\s+overwrite|stored\s+as|row\s+format|collect_(list|set)|posexplode|tblproperties)\b/i,
    'words of Hive and Spark',
    { spark: 4, hive: 4, databricks: 3 },
  ],
  [
    /\b(using\s+(delta|parquet|iceberg)|transform\s*\(\s*\w+\s*,\s*\w+\s*->|cache\s+table|from_json)\b/i,
    'words of Spark',
    { spark: 4, databricks: 3 },
  ],
  [
    /\b(optimize\s+\w+|zorder\s+by|using\s+delta|streaming\s+table|live\.|copy\s+into\s+\w+\s+from\s+'(s3|abfss|dbfs))/i,
    'words of Databricks',
    { databricks: 6 },
  ],
  [
    /\b(cross\s+join\s+unnest|try\s*\(|approx_distinct|element_at|from_unixtime|with\s+ordinality|date_parse|varbinary)\b/i,
    'words of Trino',
    { trino: 3 },
  ],
  [/\b(connect\s+by|rownum|sysdate|nvl\s*\(|from\s+dual|varchar2|minus\s+select|\(\+\)|listagg)\b/i, 'words of Oracle', { oracle: 4 }],
  [/\(\+\)/, '(+)', { oracle: 5 }],
  [
    /\b(array\s+join|prewhere|engine\s*=\s*\w*mergetree|tuple\s*\(|todate\s*\(|countif\s*\(|final\b|settings\s+\w+\s*=)/i,
    'words of ClickHouse',
    { clickhouse: 4 },
  ],
  [/\b(autoincrement|pragma|without\s+rowid|glob|strftime\s*\()\b/i, 'words of SQLite', { sqlite: 4 }],
  [/\b(sel|volatile\s+table|multiset\s+table|collect\s+stat\w*|primary\s+index)\b/i, 'words of Teradata', { teradata: 5 }],
  [/\bwith\s+ur\b|\bsysibm\./i, 'words of Db2', { db2: 6 }],
];

/** How much of a long text is looked at. */
const SAMPLE = 200_000;

/** Guesses; `generic` when nothing in the text speaks for a dialect. */
export function guessDialect(text: string): Guess {
  const sample = withoutStrings(text.slice(0, SAMPLE));
  const scores = new Map<string, number>();
  const found = MARKS.filter(([pattern]) => pattern.test(sample));
  for (const [, , weights] of found)
    for (const [name, weight] of Object.entries(weights)) scores.set(name, (scores.get(name) ?? 0) + weight);
  const candidates = [...scores].sort((a, b) => b[1] - a[1]).slice(0, 4);
  let best: { name: string; score: number } | undefined;
  for (const [name, weight] of candidates) {
    const errors = parse(text.slice(0, SAMPLE), dialects.get(name) as Dialect).diagnostics.filter((d) => d.severity === 'error').length;
    const score = weight - 3 * errors;
    if (best === undefined || score > best.score) best = { name, score };
  }
  if (best === undefined) return { dialect: dialects.get('generic') as Dialect, because: [] };
  const { name } = best;
  return { dialect: dialects.get(name) as Dialect, because: found.flatMap(([, mark, weights]) => (name in weights ? [mark] : [])) };
}

/** Comments and the insides of strings say nothing of the dialect; file names in strings do, and stay. */
function withoutStrings(text: string): string {
  return text
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^'\n]|'')*'/g, (string) => (/\.(csv|parquet|json)'$/.test(string) ? string : "''"));
}
