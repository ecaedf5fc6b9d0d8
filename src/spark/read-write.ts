/** Commands and V2 writes: where the target's name, path and columns stand in each. */
import type { Span } from '../base/span.js';
import { attributeList } from './attribute.js';
import { indexWithin, listAt, splitList } from './brackets.js';
import type { NodeText } from './node-text.js';
import { argumentList, argumentsOf, expressionOf, isList, itemsIn, sliceOf, unquote } from './node-text.js';
import type { Assignment, Expression, MergeAction, MergeBody, NodeBody, WriteBody } from './plan.js';

type Statement = WriteBody['statement'];

function write(
  statement: Statement,
  target: { dataset?: string | undefined; path?: string | undefined },
  columns?: readonly string[],
): WriteBody {
  return {
    kind: 'write',
    statement,
    ...(target.dataset ? { dataset: target.dataset } : {}),
    ...(target.path ? { path: target.path } : {}),
    ...(columns === undefined ? {} : { columns }),
  };
}

const QUOTED = /^`(?:[^`]|``)*`(?:\.`(?:[^`]|``)*`)*/;

/** The argument in backticks. */
function quotedName(node: NodeText, pieces: readonly Span[]): string | undefined {
  for (const piece of pieces) {
    const name = node.text.charCodeAt(piece.start) === 96 ? QUOTED.exec(sliceOf(node, piece)) : null;
    if (name !== null) return unquote(name[0]);
  }
  return undefined;
}

/** The last list of the arguments, as names. */
function lastNames(node: NodeText, pieces: readonly Span[]): string[] | undefined {
  const piece = pieces.findLast((candidate) => isList(node, candidate));
  return piece && splitList(node.text, piece.start + 1, piece.end - 1).map((name) => sliceOf(node, name));
}

/** ``InsertIntoHadoopFsRelationCommand file:/x, [region=us], false, [region#1], Parquet, [path=…], Append, `c`.`s`.`t`, …, [id, name]`` */
export function readInsertIntoFiles(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const first = pieces[0];
  return write('insert', { dataset: quotedName(node, pieces), path: first && sliceOf(node, first) }, lastNames(node, pieces));
}

/** ``CreateDataSourceTableAsSelectCommand `c`.`s`.`t`, Overwrite, [id, name]`` */
export function readCreateAsSelect(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const hive = /\[Database: ([^,\]]+), TableName: ([^,\]]+)/.exec(sliceOf(node, argumentsOf(node)));
  const dataset = quotedName(node, pieces) ?? (hive === null ? undefined : `${hive[1]}.${hive[2]}`);
  return write('create-table', { dataset }, hive === null ? lastNames(node, pieces) : undefined);
}

/** ``SaveAsV1TableCommand `s`.`t`, ErrorIfExists, Project [a#1 AS b#2]``: only the query's first node, as an argument */
export function readSaveAsTable(node: NodeText): NodeBody {
  return write('create-table', { dataset: quotedName(node, argumentList(node)) }, argumentQueryNames(node));
}

/** Names of the columns of `Project […]` or `Aggregate […], […]` among the arguments. */
function argumentQueryNames(node: NodeText): string[] | undefined {
  const { start, end } = argumentsOf(node);
  const at = /, (Project|Aggregate) \[/.exec(node.text.slice(start, end));
  if (at === null) return undefined;
  const first = listAt(node.text, start + at.index, end) as Span;
  const second = at[1] === 'Aggregate' && node.text.startsWith(', [', first.end + 1) ? listAt(node.text, first.end, end) : undefined;
  return itemsIn({ ...node, resolved: true }, second ?? first).map((item) => item.name);
}

/** `CreateTableAsSelect TableSpec(…)` (its children name the target and draw the query), `AtomicCreateTableAsSelect catalog@1f, db.t, Project […], …` */
export function readCatalogCreate(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const catalog = pieces[0] && /@[0-9a-f]+$|^V2SessionCatalog/.test(sliceOf(node, pieces[0]));
  const dataset = catalog && pieces[1] ? unquote(sliceOf(node, pieces[1])) : undefined;
  return write('create-table', { dataset }, catalog ? argumentQueryNames(node) : undefined);
}

/** `AppendData RelationV2[id#1, x#2] ice.db.t ice.db.t, false, IcebergWrite(table=ice.db.t, …)`; ReplaceData and WriteDelta carry row ids besides */
export function readTableWrite(node: NodeText): NodeBody {
  const { text } = node;
  const { start, end } = argumentsOf(node);
  const relation = indexWithin(text, 'RelationV2[', start, end);
  const body = text.slice(start, end);
  const table = /\bIcebergWrite\(table=([^,)]+)/.exec(body)?.[1] ?? catalogTable(body);
  const rowWise = node.name === 'ReplaceData' || node.name === 'WriteDelta';
  if (relation < 0) return mark(write('insert', { dataset: table ?? hadoopTable(node) }), rowWise);
  const list = attributeList(text, relation + 'RelationV2'.length, end);
  const name = text
    .slice(list?.end ?? end, end)
    .trim()
    .split(/[ ,]/, 1)[0] as string;
  const columns = list?.attributes.map((column) => column.name);
  return mark(write('insert', { dataset: unquote(name) }, columns?.length ? columns : undefined), rowWise);
}

function mark(body: WriteBody, rowWise: boolean): WriteBody {
  return rowWise ? { ...body, statement: 'merge', byName: true } : body;
}

/** `CatalogTable(\nCatalog: spark_catalog\nDatabase: lake\nTable: dt\n…`, as Delta's V1 write prints it */
function catalogTable(body: string): string | undefined {
  const part = (label: string) => new RegExp(`\\n${label}: (.+)`).exec(body)?.[1]?.trim();
  const table = part('Table');
  return table && [part('Catalog'), part('Database'), table].filter((name) => name !== undefined).join('.');
}

function hadoopTable(node: NodeText): string | undefined {
  return quotedName(node, argumentList(node));
}

/** ``InsertIntoHiveTable `c`.`s`.`t`, serde, [dt=…], false, [id, st]`` */
export function readInsertIntoHive(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  return write('insert', { dataset: quotedName(node, pieces) }, lastNames(node, pieces));
}

/** `InsertIntoHiveDirCommand true, Storage(Location: /x, …), …, [id]`, `InsertIntoDataSourceDirCommand Storage(Location: /x), json, true` */
export function readInsertIntoDirectory(node: NodeText): NodeBody {
  const path = /Location: ([^,)]+)/.exec(sliceOf(node, argumentsOf(node)))?.[1];
  return write('insert', { path });
}

/** `SaveIntoDataSourceCommand provider@1f, Map(path -> /x, dbtable -> APP.OUT), Append` */
export function readSave(node: NodeText): NodeBody {
  const body = sliceOf(node, argumentsOf(node));
  const option = (name: string) => new RegExp(`[(,] ?${name} -> ([^,)]+)`).exec(body)?.[1];
  return write('insert', { dataset: option('dbtable') ?? option('topic') ?? option('table'), path: option('path') });
}

/** `` CreateViewCommand `c`.`s`.`v`, SELECT …, false, true, PersistedView, true `` */
export function readCreateView(node: NodeText): NodeBody {
  const [name, second] = argumentList(node);
  // `[(x,None), (y,Some(a comment))]`
  const listed = second && isList(node, second) ? sliceOf(node, second).slice(1) : '';
  const columns = [...listed.matchAll(/(?:^|, )\(([^,]+),(?:None|Some\()/g)].map(([, column]) => column as string);
  return write('create-view', { dataset: name && quotedName(node, [name]) }, columns.length > 0 ? columns : undefined);
}

/** `CacheTableAsSelect ct, SELECT …, false, true` */
export function readCacheTable(node: NodeText): NodeBody {
  const first = argumentList(node)[0];
  return write('create-view', { dataset: first && sliceOf(node, first) });
}

/** ``CreateDataSourceTableCommand `c`.`s`.`t`, false``: no rows */
export function readCreateTable(node: NodeText): NodeBody {
  return write('create-table', { dataset: quotedName(node, argumentList(node)) });
}

export function readDrop(node: NodeText): NodeBody {
  return write('drop', namedInArguments(node));
}

export function readAlter(node: NodeText): NodeBody {
  return write('alter', namedInArguments(node));
}

/** `DropTable catalog, db.t, …` (physical); a logical one names it in its child. */
function namedInArguments(node: NodeText): { dataset?: string | undefined } {
  const pieces = argumentList(node);
  const first = pieces[0] && sliceOf(node, pieces[0]);
  const physical = first !== undefined && /@[0-9a-f]+$|^V2SessionCatalog/.test(first);
  return { dataset: quotedName(node, pieces) ?? (physical && pieces[1] ? unquote(sliceOf(node, pieces[1])) : undefined) };
}

/** `InsertIntoStatement 'UnresolvedRelation [shop, t], …, [a, b], false, …`: parsed */
export function readInsertStatement(node: NodeText): NodeBody {
  const name = /UnresolvedRelation \[([^\]]*)\]/.exec(sliceOf(node, argumentsOf(node)))?.[1] ?? '';
  const relation = /RelationV2\[|Relation ([\w.]+)\[/.exec(sliceOf(node, argumentsOf(node)));
  return write('insert', { dataset: name === '' ? relation?.[1] : name.split(', ').join('.') });
}

/** `WriteToMicroBatchDataSource MemorySink, id, [queryName=q1], Update, 5`, `WriteToMicroBatchDataSourceV1 FileSink[/x], …`, `… KafkaTable, …, [topic=t]` */
export function readStreamingWrite(node: NodeText): NodeBody {
  const body = sliceOf(node, argumentsOf(node));
  const path = /FileSink\[([^\]]+)\]/.exec(body)?.[1];
  const name = /\[(?:[^\]]*, )?(?:topic|queryName)=([^,\]]+)/.exec(body)?.[1];
  return write('insert', { dataset: path === undefined ? name : undefined, path });
}

/** ``UpdateCommand Delta[…], `c`.`s`.`t`, [values], (cond)``, `UpdateTable [assignment('a, …)], cond` */
export function readUpdate(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const at = pieces.findIndex((piece) => isList(node, piece));
  const list = pieces[at];
  const values = list === undefined ? [] : splitList(node.text, list.start + 1, list.end - 1).map((piece) => assignment(node, piece));
  const condition = pieces[at + 1];
  return {
    ...write('update', { dataset: quotedName(node, pieces) }),
    assignments: values,
    ...(condition ? { condition: expressionOf(node, condition) } : {}),
  };
}

/** ``DeleteCommand log, `c`.`s`.`t`, (cond)``, `DeleteFromTable cond` */
export function readDelete(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const last = node.name === 'DeleteFromTable' ? argumentsOf(node) : pieces.at(-1);
  return { ...write('delete', { dataset: quotedName(node, pieces) }), ...(last ? { condition: expressionOf(node, last) } : {}) };
}

/** ``assignment('total, expr)``, `` `amount` = expr ``, or the value alone */
function assignment(node: NodeText, piece: Span): Assignment {
  const text = sliceOf(node, piece);
  if (text.startsWith('assignment(')) {
    const inside = listAt(node.text, piece.start, piece.end, '(') as Span;
    const [name, value] = splitList(node.text, inside.start, inside.end);
    const column =
      name === undefined
        ? ''
        : sliceOf(node, name)
            .replace(/^'/, '')
            .replace(/#\d+L?$/, '');
    return { column: column.split('.').at(-1), value: expressionOf(node, { start: (value ?? inside).start, end: inside.end }) };
  }
  const quoted = /^(`(?:[^`]|``)*`(?:\.`(?:[^`]|``)*`)*) = /.exec(text);
  if (quoted === null) return { column: undefined, value: expressionOf(node, piece) };
  return {
    column: unquote(quoted[1] as string).split('.')[0],
    value: expressionOf(node, { start: piece.start + quoted[0].length, end: piece.end }),
  };
}

/** ``MergeIntoCommand SubqueryAlias s, SubqueryAlias t, `c`.`s`.`t`, Delta[…], (cond), [Update […]], [Insert […]]``: source tree, target tree */
export function readDeltaMerge(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const lists = pieces.map((piece, at) => (isList(node, piece) && at > 2 ? at : -1)).filter((at) => at >= 0);
  const firstList = lists[0] ?? pieces.length;
  const actions = lists.flatMap((at) => {
    const list = pieces[at] as Span;
    return splitList(node.text, list.start + 1, list.end - 1).map((piece) => deltaAction(node, piece));
  });
  const dataset = quotedName(node, pieces);
  const condition = pieces[firstList - 1];
  return merge(node, dataset, condition, actions, 1);
}

/** ``Update [condition: (…), actions: [`a` = …, `b` = …]]``, `Delete [condition: …]` */
function deltaAction(node: NodeText, piece: Span): MergeAction {
  const insert = node.text.startsWith('Insert', piece.start);
  const at = (label: string) => {
    const found = indexWithin(node.text, label, piece.start, piece.end);
    return found < 0 ? -1 : found + label.length;
  };
  const actions = at('actions: [');
  const condition = at('condition: ');
  const list = actions < 0 ? undefined : listAt(node.text, actions - 1, piece.end);
  const assignments = list === undefined ? [] : splitList(node.text, list.start, list.end).map((part) => assignment(node, part));
  const conditionEnd = actions < 0 ? piece.end - 1 : actions - ', actions: ['.length;
  return {
    insert,
    condition: condition < 0 ? undefined : expressionOf(node, { start: condition, end: Math.max(condition, conditionEnd) }),
    assignments,
    star: false,
  };
}

/** `MergeIntoTable ('t.id = 's.id), [updateaction(Some(…), assignment(…))], [insertaction(…)]`: target child, source child */
export function readMergeTable(node: NodeText): NodeBody {
  const [condition, ...lists] = argumentList(node);
  const actions = lists
    .filter((piece) => isList(node, piece))
    .flatMap((list) => splitList(node.text, list.start + 1, list.end - 1).map((piece) => catalystAction(node, piece)));
  return merge(node, undefined, condition, actions, 0);
}

/** `updateaction(Some(cond), assignment('a, …), …)`, `insertstaraction(None)` */
function catalystAction(node: NodeText, piece: Span): MergeAction {
  const name = sliceOf(node, piece);
  const inside = listAt(node.text, piece.start, piece.end, '(') ?? { start: piece.end, end: piece.end };
  const [condition, ...assignments] = splitList(node.text, inside.start, inside.end);
  const given = condition !== undefined && node.text.startsWith('Some(', condition.start);
  return {
    insert: name.startsWith('insert'),
    condition: given ? expressionOf(node, { start: condition.start + 5, end: condition.end - 1 }) : undefined,
    assignments: assignments.map((part) => assignment(node, part)),
    star: name.includes('staraction'),
  };
}

function merge(
  node: NodeText,
  dataset: string | undefined,
  condition: Span | undefined,
  actions: readonly MergeAction[],
  target: 0 | 1,
): MergeBody {
  const nothing: Expression = { kind: 'literal', start: node.rest.end, end: node.rest.end };
  return {
    kind: 'merge',
    ...(dataset ? { dataset } : {}),
    condition: condition === undefined ? nothing : expressionOf(node, condition),
    actions,
    target,
  };
}
