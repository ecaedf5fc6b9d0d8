/** Leaves: what a plan reads. Each knows where its kind of node prints the dataset's name, the path and the columns. */
import type { Span } from '../base/span.js';
import { attributeList, firstAttributes } from './attribute.js';
import { indexWithin, listAt, splitList } from './brackets.js';
import type { NodeText } from './node-text.js';
import { argumentList, argumentsOf, attributesIn, columnsOf, expressionsIn, isList, sliceOf, unquote } from './node-text.js';
import type { Attribute, Expression, NodeBody } from './plan.js';

type Scan = Extract<NodeBody, { kind: 'scan' }>;

function scan(
  dataset: string | undefined,
  path: string | undefined,
  columns: readonly Attribute[],
  filters: readonly Expression[] = [],
): Scan {
  return { kind: 'scan', ...(dataset ? { dataset } : {}), ...(path ? { path } : {}), columns, filters };
}

/** `Relation db.t[a#1,b#2] parquet`, `Relation [a#1] csv`, `Relation [A#1] JDBCRelation(APP.T) [numPartitions=1]` */
export function readRelation(node: NodeText): NodeBody {
  const { text } = node;
  const { start, end } = argumentsOf(node);
  const open = text.indexOf('[', start);
  if (open < 0 || open >= end) return scan(undefined, undefined, []);
  const list = attributeList(text, open, end);
  return scan(jdbcTable(node) ?? (text.slice(start, open).trim() || undefined), undefined, list?.attributes ?? []);
}

/** FORMATTED's name for a Relation: `parquet, [a#1], `c`.`s`.`t`, false` */
export function readLogicalRelation(node: NodeText): NodeBody {
  const table = argumentList(node).find((piece) => node.text.charCodeAt(piece.start) === 96);
  return scan(table && unquote(sliceOf(node, table)), undefined, columnsOf(node));
}

/** `RelationV2[a#1, b#2] ice.db.t ice.db.t`, `RelationV2[a#1] parquet file:/x` */
export function readRelationV2(node: NodeText): NodeBody {
  const { text } = node;
  const { start, end } = argumentsOf(node);
  const open = text.indexOf('[', start);
  const list = open < 0 ? undefined : attributeList(text, open, end);
  const words = text
    .slice(list?.end ?? start, end)
    .trim()
    .split(' ');
  const path = words.find((word) => word.includes('/'));
  return scan(path === undefined ? unquote(words[0] as string) : undefined, path, list?.attributes ?? []);
}

/** `FileScan parquet db.t[a#1] Batched: true, DataFilters: [..], Location: InMemoryFileIndex(1 paths)[file:/x], PartitionFilters: [..]` and its block */
export function readFileScan(node: NodeText): NodeBody {
  const { text, rest } = node;
  const words = text.slice(rest.start, rest.end);
  const jdbc = jdbcTable(node);
  if (jdbc !== undefined) return scan(jdbc, undefined, lastAttributes(node));
  const format = words.split(' ', 1)[0] as string;
  if (format === 'hive') return readHiveScan(node);
  if (format === 'In-memory') return readCachedScan(node);
  const open = node.fields === undefined ? text.indexOf('[', rest.start) : rest.end;
  const named = text.slice(rest.start + format.length, open < 0 ? rest.end : Math.min(open, rest.end)).trim();
  const known = format !== 'ExistingRDD' && format !== 'ExternalRDD' && format !== 'OneRowRelation';
  const filters = [...filterList(node, 'PartitionFilters'), ...filterList(node, 'DataFilters')];
  const schema = schemaOf(node);
  return { ...scan(known ? named || undefined : undefined, locationOf(node), columnsOf(node), filters), ...(schema && { schema }) };
}

/** `ReadSchema: struct<…>` */
function schemaOf({ text, rest, fields }: NodeText): Span | undefined {
  if (fields !== undefined) return fields.get('ReadSchema');
  const start = indexWithin(text, 'ReadSchema: ', rest.start, rest.end);
  return start < 0 ? undefined : { start, end: rest.end };
}

function readHiveScan(node: NodeText): NodeBody {
  const named = sliceOf(node, node.rest).split(' ')[1];
  return scan(named && unquote(named), undefined, columnsOf(node), expressionsIn(node, lastList(node)));
}

/** Pruning predicates close a Hive scan: `…], [isnotnull(dt#46), (dt#46 = 2024-01-01)]` */
function lastList(node: NodeText) {
  const last = argumentList(node).at(-1);
  return last !== undefined && isList(node, last) ? { start: last.start + 1, end: last.end - 1 } : undefined;
}

function filterList(node: NodeText, label: string): Expression[] {
  const field = node.fields?.get(label);
  const at = field?.start ?? indexWithin(node.text, `${label}: [`, node.rest.start, node.rest.end);
  const end = field?.end ?? node.rest.end;
  return at < 0 || at >= end ? [] : expressionsIn(node, listAt(node.text, at, end));
}

/** The first path of `Location: InMemoryFileIndex(1 paths)[file:/a, file:/b]`. */
function locationOf(node: NodeText): string | undefined {
  const field = node.fields?.get('Location');
  const at = field?.start ?? indexWithin(node.text, 'Location: ', node.rest.start, node.rest.end);
  const end = field?.end ?? node.rest.end;
  const list = at < 0 || at >= end ? undefined : listAt(node.text, at, end);
  const first = list && splitList(node.text, list.start, list.end)[0];
  return first && sliceOf(node, first).trim();
}

/** `JDBCRelation(APP.CUST)`, `JDBCRelation((select A from APP.CUST) SPARK_GEN_SUBQ_0)` */
function jdbcTable(node: NodeText): string | undefined {
  const at = indexWithin(node.text, 'JDBCRelation(', node.rest.start, node.rest.end);
  if (at < 0) return undefined;
  const inside = listAt(node.text, at, node.rest.end, '(');
  if (inside === undefined) return undefined;
  const name = sliceOf(node, inside);
  return name.startsWith('(') ? /\bfrom\s+([^\s(),]+)/i.exec(name)?.[1] : unquote(name);
}

/** A JDBC scan's columns follow `[numPartitions=1]`. */
function lastAttributes(node: NodeText): readonly Attribute[] {
  if (node.fields !== undefined) return columnsOf(node);
  const after = indexWithin(node.text, '] [', node.rest.start, node.rest.end);
  return firstAttributes(node.text, after < 0 ? node.rest.start : after + 2, node.rest.end)?.attributes ?? [];
}

/** `BatchScan ice.db.t[a#1] …`, `BatchScan parquet file:/x[a#1] ParquetScan …`, `MicroBatchScan[a#1] class …` */
export function readBatchScan(node: NodeText): NodeBody {
  const { text, rest } = node;
  const open = node.fields === undefined ? text.indexOf('[', rest.start) : rest.end;
  const words = text
    .slice(rest.start, open < 0 ? rest.end : open)
    .trim()
    .split(' ');
  const name = words.at(-1) as string;
  const isPath = name.includes('/');
  const filters = [...filterList(node, 'PartitionFilters'), ...filterList(node, 'DataFilters')];
  return scan(isPath ? undefined : name || undefined, isPath ? name : locationOf(node), columnsOf(node), filters);
}

/** ``HiveTableRelation [`c`.`s`.`t`, serde, Data Cols: [a#1], Partition Cols: [dt#2]]`` */
export function readHiveRelation(node: NodeText): NodeBody {
  const { text } = node;
  const { start, end } = argumentsOf(node);
  const list = listAt(text, start, end) ?? { start, end };
  const first = splitList(text, list.start, list.end)[0];
  const columns = ['Data Cols: [', 'Partition Cols: ['].flatMap((label) => {
    const at = indexWithin(text, label, list.start, end);
    return at < 0 ? [] : (attributeList(text, at + label.length - 1, end)?.attributes ?? []);
  });
  return scan(first && unquote(sliceOf(node, first)), undefined, columns);
}

/** `UnresolvedRelation [shop, orders], [], false`: as written, its columns unknown */
export function readUnresolvedRelation(node: NodeText): NodeBody {
  const first = argumentList(node)[0];
  const name =
    first &&
    sliceOf(node, first)
      .replace(/^\[|\]$/g, '')
      .split(', ')
      .join('.');
  return { kind: 'scan', ...(name ? { dataset: name } : {}), columns: [], open: true, filters: [] };
}

/** Rows without a dataset: `LocalRelation [a#1]`, `LocalTableScan <empty>, [a#1]`, `LogicalRDD [a#1], false`, `Range (0, 10, …)` */
export function readRows(node: NodeText): NodeBody {
  return scan(undefined, undefined, columnsOf(node));
}

/** `UnresolvedInlineTable [col1, col2], [[1, x]]`: columns by name */
export function readInlineTable(node: NodeText): NodeBody {
  const names = argumentList(node)[0];
  const list = names && listAt(node.text, names.start, names.end);
  const columns =
    list === undefined
      ? []
      : splitList(node.text, list.start, list.end).map((span) => ({ id: -1, name: sliceOf(node, span), span, long: false }));
  return scan(undefined, undefined, columns);
}

/** Streaming sources: a path in `FileSource[/x]`, a topic in `KafkaV2[Subscribe[t]]`, else rows from nowhere */
export function readStreamingRelation(node: NodeText): NodeBody {
  const text = sliceOf(node, argumentsOf(node));
  const path = /File(?:Stream)?Source\[([^\]]+)\]/.exec(text)?.[1] ?? /Map\([^)]*?\bpath -> ([^,)]+)/.exec(text)?.[1];
  const topic = /Kafka\w*\[Subscribe\w*\[([^\]]+)\]/.exec(text)?.[1] ?? /\bsubscribe -> ([^,)]+)/.exec(text)?.[1];
  const list = argumentList(node).find(({ start }) => node.text.charCodeAt(start) === 91);
  const columns = node.fields === undefined ? list && attributeList(node.text, list.start, list.end)?.attributes : columnsOf(node);
  return scan(topic, path, columns ?? []);
}

/** `Scan In-memory table paid [a#1]`, `InMemoryTableScan [a#1], [filters]`: columns of the cached relation below, by id */
export function readCachedScan(node: NodeText): NodeBody {
  const items = columnsOf(node).map((column) => ({
    span: column.span,
    id: column.id,
    name: column.name,
    value: { kind: 'attribute', id: column.id, hash: column.span.start + column.name.length, path: [], ...column.span } as const,
  }));
  return { kind: 'project', items };
}

/** `InMemoryRelation [a#1, b#2], StorageLevel(…)`, `ReusedExchange [a#1], Exchange …, [plan_id=7]`: another output, by position */
export function readRenamed(node: NodeText): NodeBody {
  const plan =
    /\[plan_id=(\d+)\]/.exec(sliceOf(node, argumentsOf(node)))?.[1] ?? /Reuses operator id: (\d+)/.exec(sliceOf(node, node.rest))?.[1];
  return { kind: 'renamed', columns: columnsOf(node), ...(plan === undefined ? {} : { planId: Number(plan) }) };
}

/** ``View (`shop`.`v`, [a#1,b#2])`` */
export function readView(node: NodeText): NodeBody {
  const { start, end } = argumentsOf(node);
  const comma = indexWithin(node.text, ', [', start, end);
  const name = node.text.slice(start, comma < 0 ? end : comma).replace(/^\(/, '');
  return { kind: 'view', name: unquote(name), columns: firstAttributes(node.text, start, end)?.attributes ?? [] };
}

/** `CTERelationRef 0, true, [a#1, b#2], false`, `UnionLoopRef 36, [n#1], false` */
export function readCteReference(node: NodeText): NodeBody {
  const [id] = argumentList(node);
  const list = argumentList(node).find((piece) => isList(node, piece));
  const columns = list === undefined ? [] : attributesIn(node, { start: list.start + 1, end: list.end - 1 });
  return { kind: 'cte-reference', id: id === undefined ? -1 : Number.parseInt(sliceOf(node, id), 10), columns };
}

/** `ResolvedIdentifier org…SparkCatalog@50f8, db.t`, `UnresolvedIdentifier [ice, db, n], false`: a name and no data */
export function readName(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const list = pieces.find((piece) => isList(node, piece) && piece === pieces[0]);
  const piece = list ?? pieces[1] ?? pieces[0];
  const name = piece === undefined ? '' : sliceOf(node, piece);
  return { kind: 'name', dataset: list === undefined ? unquote(name) : name.slice(1, -1).split(', ').join('.') };
}
