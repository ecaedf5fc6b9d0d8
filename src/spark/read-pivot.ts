/** PIVOT and UNPIVOT as parsed: the analyzer makes aggregates and Expand of them. */
import { splitList } from './brackets.js';
import type { NodeText } from './node-text.js';
import { argumentList, argumentsOf, expressionOf, isList, itemsIn, sliceOf } from './node-text.js';
import type { Expression, NodeBody } from './plan.js';

/** `Pivot ArrayBuffer('k), 'on, [v1, v2], [sum('x)]`; SQL's has no keys: `Pivot 'on, [1 AS one#1], ['sum('x) AS s#2]` */
export function readPivot(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const lists = pieces.filter((piece) => isList(node, piece));
  const [first, second] = pieces.filter((piece) => !isList(node, piece)).map((piece) => expressionOf(node, piece));
  const [values = [], aggregates = []] = lists.map(({ start, end }) => itemsIn(node, { start: start + 1, end: end - 1 }));
  const groups = second === undefined ? undefined : elements(first);
  const on = second ?? first ?? expressionOf(node, argumentsOf(node));
  return { kind: 'pivot', on, values, aggregates, ...(groups && { groups }) };
}

/** `Unpivot ArraySeq('id), ArraySeq(List('jan), List('feb)), month, [n]`; SQL's has no ids and a list of aliases behind the values */
export function readUnpivot(node: NodeText): NodeBody {
  const pieces = argumentList(node);
  const names = pieces.at(-1);
  const parts = pieces.slice(0, -2).map((piece) => expressionOf(node, piece));
  const at = parts.findIndex((part) => elements(part).some((row) => row.kind === 'call'));
  const ids = at > 0 ? elements(parts[at - 1]) : undefined;
  return {
    kind: 'unpivot',
    rows: elements(parts[at]).map(elements),
    variable: pieces.length > 1 ? sliceOf(node, pieces.at(-2) as (typeof pieces)[number]) : '',
    names: names === undefined ? [] : splitList(node.text, names.start + 1, names.end - 1).map((piece) => sliceOf(node, piece)),
    ...(ids && { ids }),
  };
}

/** Of `ArrayBuffer(…)`, `List(…)`. */
function elements(list: Expression | undefined): readonly Expression[] {
  return list?.kind === 'call' ? list.arguments : [];
}
