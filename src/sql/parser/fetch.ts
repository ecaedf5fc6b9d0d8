/** Cursors: OPEN … FOR query, FETCH … INTO variables. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, Identifier, Statement } from '../tree.js';
import {
  advance,
  at,
  atEnd,
  type Cursor,
  eat,
  endOf,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
} from './cursor.js';
import { takeIdentifier } from './name.js';
import { other } from './other.js';
import { atQuery, parseQuery } from './query.js';
import { startsStatement } from './script.js';

/** FETCH [NEXT | … | n] [FROM | IN] cursor [BULK COLLECT] INTO variable, … */
export function parseFetchInto(p: Cursor, start: number): Statement {
  const into = distanceToInto(p);
  if (into === 0) return other(p, start);
  const cursor = nameAhead(p, peekWordIs(p, into - 1, 'COLLECT') ? into - 3 : into - 1);
  const end = p.pos + into;
  while (p.pos <= end) advance(p);
  const assignments: { name: string; start: number; end: number }[] = [];
  do {
    const from = startOf(p);
    let { name } = takeIdentifier(p);
    while (eat(p, '.')) name += `.${takeIdentifier(p).name}`;
    assignments.push({ name, start: startFrom(p, from), end: endOf(p) });
  } while (eat(p, ','));
  if (at(p, 'LIMIT')) skipUntil(p, never); // BULK COLLECT
  return { kind: 'set', cursor, assignments, start: startFrom(p, start), end: endOf(p) };
}

const never = (): boolean => false;

function nameAhead(p: Cursor, ahead: number): Identifier {
  const start = p.tokens.starts[p.pos + ahead] as number;
  const end = p.tokens.ends[p.pos + ahead] as number;
  return { kind: 'identifier', name: p.text.slice(start, end), quoted: false, start, end };
}

const ENDS_FETCH: ReadonlySet<Terminal> = new Set<Terminal>([';', 'END', 'INSERT', 'SELECT', 'MERGE', 'WHILE', 'IF']);

/** How far INTO is within this statement; 0 without one. */
function distanceToInto(p: Cursor): number {
  for (let i = 1; i < 12; i++) {
    if (peek(p, i) === 'INTO') return i;
    if (peekKind(p, i) === TokenKind.End || ENDS_FETCH.has(peek(p, i))) return 0;
  }
  return 0;
}

/** OPEN cursor [(arguments)] [FOR query | FOR text] */
export function parseOpen(p: Cursor, start: number): Statement {
  let i = 2;
  while (peek(p, i) === '.') i += 2;
  if (peek(p, i) !== 'FOR') return other(p, start);
  advance(p);
  const { name } = takeIdentifier(p);
  skipUntil(p, atFor);
  advance(p);
  if (!atQuery(p)) return other(p, start);
  const value = cursorOver(p);
  const assignments = [{ name: name.replace(/^[:@]/, ''), value, start: startFrom(p, start), end: endOf(p) }];
  return { kind: 'set', assignments, start: startFrom(p, start), end: endOf(p) };
}

const atFor = (p: Cursor): boolean => at(p, 'FOR');

/** CURSOR [options] FOR query, as a value */
export function parseCursorQuery(p: Cursor): Expression {
  const start = startOf(p);
  while (!atEnd(p) && !at(p, ';') && !at(p, 'FOR') && !(onNewLine(p) && startsStatement(p))) skipBalanced(p);
  eat(p, 'FOR');
  if (!atQuery(p)) return { kind: 'keyword', text: 'cursor', start: startFrom(p, start), end: endOf(p) };
  return { ...cursorOver(p), start: startFrom(p, start) };
}

function cursorOver(p: Cursor): Expression {
  const start = startOf(p);
  return { kind: 'subquery', form: 'cursor', query: parseQuery(p), start: startFrom(p, start), end: endOf(p) };
}
