/** Leaves that read: which dataset they name, and the columns that are known of it. */
import type { Span } from '../../base/span.js';
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import * as relation from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { IDENTITY } from '../../lineage/transformation.js';
import type { Attribute, NodeBody, PlanNode } from '../../spark/plan.js';
import type { PlanContext } from './context.js';
import type { Reader } from './flow.js';
import { expressionFlows } from './flow.js';
import { namedDataset, pathDataset } from './names.js';
import type { PlanRelation } from './scope.js';
import { planRelation, withRelation } from './scope.js';

type Scan = Extract<NodeBody, { kind: 'scan' }>;

export function scan(reader: Reader, node: PlanNode, body: Scan): PlanRelation {
  const { context } = reader;
  const cte = body.open && body.dataset !== undefined ? context.named.get(body.dataset.toLowerCase()) : undefined;
  if (cte !== undefined) return cte;
  const dataset = datasetOf(context, body);
  if (dataset === undefined) return noRows(body.columns);
  context.reads.add(dataset);
  const columns = columnsOf(context, node, body, dataset);
  const ids = columns.map((_, at) => body.columns[at]?.id ?? -1);
  const read = { ...planRelation(relation.newRelation(columns, NOTHING), ids), ranges: cutRanges(context, node, body, columns) };
  const filters = expressionFlows({ ...reader, scope: read }, body.filters);
  const made = withRelation(read, relation.filter(read.relation, filters));
  return { ...made, parts: [{ name: dataset.name.toLowerCase(), relation: made }] };
}

/** Rows from nowhere under these columns. */
export function noRows(attributes: readonly Attribute[]): PlanRelation {
  const columns = attributes.map(({ name, span }) => newColumn(name, name, NOTHING, span));
  const ids = attributes.map(({ id }) => id);
  return planRelation(relation.rowsOf(columns), ids);
}

/** By its name, its path, or what another section says of the same columns. */
function datasetOf({ sources, locations, tables }: PlanContext, { dataset, path, columns }: Scan): Dataset | undefined {
  const known = (places: ReadonlyMap<number, string>) => columns.map(({ id }) => places.get(id)).find((place) => place !== undefined);
  if (dataset !== undefined) return namedDataset(sources, dataset);
  const location = path ?? known(locations);
  if (location !== undefined) return pathDataset(sources, location);
  const table = known(tables);
  return table === undefined ? undefined : namedDataset(sources, table);
}

function columnsOf(context: PlanContext, node: PlanNode, body: Scan, dataset: Dataset): readonly Column[] {
  const { sources } = context;
  const listed = body.open ? context.columns.get(dataset.name) : undefined;
  const names = listed ?? body.columns.map(({ name }) => name);
  const known = relation.scan(sources, dataset, relation.knownColumnsOf(names)).columns;
  const { schema } = body;
  const columns = schema === undefined ? known : known.map((column) => metadataColumn(context, schema, dataset, column));
  const open = (body.open && listed === undefined) || node.truncated;
  return open ? [...columns, ...relation.scanOpen(sources, dataset).columns] : columns;
}

const FILE_METADATA = /^file_(path|name|size|block_start|block_length|modification_time)$/;

/** What a scan tells of its files are fields of the hidden column `_metadata`, as logical text has it. */
function metadataColumn({ sources, text }: PlanContext, schema: Span, dataset: Dataset, column: Column): Column {
  if (!FILE_METADATA.test(column.name) || text.slice(schema.start, schema.end).includes(`${column.name}:`)) return column;
  const metadata = relation.sourceColumn(sources, dataset, '_metadata', '_metadata');
  return newColumn(column.name, column.key, flowOf([link(metadata.flow, IDENTITY, undefined, [column.name])]));
}

/** A relation's ids are consecutive, so that those of a cut list are known: `[a#5,b#6,... 3 more fields]` has #7 to #9 as well. */
function cutRanges({ text }: PlanContext, { name, span }: PlanNode, body: Scan, columns: readonly Column[]): PlanRelation['ranges'] {
  const open = columns.at(-1)?.open;
  const last = body.columns.at(-1)?.id ?? -1;
  const consecutive = body.columns.every(({ id }, at) => id === last - (body.columns.length - 1 - at));
  if (!name.startsWith('Relation') || open === undefined || body.columns.length < 2 || !consecutive) return [];
  const more = Number(/\.\.\. (\d+) more fields/.exec(text.slice(span.start, span.end))?.[1] ?? 0);
  return [{ first: last + 1, last: last + more, open }];
}
