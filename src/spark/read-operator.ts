/** Operators between leaves and writes, in their logical and physical forms. */
import type { Span } from '../base/span.js';
import { attributeList, attributeOf } from './attribute.js';
import { closingBracket, listAt, splitList } from './brackets.js';
import { parseExpression } from './expression.js';
import type { NodeText } from './node-text.js';
import {
  argumentList,
  argumentsOf,
  attributesIn,
  columnsOf,
  expressionOf,
  expressionsIn,
  isList,
  itemsIn,
  labelled,
  nthList,
  sliceOf,
} from './node-text.js';
import type { Attribute, Expression, JoinType, NodeBody } from './plan.js';

/** `Project [a#1, (b#2 + 1) AS c#3]` */
export function readProject(node: NodeText): NodeBody {
  const output = node.fields?.get('Output');
  const list = output === undefined ? nthList(node, 0) : listAt(node.text, output.start, output.end);
  return { kind: 'project', items: itemsIn(node, list) };
}

/** `Filter (a#1 > 2)` */
export function readFilter(node: NodeText): NodeBody {
  return { kind: 'filter', condition: expressionOf(node, node.fields?.get('Condition') ?? argumentsOf(node)) };
}

/** `Distinct` */
export function readDistinct(): NodeBody {
  return { kind: 'distinct' };
}

const JOIN_TYPES: ReadonlyMap<string, JoinType> = new Map([
  ['Inner', 'inner'],
  ['Cross', 'inner'],
  ['LeftOuter', 'left'],
  ['RightOuter', 'right'],
  ['FullOuter', 'full'],
  ['LeftSemi', 'left-semi'],
  ['LeftAnti', 'left-anti'],
]);

/** `Join Inner, (a#1 = b#2), leftHint=(…)`, `BroadcastHashJoin [a#1], [b#2], LeftOuter, BuildRight, (c#3 > 1), false` and its block */
export function readJoin(node: NodeText): NodeBody {
  const pieces = node.fields === undefined ? joinPieces(node) : joinFields(node);
  let join: JoinType = 'inner';
  let exists: Attribute | undefined;
  const conditions: Expression[] = [];
  for (const piece of pieces) {
    const text = sliceOf(node, piece);
    const type = JOIN_TYPES.get(text);
    if (type !== undefined) join = type;
    else if (text.startsWith('ExistenceJoin(')) {
      join = 'existence';
      exists = attributeOf(node.text, { start: piece.start + 'ExistenceJoin('.length, end: piece.end - 1 });
    } else if (text.includes('#') || text.includes("'")) {
      if (isList(node, piece)) conditions.push(...expressionsIn(node, { start: piece.start + 1, end: piece.end - 1 }));
      else if (!/^\w+Hint=/.test(text)) conditions.push(expressionOf(node, piece));
    }
  }
  return { kind: 'join', join, conditions, nullSafe: nullSafePairs(node, pieces), ...(exists === undefined ? {} : { exists }) };
}

/** `(a#1 <=> b#2)`, or as keys `[coalesce(a#1, 0), isnull(a#1)], [coalesce(b#2, 0), isnull(b#2)]` */
function nullSafePairs(node: NodeText, pieces: readonly Span[]): number {
  const compared = pieces.reduce((count, piece) => count + sliceOf(node, piece).split(' <=> ').length - 1, 0);
  const keys = pieces.find((piece) => isList(node, piece));
  return compared + (keys === undefined ? 0 : sliceOf(node, keys).split(', isnull(').length - 1);
}

/** A line's arguments; `BroadcastNestedLoopJoin BuildRight, Inner, (…)` has no keys. */
function joinPieces(node: NodeText): Span[] {
  return argumentList(node);
}

function joinFields(node: NodeText): Span[] {
  return ['Left keys', 'Right keys', 'Join type', 'Join condition', 'Arguments'].flatMap((label) => node.fields?.get(label) ?? []);
}

/** `LateralJoin lateral-subquery#5 [a#1], LeftOuter, (…)`: the right side is an inner child */
export function readLateralJoin(node: NodeText): NodeBody {
  const left = sliceOf(node, argumentsOf(node)).includes('LeftOuter');
  return {
    kind: 'join',
    join: left ? 'left' : 'inner',
    nullSafe: 0,
    conditions: argumentList(node)
      .slice(1)
      .map((piece) => expressionOf(node, piece)),
  };
}

/** `Aggregate [keys], [items]`, `Aggregate [items]`; parsed text may give GROUP BY ALL or grouping sets as keys */
export function readAggregate(node: NodeText): NodeBody {
  const first = nthList(node, 0);
  const keyed = first !== undefined && node.text.startsWith(', [', first.end + 1) && first.end < argumentsOf(node).end;
  if (!keyed) return { kind: 'aggregate', keys: [], items: itemsIn(node, first) };
  return { kind: 'aggregate', keys: expressionsIn(node, first), items: itemsIn(node, nthList(node, 1)) };
}

/** `HashAggregate(keys=[…], functions=[…], output=[…])`; its block has `Results` with the expressions of the output */
export function readPhysicalAggregate(node: NodeText): NodeBody {
  const functions = expressionsIn(node, labelled(node, 'functions', 'Functions'));
  const results = node.fields?.get('Results');
  const listed = results && listAt(node.text, results.start, results.end);
  const output = labelled(node, 'output', 'Output');
  return {
    kind: 'physical-aggregate',
    keys: expressionsIn(node, labelled(node, 'keys', 'Keys') ?? labelled(node, 'key', 'Keys')),
    functions,
    outputs: attributesIn(node, output),
    partial: functions.some((call) => /^(partial_|merge_)/.test(node.text.slice(call.start, call.start + 8))),
    buffers: attributesIn(node, labelled(node, 'aggregateAttributes', 'Aggregate Attributes')),
    ...(listed === undefined ? {} : { results: itemsIn(node, listed) }),
  };
}

/** `Expand [[a#1, null, 0], [a#1, b#2, 1]], [a#1, b#5, gid#6]` */
export function readExpand(node: NodeText): NodeBody {
  const rows = nthList(node, 0);
  const lists = rows === undefined ? [] : splitList(node.text, rows.start, rows.end);
  return {
    kind: 'expand',
    rows: lists.map((row) => expressionsIn(node, isList(node, row) ? { start: row.start + 1, end: row.end - 1 } : row)),
    outputs: attributesIn(node, nthList(node, 1)),
  };
}

/** `Generate explode(a#1), [3], true, alias, [k#5, v#6]`; a physical one lists the columns it keeps, a logical one the places of those it drops */
export function readGenerate(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const lists = pieces.slice(1).filter((piece) => isList(node, piece));
  const made = lists.at(-1);
  const first = lists.length > 1 ? (lists[0] as Span) : undefined;
  const places = first && /^\[\d/.test(sliceOf(node, first)) ? sliceOf(node, first).match(/\d+/g) : undefined;
  const kept = first && !places ? attributeList(node.text, first.start, first.end)?.attributes : undefined;
  return {
    kind: 'generate',
    generator: expressionOf(node, pieces[0] ?? argumentsOf(node)),
    outputs: made === undefined ? [] : (attributeList(node.text, made.start, made.end)?.attributes ?? []),
    ...(kept ? { kept } : {}),
    ...(places ? { dropped: places.map(Number) } : {}),
  };
}

/** `Window [rank(a#1) windowspecdefinition(…) AS r#2], [partition], [order]` */
export function readWindow(node: NodeText): NodeBody {
  const keys = [...expressionsIn(node, nthList(node, 1)), ...expressionsIn(node, nthList(node, 2))];
  return { kind: 'window', items: itemsIn(node, nthList(node, 0)), keys };
}

/** `WindowGroupLimit [partition], [order], rank(a#1), 10`: keeps the first rows of each partition */
export function readWindowGroupLimit(node: NodeText): NodeBody {
  const { start, end } = argumentsOf(node);
  return { kind: 'filter', condition: parseExpression(node.text, { start, end }) };
}

/** `Sort [a#1 ASC NULLS FIRST], true`; `…, false, 0` the planner put there for what is above, a merge join or a window */
export function readSort(node: NodeText): NodeBody {
  const [, global, spill] = argumentList(node);
  if (spill !== undefined && global !== undefined && sliceOf(node, global) === 'false') return { kind: 'pass' };
  return { kind: 'sort', order: expressionsIn(node, nthList(node, 0)) };
}

/** `TakeOrderedAndProject(limit=5, orderBy=[a#1 ASC], output=[a#1,b#2 AS c#3])`, in a block `5, [order], [items]` */
export function readTakeOrdered(node: NodeText): NodeBody {
  const order = node.fields === undefined ? labelled(node, 'orderBy', '') : nthList(node, 0);
  const output = node.fields === undefined ? labelled(node, 'output', '') : nthList(node, 1);
  return { kind: 'sort', order: commaExpressions(node, order), items: output === undefined ? [] : commaItems(node, output) };
}

/** TakeOrderedAndProject joins its lists with a bare comma. */
function commaExpressions(node: NodeText, list: Span | undefined): Expression[] {
  return list === undefined ? [] : [parseExpression(node.text, list)];
}

function commaItems(node: NodeText, list: Span) {
  const plain = attributeList(node.text, list.start - 1, list.end + 1)?.attributes ?? [];
  const simple = plain.every((column) => !column.name.includes(' AS '));
  if (!simple) return bareCommaPieces(node.text, list).flatMap((piece) => itemsIn(node, piece));
  return plain.flatMap((column) => itemsIn(node, column.span));
}

/** Pieces between commas that follow an id, outside of brackets. */
function bareCommaPieces(text: string, list: Span): Span[] {
  const pieces: Span[] = [];
  let from = list.start;
  for (let i = list.start; i < list.end; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91) i = closingBracket(text, i, list.end);
    else if (code === 44 && attributeOf(text, { start: from, end: i }) !== undefined) {
      pieces.push({ start: from, end: i });
      from = text.charCodeAt(i + 1) === 32 ? i + 2 : i + 1;
    }
  }
  if (from < list.end) pieces.push({ start: from, end: list.end });
  return pieces;
}

/** `Deduplicate [a#1, b#2]` */
export function readDeduplicate(node: NodeText): NodeBody {
  return { kind: 'deduplicate', keys: expressionsIn(node, nthList(node, 0)) };
}

/** `BatchEvalPython [f(a#1)#2, g(b#3)#4], [pythonUDF0#5, pythonUDF1#6]`; window and aggregate forms name their results in the items */
export function readEvaluate(node: NodeText): NodeBody {
  return { kind: 'evaluate', calls: expressionsIn(node, nthList(node, 0)), outputs: attributesIn(node, nthList(node, 1)) };
}

/** `AggregateInPandas [keys], [calls], [items]` */
export function readAggregateInPandas(node: NodeText): NodeBody {
  return { kind: 'aggregate', keys: expressionsIn(node, nthList(node, 0)), items: itemsIn(node, nthList(node, 2) ?? nthList(node, 1)) };
}

/** `MapInPandas f(a#1)#2, [b#3], false`, `ScriptTransformation cat, [a#1], …`, `MapPartitions …, obj#7: T`: the outputs are made by code */
export function readTransform(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const lists = pieces.filter((piece) => isList(node, piece) && attributeList(node.text, piece.start, piece.end) !== undefined);
  const object = pieces.findLast((piece) => node.text.startsWith('obj#', piece.start));
  const made = lists.at(-1);
  const grouped = node.name.includes('Groups') && lists.length > 1 ? (lists[0] as Span) : undefined;
  const calls = pieces.filter((piece) => !isList(node, piece) && sliceOf(node, piece).includes('('));
  const listed = made === undefined ? columnsOf(node) : (attributeList(node.text, made.start, made.end)?.attributes ?? []);
  return {
    kind: 'transform',
    keeps: node.name.startsWith('AppendColumns'),
    outputs: object === undefined ? listed : objectOf(node, object),
    inputs: calls.map((piece) => expressionOf(node, piece)).filter((call) => call.kind !== 'literal'),
    keys: grouped === undefined ? [] : expressionsIn(node, { start: grouped.start + 1, end: grouped.end - 1 }),
  };
}

/** `obj#7: scala.Tuple2`: what typed Dataset functions hand on. */
function objectOf(node: NodeText, piece: Span): readonly Attribute[] {
  const name = /^obj#\d+/.exec(sliceOf(node, piece));
  const attribute = name && attributeOf(node.text, { start: piece.start, end: piece.start + name[0].length });
  return attribute ? [attribute] : [];
}

/** `SerializeFromObject [… AS path#3, …]`: items whose expressions read an object */
export function readSerialize(node: NodeText): NodeBody {
  const outputs = itemsIn(node, nthList(node, 0)).flatMap((item) =>
    item.id === undefined ? [] : [{ id: item.id, name: item.name, span: item.span, long: false }],
  );
  return { kind: 'transform', keeps: false, outputs, inputs: [], keys: [] };
}

/** `SubqueryAlias spark_catalog.shop.orders`, `UnresolvedSubqueryColumnAliases [code, label]` */
export function readAlias(node: NodeText): NodeBody {
  const list = node.name === 'SubqueryAlias' ? undefined : nthList(node, 0);
  if (list === undefined) return { kind: 'alias', name: sliceOf(node, argumentsOf(node)) };
  return { kind: 'alias', name: '', columns: splitList(node.text, list.start, list.end).map((piece) => sliceOf(node, piece)) };
}

/** `CTE [t, u]`: the definitions are inner children (parsed), or `WithCTE`: children (analyzed) */
export function readCte(node: NodeText): NodeBody {
  const list = node.name === 'CTE' ? nthList(node, 0) : undefined;
  return { kind: 'cte', names: list === undefined ? [] : splitList(node.text, list.start, list.end).map((piece) => sliceOf(node, piece)) };
}

/** `CTERelationDef 0, false` */
export function readCteDefinition(node: NodeText): NodeBody {
  return { kind: 'cte-definition', id: Number.parseInt(sliceOf(node, argumentsOf(node)), 10) };
}

/** `UnionLoop 36` */
export function readUnionLoop(node: NodeText): NodeBody {
  return { kind: 'union-loop', id: Number.parseInt(sliceOf(node, argumentsOf(node)), 10) };
}

/** `Subquery subquery#12, [id=#431]`, `ReusedSubquery Subquery subquery#12, [id=#9]` */
export function readSubquery(node: NodeText): NodeBody {
  const id = /subquery#(\d+)/.exec(sliceOf(node, argumentsOf(node)))?.[1];
  return { kind: 'subquery', id: Number(id ?? -1), reused: node.name === 'ReusedSubquery' };
}

export function readPass(): NodeBody {
  return { kind: 'pass' };
}

export function readUnion(): NodeBody {
  return { kind: 'union' };
}

export function readIntersect(): NodeBody {
  return { kind: 'intersect' };
}

export function readExcept(): NodeBody {
  return { kind: 'except' };
}

/** A node that Spark may have and this table has not: its attributes still tell what it touches. */
export function readUnknown(node: NodeText): NodeBody {
  return { kind: 'unknown', columns: columnsOf(node), expressions: [expressionOf(node, argumentsOf(node))] };
}

/** `UnresolvedTableValuedFunction [explode], ['a]`: parsed text only; what they read */
export function readUnresolvedOperator(node: NodeText): NodeBody {
  return { kind: 'unknown', columns: [], expressions: [expressionOf(node, argumentsOf(node))] };
}
