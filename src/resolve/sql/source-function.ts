/** Calls that stand for a dataset: files (`s3('…')`), tables of other servers (`remote('host', db.t)`), dictionaries, feeds of changes. */
import type { Expression, FunctionCall } from '../../sql/tree.js';
import { functionName } from './call.js';

/** Functions that read files, and which argument is the path. */
const FILES = new Map<string, number>([
  ['read_csv', 0],
  ['read_csv_auto', 0],
  ['read_parquet', 0],
  ['parquet_scan', 0],
  ['read_json', 0],
  ['read_json_auto', 0],
  ['read_ndjson', 0],
  ['read_files', 0],
  ['cloud_files', 0],
  ['delta_scan', 0],
  ['iceberg_scan', 0],
  ['s3', 0],
  ['s3cluster', 1],
  ['url', 0],
  ['files', 0],
  ['urlcluster', 1],
  ['file', 0],
  ['filecluster', 1],
  ['gcs', 0],
  ['hdfs', 0],
  ['hdfscluster', 1],
  ['deltalake', 0],
  ['deltalakecluster', 1],
  ['iceberg', 0],
  ['icebergs3', 0],
  ['icebergcluster', 1],
  ['hudi', 0],
]);

/** ClickHouse's functions for tables of other servers: the second argument names the table, or the second and the third. */
const REMOTE = new Set([
  'remote',
  'remotesecure',
  'cluster',
  'clusterallreplicas',
  'mysql',
  'postgresql',
  'mongodb',
  'sqlite',
  'odbc',
  'jdbc',
]);

/** The first argument is the name, as a string or as it is. */
const NAMED = new Set(['dictionary', 'table_changes', 'loop']);

/** The paths of the files that a call reads, or of the one that it writes. */
export function pathsOf(call: FunctionCall): readonly string[] | undefined {
  const [first] = call.arguments;
  const isBulk = first?.kind === 'named-argument' && first.name.name.toLowerCase() === 'bulk'; // OPENROWSET
  const at = FILES.get(functionName(call));
  const argument = isBulk
    ? first.value
    : at === undefined
      ? undefined
      : (propertyOf(call, 'path') ?? propertyOf(call, 'uri') ?? call.arguments[at]);
  if (argument === undefined) return undefined;
  const elements = argument.kind === 'array' ? argument.elements : [argument];
  const paths = elements.flatMap((element) => textOf(element) ?? []);
  return paths.length === 0 || paths.length < elements.length ? undefined : paths;
}

/** StarRocks' and Doris' `FILES("path" = "…")`, `S3("uri" = "…")`. */
function propertyOf({ arguments: list }: FunctionCall, name: string): Expression | undefined {
  for (const argument of list) {
    if (argument.kind !== 'operation' || argument.operators[0] !== '=') continue;
    const [key, value] = argument.operands;
    if (key?.kind === 'literal' && key.value?.toLowerCase() === name) return value;
  }
  return undefined;
}

function textOf(argument: Expression): string | undefined {
  return argument.kind === 'literal' && argument.type === 'string' ? argument.value : undefined;
}

/** The parts of the name of the table that a call means. */
export function tableOf(call: FunctionCall): readonly string[] | undefined {
  const name = functionName(call);
  const [first, second, third] = call.arguments;
  if (NAMED.has(name)) return first && partsOf(first);
  if (isView(call)) return call.name.map((part) => part.name);
  if (!REMOTE.has(name) || second === undefined) return undefined;
  const parts = partsOf(second);
  if (parts?.length !== 1 || third === undefined) return parts;
  return [...parts, ...(partsOf(third) ?? [])];
}

function partsOf(argument: Expression): readonly string[] | undefined {
  if (argument.kind === 'column-name') return argument.parts.map((part) => part.name);
  if (argument.kind === 'keyword') return [argument.text]; // the database that is called default
  return textOf(argument)?.split('.');
}

/** ClickHouse's views with parameters: `FROM sales_of(year = 2024)`. */
function isView({ arguments: list }: FunctionCall): boolean {
  return (
    list.length > 0 &&
    list.every((argument) => argument.kind === 'operation' && argument.operators[0] === '=' && isName(argument.operands[0]))
  );
}

function isName(operand: Expression | undefined): boolean {
  return operand?.kind === 'column-name' && operand.parts.length === 1;
}
