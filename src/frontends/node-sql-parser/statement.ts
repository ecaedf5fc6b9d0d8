/** Statements. Kinds that carry no lineage become `other`; those that do and cannot be followed say so. */
import type { Span } from '../../base/span.js';
import type {
  AlterAction,
  Assignment,
  ColumnDefinition,
  ColumnName,
  DatasetName,
  Insert,
  OtherStatement,
  Query,
  Relation,
  SelectItem,
  SetVariables,
  Statement,
} from '../../sql/tree.js';
import {
  type Context,
  identifier,
  identifiers,
  isRaw,
  misread,
  type Raw,
  rawIn,
  rawsIn,
  scalar,
  spanOf,
  unsupported,
  wordIn,
} from './ast.js';
import { columnOf } from './column.js';
import { expression } from './expression.js';
import { datasetName, relations } from './from.js';
import { query, selectItems, withOf } from './query.js';

export function statement(node: Raw, context: Context): Statement {
  const span = spanOf(node, context);
  switch (node.type) {
    case 'select':
    case 'values':
      return { kind: 'query-statement', query: query(node, context), ...span };
    case 'insert':
    case 'replace':
      return insert(node, context, span);
    case 'update':
      return update(node, context, span);
    case 'delete':
      return remove(node, context, span);
    case 'create':
      return create(node, context, span);
    case 'drop':
      return { kind: 'drop', objectType: wordIn(node, 'keyword'), names: names(node, 'name', context), ...span };
    case 'truncate':
      return { kind: 'truncate', names: names(node, 'name', context), ...span };
    case 'alter':
      return alter(node, context, span);
    case 'rename':
      return rename(node, context, span);
    case 'load_data':
      return load(node, context, span);
    case 'set':
      return { kind: 'set', assignments: rawsIn(node, 'expr').map((one) => variableIn(one, context)), ...span };
    case 'use':
      return { kind: 'use', scope: 'either', name: identifiers([node.db], context, span), ...span };
    default:
      return isRaw(node.ast) || Array.isArray(node.ast)
        ? { kind: 'query-statement', query: query(node, context), ...span }
        : other(node, context, span);
  }
}

function names(node: Raw, field: string, context: Context): readonly DatasetName[] {
  return rawsIn(node, field).map((one) => datasetName(one, context));
}

/** First words of statements that carry lineage. */
const CARRIERS = new Set('select with insert update delete merge create copy replace from alter declare begin'.split(' '));

/** Some grammars read any words they do not know as a list of variables: a statement that carries lineage may hide there. */
function other(node: Raw, context: Context, span: Span): OtherStatement {
  const variable = rawIn(rawIn(node, 'stmt') ?? {}, 'left');
  if (variable !== undefined && CARRIERS.has(wordIn(variable, 'name'))) {
    misread(context, span, 'a statement that its grammar does not know is read as assignments; nothing of it is followed');
  } else if (CARRIERS.has(wordIn(node, 'type'))) {
    unsupported(context, span, `The statement "${scalar(node.type)}"`);
  }
  return { kind: 'other', verb: wordIn(node, 'type') || 'unknown', names: [], ...span };
}

function variableIn(node: Raw, context: Context): SetVariables['assignments'][number] {
  return { name: scalar(rawIn(node, 'left')?.name ?? ''), value: expression(node.right, context), ...spanOf(node, context) };
}

// ── Changing rows ────────────────────────────────────────────────────────────────────────────────────────────────────

function insert(node: Raw, context: Context, span: Span): Insert {
  const [target = {}] = rawsIn(node, 'table');
  const values = rawIn(node, 'values');
  const partition = rawIn(node, 'partition');
  const conflict = rawIn(rawIn(rawIn(node, 'conflict') ?? {}, 'action') ?? {}, 'expr');
  const duplicate = rawIn(node, 'on_duplicate_update');
  const alias = identifier(target.as, context, span);
  return {
    kind: 'insert',
    ...withOf(node, context),
    target: datasetName(target, context),
    ...(alias === undefined ? {} : { targetAlias: alias }),
    columns: (Array.isArray(node.columns) ? identifiers(node.columns, context, span) : []).map((one) => columnOf([one], span)),
    partition: partition === undefined ? [] : rawsIn(partition, 'value').map((one) => partitionColumn(one, context)),
    ...(values === undefined ? {} : { source: query(values, context) }),
    set: assignments(node, context),
    overwrite: wordIn(node, 'prefix').startsWith('overwrite'),
    byName: false,
    onConflict: [
      ...(conflict === undefined ? [] : assignments(conflict, context)),
      ...(duplicate === undefined ? [] : assignments(duplicate, context)),
    ],
    returning: returning(node, context),
    ...span,
  };
}

function partitionColumn(node: Raw, context: Context): Assignment {
  const span = spanOf(node, context);
  const target = expression(node.type === 'binary_expr' ? node.left : node, context);
  const targets = target.kind === 'column-name' ? [target] : [];
  return { kind: 'assignment', targets, value: node.type === 'binary_expr' ? expression(node.right, context) : target, ...span };
}

function assignments(node: Raw, context: Context): readonly Assignment[] {
  return rawsIn(node, 'set').map((one): Assignment => {
    const span = spanOf(one, context);
    return {
      kind: 'assignment',
      targets: [columnOf(identifiers([one.table, one.column], context, span), span)],
      value: expression(one.value, context),
      ...span,
    };
  });
}

function returning(node: Raw, context: Context): readonly SelectItem[] {
  const clause = rawIn(node, 'returning');
  return clause === undefined ? [] : selectItems(rawsIn(clause, 'columns'), context);
}

function update(node: Raw, context: Context, span: Span): Statement {
  if (!node.from && /\bfrom\b/i.test(textOf(span, context)) && !/\bselect\b/i.test(textOf(span, context))) {
    misread(context, span, 'the FROM of this UPDATE is not in its AST; what it reads is lost');
  }
  const [target, ...rest] = relations(withoutOption(node.table, context), context);
  return {
    kind: 'update',
    ...withOf(node, context),
    target: target ?? { kind: 'missing', ...span },
    assignments: assignments(node, context),
    from: [...rest, ...relations(node.from, context)],
    ...(isRaw(node.where) ? { where: expression(node.where, context) } : {}),
    returning: returning(node, context),
    ...span,
  };
}

const textOf = ({ start, end }: Span, { text = '' }: Context): string => text.slice(start, end);

const DELETE_OPTIONS = new Set(['quick', 'low_priority', 'ignore']);

/** `UPDATE TOP (1) t` comes as a call with the alias t, `DELETE TOP (1) FROM t` as a table beside t, `DELETE FROM t` as table "from" with the alias t. */
function withoutOption(tables: unknown, context: Context): readonly Raw[] {
  return (Array.isArray(tables) ? tables : [tables]).filter(isRaw).flatMap((table) => {
    const called = rawIn(rawIn(table, 'expr') ?? {}, 'name');
    const top = called !== undefined && rawsIn(called, 'name').some((name) => wordIn(name, 'value') === 'top');
    const from = wordIn(table, 'table') === 'from';
    if (!top && !from) return [table];
    misread(context, spanOf(table, context), `${top ? 'TOP' : 'FROM'} is a keyword here, not a table; taken as such`);
    return typeof table.as === 'string' ? [{ table: table.as }] : [];
  });
}

/** `DELETE a FROM a JOIN b`: the table before FROM is the target, and FROM what it is joined with. */
function remove(node: Raw, context: Context, span: Span): Statement {
  const from = relations(node.from, context);
  const tables = withoutOption(node.table, context);
  const named = tables.filter((one) => one.addition !== true && !(from.length > 0 && DELETE_OPTIONS.has(wordIn(one, 'table'))));
  const targets = named.map((one): Relation => ({ kind: 'table', name: datasetName(one, context), ...span }));
  const [target = from[0], ...otherTargets] = targets;
  return {
    kind: 'delete',
    ...withOf(node, context),
    target: target ?? { kind: 'missing', ...span },
    ...(otherTargets.length > 0 && { otherTargets }),
    using: named.length === 0 ? from.slice(1) : from,
    ...(isRaw(node.where) ? { where: expression(node.where, context) } : {}),
    returning: returning(node, context),
    ...span,
  };
}

// ── Changing datasets ────────────────────────────────────────────────────────────────────────────────────────────────

function create(node: Raw, context: Context, span: Span): Statement {
  const keyword = wordIn(node, 'keyword');
  if (keyword === 'view' || keyword === 'materialized view') return createView(node, context, span);
  if (ROUTINES.has(keyword)) unsupported(context, span, `The body of CREATE ${keyword.toUpperCase()}`);
  if (keyword !== 'table') return { kind: 'other', verb: `create ${keyword}`.trim(), names: [], ...span };
  const [target = {}] = rawsIn(node, 'table');
  const like = rawsIn(rawIn(node, 'like') ?? {}, 'table')[0];
  return {
    kind: 'create-table',
    name: datasetName(target, context),
    temporary: wordIn(node, 'temporary') !== '',
    orReplace: wordIn(node, 'replace') !== '' || wordIn(node, 'or_replace') !== '',
    ifNotExists: wordIn(node, 'if_not_exists') !== '',
    objectType: 'table',
    columns: rawsIn(node, 'create_definitions')
      .filter((one) => one.resource === 'column')
      .map((one) => columnDefinition(one, context)),
    ...(isRaw(node.query_expr) ? { query: query(node.query_expr, context) } : {}),
    ...(like === undefined ? {} : { like: datasetName(like, context) }),
    ...span,
  };
}

/** MySQL's RENAME TABLE takes pairs; all but the first are lost to our tree, which has one dataset a statement. */
function rename(node: Raw, context: Context, span: Span): Statement {
  const pairs = (Array.isArray(node.table) ? node.table : []).filter(Array.isArray);
  const [from = {}, to = {}] = (pairs[0] ?? []).filter(isRaw);
  if (pairs.length > 1) unsupported(context, span, 'RENAME of several tables at once');
  return {
    kind: 'alter',
    objectType: 'table',
    name: datasetName(from, context),
    actions: [{ type: 'rename', to: datasetName(to, context) }],
    ...span,
  };
}

function load(node: Raw, context: Context, span: Span): Statement {
  const file = scalar(rawIn(node, 'file')?.value ?? '');
  const part = { kind: 'identifier', name: file, quoted: true, ...span } as const;
  const source: DatasetName = { kind: 'dataset-name', form: 'path', parts: [part], ...span };
  const columns = rawsIn(node, 'column').flatMap((one): ColumnName[] => {
    const listed = expression(rawIn(one, 'expr') ?? {}, context);
    return (listed.kind === 'tuple' ? listed.elements : [listed]).filter((each): each is ColumnName => each.kind === 'column-name');
  });
  return { kind: 'copy', target: datasetName(rawIn(node, 'table') ?? {}, context), columns, source, ...span };
}

const ROUTINES = new Set(['trigger', 'function', 'procedure', 'event']);

function columnDefinition(node: Raw, context: Context): ColumnDefinition {
  const span = spanOf(node, context);
  const name = nameOf(node.column, context, span);
  const type = rawIn(node, 'definition')?.dataType;
  const generated = rawIn(node, 'generated')?.expr;
  return {
    kind: 'column-definition',
    name,
    ...(typeof type === 'string' ? { type: { kind: 'type', text: type, ...span } } : {}),
    ...(isRaw(generated) ? { generated: expression(generated, context) } : {}),
    ...span,
  };
}

function createView(node: Raw, context: Context, span: Span): Statement {
  const columns = Array.isArray(node.columns) ? identifiers(node.columns, context, span) : [];
  return {
    kind: 'create-view',
    name: datasetName(rawIn(node, 'view') ?? {}, context),
    materialized: wordIn(node, 'keyword').startsWith('materialized'),
    temporary: wordIn(node, 'temporary') !== '',
    orReplace: wordIn(node, 'replace') !== '',
    columns,
    query: isRaw(node.select) ? query(node.select, context) : emptyQuery(span),
    ...span,
  };
}

function emptyQuery(span: Span): Query {
  return { kind: 'query', body: { kind: 'missing', ...span }, orderBy: [], limit: [], pipe: [], ...span };
}

function alter(node: Raw, context: Context, span: Span): Statement {
  const [target = {}] = rawsIn(node, 'table');
  const actions = rawsIn(node, 'expr').map((action) => alterAction(action, context, span));
  return { kind: 'alter', objectType: wordIn(node, 'keyword') || 'table', name: datasetName(target, context), actions, ...span };
}

function alterAction(node: Raw, context: Context, span: Span): AlterAction {
  const what = `${wordIn(node, 'action')} ${wordIn(node, 'resource')}`;
  if (what === 'rename table') return { type: 'rename', to: datasetName({ table: node.table }, context) };
  if (what === 'rename column')
    return { type: 'rename-column', from: nameOf(node.old_column, context, span), to: nameOf(node.column, context, span) };
  if (what === 'add column') return { type: 'add-column', column: columnDefinition(node, context) };
  if (what === 'drop column') return { type: 'drop-column', column: nameOf(node.column, context, span) };
  return { type: 'other' };
}

function nameOf(value: unknown, context: Context, span: Span): ColumnName['parts'][number] {
  return identifier(value, context, span) ?? { kind: 'identifier', name: '', quoted: false, ...span };
}
