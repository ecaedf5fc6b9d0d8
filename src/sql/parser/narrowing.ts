/** Exasol's ways to choose rows besides WHERE: the best of them (PREFERRING), and those that break a key (INVALID). */
import type { Expression, Query, Select } from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  eatPair,
  eatWord,
  endOf,
  expect,
  fail,
  nested,
  peek,
  peekWordIs,
  skipBalanced,
  startFrom,
  startOf,
} from './cursor.js';
import { operation, parseExpression, parseExpressionList, parseNestedBinary } from './expression.js';
import { parseColumnList } from './insert.js';
import { parseDatasetName } from './name.js';
import { emptyStar, openSelect } from './select.js';
import { Precedence } from './words.js';

export const atPreferring = (p: Cursor): boolean =>
  atWord(p, 'PREFERRING') && (p.grammar.rowChoice || peekWordIs(p, 1, 'HIGH') || peekWordIs(p, 1, 'LOW'));

/** PREFERRING preference [PARTITION BY …] */
export function parsePreferring(p: Cursor): Expression {
  const start = startOf(p);
  advance(p);
  const operands: Expression[] = [];
  parsePreference(p, operands);
  if (eatPair(p, 'PARTITION', 'BY')) operands.push(...parseExpressionList(p));
  return operation(p, ['preferring'], operands, start);
}

/** preference := [INVERSE] ((HIGH | LOW) expression | '(' preference ')' | condition) { [PLUS | PRIOR TO] preference } */
function parsePreference(p: Cursor, operands: Expression[]): void {
  do {
    eatWord(p, 'INVERSE');
    if (at(p, '(') && opensPreference(p)) {
      advance(p);
      nested(p, (q) => parsePreference(q, operands), skipBalanced);
      expect(p, ')');
    } else if (eatWord(p, 'HIGH') || eatWord(p, 'LOW')) operands.push(parseNestedBinary(p, Precedence.other));
    else operands.push(parseExpression(p));
  } while (eatWord(p, 'PLUS') || eatPair(p, 'PRIOR', 'TO') || atWord(p, 'INVERSE'));
}

function opensPreference(p: Cursor): boolean {
  let i = 1;
  while (peek(p, i) === '(') i++;
  return peekWordIs(p, i, 'HIGH') || peekWordIs(p, i, 'LOW') || peekWordIs(p, i, 'INVERSE');
}

type OpenChoice = Pick<Select, 'prewhere'>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

export const atInvalid = (p: Cursor): boolean =>
  p.grammar.rowChoice && (p.word === 'WITH' ? peekWordIs(p, 1, 'INVALID') : atWord(p, 'INVALID') && KEYS.has(peek(p)));

const KEYS = new Set(['UNIQUE', 'PRIMARY', 'FOREIGN']);

/** [WITH] INVALID (UNIQUE | PRIMARY KEY | FOREIGN KEY) '(' columns ')'; gives the columns, which are the items where no others are. */
export function parseInvalid(p: Cursor, select: Writable<OpenChoice>): Expression[] {
  const start = startOf(p);
  eat(p, 'WITH');
  advance(p);
  if (!eat(p, 'UNIQUE')) {
    if (!eat(p, 'PRIMARY') && !eat(p, 'FOREIGN')) fail(p, ['UNIQUE', 'PRIMARY KEY', 'FOREIGN KEY']);
    expect(p, 'KEY');
  }
  const columns = parseColumnList(p);
  select.prewhere = operation(p, ['invalid'], columns, start);
  return columns;
}

/** … FROM t REFERENCING u ['(' columns ')']: rows of t without a partner in u */
export function parseReferencing(p: Cursor, select: Writable<OpenChoice>): boolean {
  const key = select.prewhere;
  if (!at(p, 'REFERENCING') || key?.kind !== 'operation') return false;
  advance(p);
  const start = startOf(p);
  const name = parseDatasetName(p);
  const from = openSelect(start);
  from.from.push({ kind: 'table', name, start: startFrom(p, start), end: endOf(p) });
  // without columns it is the other table's key, whatever that is
  const columns: Expression[] = at(p, '(') ? parseColumnList(p) : [{ ...emptyStar(p), start, end: endOf(p) }];
  for (const expression of columns) from.items.push({ kind: 'select-item', expression, start: expression.start, end: expression.end });
  from.end = endOf(p);
  const { end } = from;
  const query: Query = { kind: 'query', body: from, orderBy: [], limit: [], pipe: [], start, end };
  const partner: Expression = { kind: 'subquery', form: 'scalar', query, start, end };
  select.prewhere = { ...key, operands: [...key.operands, partner], end };
  return true;
}
