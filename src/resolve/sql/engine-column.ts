/** Names that look like columns but that no list of a table's columns has. */
import type { Column } from '../../lineage/column.js';
import { sourceColumn } from '../../lineage/relation.js';
import type { ColumnName, Identifier } from '../../sql/tree.js';
import type { Context } from './context.js';
import { keyOf, stored } from './context.js';
import type { Entry, Scope } from './scope.js';

/** The engine's: they have no source. */
const PSEUDO_COLUMNS = new Set([
  'level',
  'rownum',
  'rowid',
  'ctid',
  'sysdate',
  'user',
  'connect_by_isleaf',
  'connect_by_iscycle',
  'nextval',
  'currval',
  // in triggers: https://docs.oracle.com/en/database/oracle/oracle-database/23/lnpls/plsql-triggers.html
  'inserting',
  'updating',
  'deleting',
  // Snowflake Scripting: https://docs.snowflake.com/en/developer-guide/snowflake-scripting/exceptions
  'sqlcode',
  'sqlerrm',
  'sqlstate',
  'sqlrowcount',
  'sqlfound',
  'sqlnotfound',
  'sqlid',
  // PL/pgSQL: https://www.postgresql.org/docs/16/plpgsql-statements.html#PLPGSQL-STATEMENTS-DIAGNOSTICS
  'found',
]);

export function isPseudoColumn(node: ColumnName): boolean {
  const last = node.parts[node.parts.length - 1] as Identifier;
  return PSEUDO_COLUMNS.has(last.name.toLowerCase());
}

/**
 * A table's own, besides those that it was made with: when its rows came, from which shard or file, in which version.
 * https://cloud.google.com/bigquery/docs/querying-partitioned-tables and https://docs.snowflake.com/en/user-guide/querying-metadata
 */
const HIDDEN_COLUMNS = new Set([
  ...['_table_suffix', '_partitiontime', '_partitiondate', '_file_name'], // BigQuery
  ...['xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid'], // PostgreSQL
  ...['row_start', 'row_end', '_rowid'], // MariaDB, MySQL
  ...['_rowid_', 'filename', 'file_row_number'], // SQLite, DuckDB
  ...['input__file__name', 'block__offset__inside__file', 'row__id', '_metadata'], // Hive, Spark
  ...['_part', '_part_index', '_part_uuid', '_partition_id', '_partition_value', '_table', '_database', '_path', '_file', '_size', '_time'], // ClickHouse
  ...['_sample_factor', '_part_offset', '_part_starting_offset', '_part_granule_offset', '_part_data_version', '_block_number'],
  ...['_block_offset', '_row_exists', '_disk_name', '_shard_num', '_etag', '_headers', '_tags', '_topic', '_offset', '_partition'],
]);

/** Trino's `"$path"` and T-SQL's `$identity` as well. */
const isHidden = (name: string): boolean => HIDDEN_COLUMNS.has(name) || name.startsWith('metadata$') || name.startsWith('$');

/** `_TABLE_SUFFIX`, `METADATA$FILENAME` of the table that is named, or of the only one that can have it. */
export function hiddenColumn(ctx: Context, scope: Scope, { parts }: ColumnName, named: Entry | undefined): Column | undefined {
  const part = parts[named === undefined ? 0 : 1] as Identifier;
  const name = part.name.toLowerCase();
  if (!isHidden(name)) return undefined;
  const tables = (named === undefined ? scope.entries : [named]).flatMap(({ dataset }) => dataset ?? []);
  const shards = name === '_table_suffix' ? tables.filter((table) => table.name.endsWith('*')) : [];
  const [only, other] = shards.length > 0 ? shards : tables;
  if (only === undefined || other !== undefined) return undefined;
  return sourceColumn(ctx.sources, only, stored(ctx, part), keyOf(ctx, part));
}
