/** Functions that stand for a dataset: files, tables of other servers, dictionaries, feeds of changes; and those that move rows. */
import type { FunctionRow } from '../row.js';

export const sources: readonly FunctionRow[] = [
  { names: 'read_csv read_csv_auto read_parquet parquet_scan read_json read_json_auto read_ndjson', file: 0 },
  { names: 'read_files cloud_files files', file: 0 },
  { names: 'delta_scan iceberg_scan', file: 0 },
  { names: 'file url s3 gcs hdfs deltalake iceberg hudi', file: 0, structure: true },
  { names: 'icebergs3', file: 0 },
  { names: 'filecluster urlcluster s3cluster hdfscluster', file: 1, structure: true },
  { names: 'deltalakecluster icebergcluster', file: 1 },
  { names: 'azureblobstorage azureblobstoragecluster executable input generaterandom format redis', structure: true },
  { names: 'mongodb', table: 'second', structure: true },
  { names: 'remote remotesecure cluster clusterallreplicas mysql postgresql sqlite odbc jdbc', table: 'second' },
  { names: 'dictionary loop', table: 'first' },
  { names: 'table_changes', table: 'first', adds: ['_change_type', '_commit_version', '_commit_timestamp'] },
  { names: 'openquery', syntax: { named: true } },
  {
    names: 'swap_partitions_between_tables move_partitions_to_table copy_partitions_to_table',
    in: 'vertica',
    moves: { from: 0, to: 3 },
  },
];
