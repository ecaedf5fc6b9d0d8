/** Oracle's MODEL: the query's rows as a table of cells, some of which rules compute from others. */
import { TokenKind } from '../tokens.js';
import type { Expression, Query, SelectItem } from '../tree.js';
import {
  advance,
  at,
  atEnd,
  atPair,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  skipBalanced,
  skipUntil,
  startOf,
  textOf,
} from './cursor.js';
import { type OpenSelect, openSelect, parseSelectItem } from './select.js';

/**
 * MODEL options [PARTITION BY (items)] DIMENSION BY (items) MEASURES (items) [RULES options] '(' rules ')'
 *
 * What it makes is a subquery that has these items as its columns, each measure with those that the rules compute it from; the
 * SELECT list is over that.
 */
export function parseModel(p: Cursor, select: OpenSelect): void {
  const start = startOf(p);
  const inner = openSelect(select.from[0]?.start ?? select.items.at(-1)?.end ?? start);
  advance(p);
  skipUntil(p, opensItems);
  if (eatPair(p, 'PARTITION', 'BY')) parseItems(p, inner.items);
  if (atWord(p, 'DIMENSION')) {
    advance(p);
    expect(p, 'BY');
    parseItems(p, inner.items);
  }
  const measures: SelectItem[] = [];
  if (expect(p, 'MEASURES')) parseItems(p, measures);
  const computed = parseRules(p, measures);
  const end = endOf(p);
  for (const [place, item] of measures.entries()) {
    const sources = computed[place] ?? [];
    const operands = [item.expression, ...sources.filter((source) => source !== item.expression)];
    const expression: Expression = { kind: 'operation', operators: ['model'], operands, start, end };
    const alias = item.alias ?? nameOf(item.expression);
    inner.items.push(sources.length === 0 ? item : { kind: 'select-item', expression, ...(alias && { alias }), start, end });
  }
  moveClauses(select, inner);
  inner.end = end;
  const query: Query = { kind: 'query', body: inner, orderBy: [], limit: [], pipe: [], start: inner.start, end };
  select.from = [{ kind: 'derived', lateral: false, query, start: inner.start, end }];
}

const opensItems = (p: Cursor): boolean => at(p, 'PARTITION') || atWord(p, 'DIMENSION') || at(p, 'MEASURES');
const nameOf = (expression: Expression) => (expression.kind === 'column-name' ? expression.parts.at(-1) : undefined);

/** Everything before MODEL is about the rows that it begins with. */
function moveClauses(select: OpenSelect, inner: OpenSelect): void {
  const { from, where, groupBy, having, startWith, connectBy } = select;
  Object.assign(inner, { from, groupBy }, where && { where }, having && { having }, startWith && { startWith }, connectBy && { connectBy });
  for (const clause of ['where', 'having', 'startWith', 'connectBy'] as const) delete select[clause];
  select.groupBy = [];
}

function parseItems(p: Cursor, items: SelectItem[]): void {
  if (!expect(p, '(')) return;
  do items.push(parseSelectItem(p));
  while (eat(p, ','));
  expect(p, ')');
}

/** [RULES options] '(' cell '=' expression { ',' … } ')' : for each measure, the expressions of those that its rules mention */
function parseRules(p: Cursor, measures: readonly SelectItem[]): Expression[][] {
  const computed: Expression[][] = measures.map(() => []);
  while (p.kind === TokenKind.Word && !atPair(p, 'ORDER', 'BY')) {
    const valued = atWord(p, 'ITERATE') || at(p, 'UNTIL');
    advance(p);
    if (valued && at(p, '(')) skipBalanced(p);
  }
  if (!eat(p, '(')) return computed;
  let target = -1;
  for (let open = 0; !atEnd(p) && !(open === 0 && at(p, ')')); advance(p)) {
    if (at(p, '(') || at(p, '[')) open++;
    else if (at(p, ')') || at(p, ']')) open--;
    const mentioned = measureHere(p, measures);
    if (open === 0 && p.word === ',') target = -1;
    else if (target < 0) target = mentioned;
    else if (mentioned >= 0) computed[target]?.push((measures[mentioned] as SelectItem).expression);
  }
  expect(p, ')');
  return computed.map((sources) => [...new Set(sources)]);
}

/** The measure that the word here names, by its place; -1 for none. */
function measureHere(p: Cursor, measures: readonly SelectItem[]): number {
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted) return -1;
  const name = textOf(p).toLowerCase();
  return measures.findIndex((item) => (item.alias ?? nameOf(item.expression))?.name.toLowerCase() === name);
}
