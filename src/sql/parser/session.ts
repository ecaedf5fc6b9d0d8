/** EXPLAIN, CACHE, USE, SET. */
import { TokenKind } from '../tokens.js';
import type { Identifier, SetVariables, Statement, VariableValue } from '../tree.js';
import { skipOptions } from './copy.js';
import {
  advance,
  at,
  atEnd,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  peek,
  peekKind,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  tryParse,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { parseCursorQuery } from './fetch.js';
import { parseDatasetName, parseLabel, takeIdentifier } from './name.js';
import { other } from './other.js';
import { atQuery, parseQuery, startsQuery } from './query.js';
import { nextBegins, parseStatement, startsStatement } from './script.js';
import { atStatementSet } from './stream.js';

// ── EXPLAIN, CACHE, USE, SET ─────────────────────────────────────────────────────────────────────────────────────────

/** (EXPLAIN [ANALYZE] | PROFILE) options statement | DESCRIBE name */
export function parseExplain(p: Cursor, start: number): Statement {
  const describes = !at(p, 'EXPLAIN') && !at(p, 'ANALYZE');
  let executes = at(p, 'PROFILE') || at(p, 'ANALYZE');
  advance(p);
  const explained = (q: Cursor): boolean =>
    (startsQuery(q) && !at(q, 'TABLE')) ||
    (at(q, '(') && atQuery(q)) ||
    atStatementSet(q) ||
    ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'CREATE', 'REPLACE', 'EXECUTE', 'FROM', 'DECLARE', 'CALL', 'SHOW'].includes(q.word);
  if (describes && !explained(p) && !(at(p, 'FORMATTED') || at(p, 'EXTENDED'))) return other(p, start);
  while (!atEnd(p) && !at(p, ';') && !explained(p)) {
    if (at(p, 'ANALYZE') || at(p, 'ANALYSE')) executes = true;
    if (at(p, 'SET')) skipUntil(p, (q) => at(q, 'FOR'));
    else skipBalanced(p);
  }
  if (atEnd(p) || at(p, ';')) {
    if (peekBack(p) === 'EXPLAIN') fail(p, ['a statement']);
    return { kind: 'explain', executes, start: startFrom(p, start), end: endOf(p) };
  }
  const statement = parseStatement(p);
  return { kind: 'explain', executes, statement, start: startFrom(p, start), end: endOf(p) };
}

const peekBack = (p: Cursor): string => p.text.slice(p.tokens.starts[p.pos - 1], p.tokens.ends[p.pos - 1]).toUpperCase();

/** CACHE [LAZY] TABLE name [OPTIONS (…)] [AS query] (Spark): a temporary view */
export function parseCache(p: Cursor, start: number): Statement {
  advance(p);
  if (atWord(p, 'LAZY')) advance(p);
  if (!eat(p, 'TABLE')) return other(p, start);
  const name = parseDatasetName(p);
  if (eat(p, 'OPTIONS')) skipBalanced(p);
  eat(p, 'AS');
  if (!startsQuery(p) && !at(p, '(')) return other(p, start);
  const query = parseQuery(p);
  return {
    kind: 'create-view',
    name,
    materialized: false,
    temporary: true,
    orReplace: true,
    columns: [],
    query,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** USE [DATABASE | SCHEMA | CATALOG | …] name */
export function parseUse(p: Cursor, start: number): Statement {
  advance(p);
  let scope: 'database' | 'schema' | 'either' | 'other' = 'either';
  if (peekKind(p) !== TokenKind.End && peek(p) !== ';' && peek(p) !== '.') {
    if (at(p, 'DATABASE') || at(p, 'CATALOG')) scope = 'database';
    else if (at(p, 'SCHEMA')) scope = 'schema';
    else if (at(p, 'ROLE') || at(p, 'WAREHOUSE') || at(p, 'SECONDARY')) scope = 'other';
    if (scope !== 'either') advance(p);
  }
  const name: Identifier[] = [];
  if (
    scope !== 'other' &&
    (p.kind === TokenKind.Word ||
      p.kind === TokenKind.Quoted ||
      p.kind === TokenKind.String ||
      p.kind === TokenKind.Template ||
      p.kind === TokenKind.Parameter)
  ) {
    if (at(p, 'IDENTIFIER') && peek(p) === '(') name.push(...parseDatasetName(p).parts);
    else {
      name.push(takeIdentifier(p));
      while (eat(p, '.')) name.push(parseLabel(p));
    }
  } else if (scope !== 'other') fail(p, ['a database', 'a schema']);
  skipOptions(p);
  return { kind: 'use', scope, name, start: startFrom(p, start), end: endOf(p) };
}

/** SET [VAR] name (= | TO) value … */
export function parseSet(p: Cursor, start: number): Statement {
  advance(p);
  if (at(p, 'SESSION') || at(p, 'LOCAL') || at(p, 'GLOBAL')) {
    if (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) advance(p);
  }
  if (at(p, 'SCHEMA') || at(p, 'DATABASE') || (at(p, 'CURRENT') && peek(p) === 'SCHEMA') || atWord(p, 'SEARCH_PATH')) {
    const used = tryParse(p, (q) => parseSetSchema(q, start));
    if (used !== undefined) return used;
  }
  const named = (atWord(p, 'VAR') || atWord(p, 'VARIABLE')) && peek(p) !== '='; // Spark: SET VAR v = …
  if (named) advance(p);
  const isSetting = p.grammar.settingWords && !named && p.kind !== TokenKind.Parameter && p.word !== ';';
  const set = isSetting ? undefined : tryParse(p, (q) => parseSetVariables(q, start));
  if (set !== undefined) return named ? { ...set, declares: true } : set;
  if (atEnd(p) || at(p, ';')) {
    if (!p.grammar.hiveSettings) fail(p, ['a setting']);
    return other(p, start);
  }
  // settings take any text: SET hive.exec.dynamic.partition.mode=nonstrict
  if (p.grammar.semicolonless) skipSetting(p);
  else skipRaw(p);
  return { kind: 'set', assignments: [], start: startFrom(p, start), end: endOf(p) };
}

function skipSetting(p: Cursor): void {
  while (!atEnd(p) && p.word !== ';' && !startsStatement(p) && !nextBegins(p)) skipBalanced(p);
}

function skipRaw(p: Cursor): void {
  while (!atEnd(p) && p.word !== ';') advance(p);
}

function parseSetSchema(p: Cursor, start: number): Statement | undefined {
  const scope = at(p, 'DATABASE') ? 'database' : 'schema';
  eat(p, 'CURRENT');
  advance(p);
  if (!eat(p, '=')) eat(p, 'TO');
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.String) return undefined;
  const name = [takeIdentifier(p)];
  while (eat(p, '.')) name.push(parseLabel(p));
  const path: Identifier[] = [];
  while (eat(p, ',')) {
    if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.String) return undefined;
    path.push(takeIdentifier(p));
  }
  if (!atEnd(p) && !at(p, ';')) return undefined;
  return { kind: 'use', scope, name, ...(path.length > 0 && { path }), start: startFrom(p, start), end: endOf(p) };
}

/** name (= | := | TO) expression { ',' … } | '(' names ')' = '(' expressions ')' ; undefined when it is not of this form */
function parseSetVariables(p: Cursor, start: number): SetVariables | undefined {
  const assignments: VariableValue[] = [];
  if (at(p, '(')) {
    const names: string[] = [];
    advance(p);
    do names.push(takeIdentifier(p).name.replace(/^@/, ''));
    while (eat(p, ','));
    expect(p, ')');
    if (!eat(p, '=')) return undefined;
    const value = parseExpression(p);
    names.forEach((name, i) => {
      const part = value.kind === 'tuple' ? value.elements[i] : value;
      const place = value.kind === 'subquery' ? { place: i } : undefined;
      assignments.push({ name, ...(part && { value: part }), ...place, start: startFrom(p, start), end: endOf(p) });
    });
  } else
    do {
      const from = startOf(p);
      if ((at(p, 'SESSION') || at(p, 'GLOBAL') || at(p, 'LOCAL')) && peekKind(p) === TokenKind.Word) advance(p);
      if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Parameter && p.kind !== TokenKind.Quoted) return undefined;
      let name = takeIdentifier(p).name.replace(/^[@:]/, '');
      while (eat(p, '.')) name += `.${takeIdentifier(p).name}`;
      if (!eat(p, '=') && !eat(p, ':=') && !eat(p, 'TO') && !eat(p, '+=')) return undefined;
      const value = at(p, 'CURSOR') && peek(p) !== '(' ? parseCursorQuery(p) : parseExpression(p);
      assignments.push({ name, value, start: startFrom(p, from), end: endOf(p) });
    } while (eat(p, ','));
  const ends = atEnd(p) || at(p, ';') || at(p, 'END') || at(p, 'ELSE') || p.grammar.semicolonless;
  return ends ? { kind: 'set', assignments, start: startFrom(p, start), end: endOf(p) } : undefined;
}
