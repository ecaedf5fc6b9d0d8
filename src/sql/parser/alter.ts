/** ALTER, RENAME, DROP, TRUNCATE: datasets that change, move and go. */
import { TokenKind } from '../tokens.js';
import type { AlterAction, AlterTable, ColumnDefinition, DatasetName, Drop, Statement, Truncate } from '../tree.js';
import { isTableConstraint, parseColumnDefinition, parseColumnDefinitions } from './column-definition.js';
import { parseTableKey } from './column-facts.js';
import { skipOptions } from './copy.js';
import {
  advance,
  at,
  atEnd,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  fail,
  findAtLevel,
  peek,
  peekKind,
  peekWordIs,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { ifExists } from './ddl.js';
import { parseMutation } from './dml.js';
import { atDatasetName, noName, parseDatasetName, parseIdentifier, parseInheritedName, parseLabel, takeIdentifier } from './name.js';
import { other } from './other.js';
import { atQuery, parseQuery, startsQuery } from './query.js';
import { parseRoutine } from './routine.js';
import { nextBegins } from './script.js';

// ── ALTER, RENAME, DROP, TRUNCATE ────────────────────────────────────────────────────────────────────────────────────

/** ALTER (TABLE | VIEW | …) [IF EXISTS] name action { ',' action } */
export function parseAlter(p: Cursor, start: number): Statement {
  advance(p);
  // T-SQL: ALTER PROCEDURE is CREATE OR ALTER PROCEDURE
  if (p.grammar.semicolonless && (at(p, 'PROCEDURE') || at(p, 'PROC') || at(p, 'FUNCTION') || at(p, 'TRIGGER')))
    return parseRoutine(p, start);
  if (p.grammar.delimiters && (atWord(p, 'ALGORITHM') || atWord(p, 'DEFINER') || atWord(p, 'SQL'))) skipViewOptions(p);
  let i = 0;
  while (i < 4 && peekKind(p, i) === TokenKind.Word && !ALTER_STOPS.has(i === 0 ? p.word : peek(p, i)) && !peekWordIs(p, i, 'REMOVE')) i++;
  const word = i === 0 ? p.word : peek(p, i);
  if (word !== 'TABLE' && word !== 'VIEW') {
    if (p.kind !== TokenKind.Word) fail(p, ['TABLE', 'VIEW']);
    return other(p, start);
  }
  const typeStart = startOf(p);
  for (; i > 0; i--) advance(p);
  const objectType = p.text.slice(typeStart, p.tokens.ends[p.pos]).toLowerCase();
  advance(p);
  ifExists(p);
  if (at(p, 'ALL')) return other(p, start);
  const name = parseInheritedName(p);
  if (at(p, 'ON') && p.grammar.settings) {
    advance(p);
    advance(p);
    advance(p);
  }
  // ClickHouse: ALTER TABLE t UPDATE …, ALTER TABLE t DELETE WHERE …
  if (p.grammar.settings && (at(p, 'UPDATE') || at(p, 'DELETE'))) return parseMutation(p, start, name);
  const actions: AlterAction[] = [];
  if (atEnd(p) || at(p, ';')) fail(p, ['what to alter']);
  do actions.push(...parseAlterActions(p, actions.at(-1)));
  while (eat(p, ','));
  if (actions.at(-1)?.type === 'other' || (actions.at(-1)?.type === 'query' && at(p, 'WITH'))) skipOptions(p);
  return { kind: 'alter', objectType, name, actions, start: startFrom(p, start), end: endOf(p) } satisfies AlterTable;
}

/** What ends the words before an object's type: the type itself, or an action, where there is none. */
const ALTER_STOPS: ReadonlySet<string> = new Set(['ADD', 'DROP', 'SET', 'TABLE', 'VIEW']);

/** ALGORITHM = MERGE DEFINER = user@host SQL SECURITY INVOKER, before VIEW (MySQL) */
function skipViewOptions(p: Cursor): void {
  for (let i = findAtLevel(p, 0, MOST_OPTION_TOKENS, (word) => word === 'VIEW'); i > 0; i--) advance(p);
}

const MOST_OPTION_TOKENS = 20;

const nextAction = (p: Cursor): boolean => at(p, ',') || nextBegins(p);

const ALTER_VERBS = new Set(
  'ADD DROP RENAME ALTER MODIFY CHANGE SET UNSET RESET COMMENT CONVERT DEFAULT ENGINE ORDER UPDATE DELETE ENABLE DISABLE OWNER'.split(' '),
);

/** One clause may give several: ADD (a int, b int), ADD COLUMN a int, b int, DROP COLUMN a, b. The verb then stands before the first only. */
function parseAlterActions(p: Cursor, before: AlterAction | undefined): AlterAction[] {
  const goesOn = (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) && !ALTER_VERBS.has(textOf(p).toUpperCase());
  if (before?.type === 'add-column' && goesOn && peekKind(p) === TokenKind.Word && !isTableConstraint(p))
    return [{ type: 'add-column', column: parseColumnDefinition(p, nextAction) }];
  if (before?.type === 'drop-column' && goesOn && (peek(p) === ',' || peek(p) === ';' || peekKind(p) === TokenKind.End))
    return [{ type: 'drop-column', column: takeIdentifier(p) }];
  const list = peek(p) === '(' ? 1 : (peek(p) === 'COLUMN' || peek(p) === 'COLUMNS') && peek(p, 2) === '(' ? 2 : 0;
  if (list === 0 || (!at(p, 'ADD') && !at(p, 'DROP'))) return [parseAlterAction(p)];
  const adds = at(p, 'ADD');
  for (let i = 0; i < list; i++) advance(p);
  const columns: ColumnDefinition[] = [];
  parseColumnDefinitions(p, {}, columns);
  skipUntil(p, nextAction);
  return columns.map((column) => (adds ? { type: 'add-column', column } : { type: 'drop-column', column: column.name }));
}

function parseAlterAction(p: Cursor): AlterAction {
  switch (p.word) {
    case 'RENAME':
      return parseRenameAction(p);
    case 'SWAP':
      advance(p);
      if (!eat(p, 'WITH')) break;
      return { type: 'swap', with: parseDatasetName(p) };
    case 'SET':
      if (peek(p) !== 'SCHEMA') break;
      advance(p);
      advance(p);
      return { type: 'set-schema', schema: parseIdentifier(p) };
    case 'ADD':
      return parseAddAction(p);
    case 'DROP': {
      if (
        peek(p) === 'CONSTRAINT' ||
        peek(p) === 'PARTITION' ||
        peek(p) === 'PRIMARY' ||
        peek(p) === 'INDEX' ||
        peek(p) === 'FOREIGN' ||
        peek(p) === 'KEY' ||
        peek(p) === 'COLUMNS' ||
        peek(p, 2) === '(' ||
        peek(p) === '(' ||
        peek(p) === 'CHECK'
      )
        break;
      advance(p);
      eat(p, 'COLUMN');
      ifExists(p);
      const column =
        p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.String ? takeIdentifier(p) : noName(p);
      skipUntil(p, nextAction);
      return { type: 'drop-column', column };
    }
    case 'AS': {
      advance(p);
      if (!atQuery(p)) break;
      return { type: 'query', query: parseQuery(p) };
    }
    case 'EXCHANGE':
      return parseExchange(p, 'both');
    case 'SWITCH':
      return parseExchange(p, 'to');
    case 'APPEND':
      if (peek(p) !== 'FROM') break;
      advance(p);
      advance(p);
      return exchange(p, 'from');
    case 'ATTACH':
      if (peek(p) === 'PARTITION' && (peek(p, 3) === 'FOR' || peek(p, 3) === 'DEFAULT')) {
        advance(p); // PostgreSQL: the table that becomes the partition is named
        advance(p);
        return exchange(p, 'from');
      }
      return parseExchange(p, 'from');
    case 'REPLACE':
      return parseExchange(p, 'from');
    default:
      if (startsQuery(p) && !at(p, 'WITH')) return { type: 'query', query: parseQuery(p) };
      if (atWord(p, 'CHANGE') && peek(p) !== '(') return parseChangeAction(p);
  }
  if (p.kind === TokenKind.Word) advance(p); // the verb may look like the next statement
  skipUntil(p, nextAction);
  return { type: 'other' };
}

/** CHANGE [COLUMN] a b type (MySQL, Hive): the column gets a name and a type */
function parseChangeAction(p: Cursor): AlterAction {
  advance(p);
  eat(p, 'COLUMN');
  const from = parseLabel(p, 'a column name');
  const to = p.kind === TokenKind.Word || p.kind === TokenKind.Quoted ? takeIdentifier(p) : from;
  skipUntil(p, nextAction);
  return from.name === to.name ? { type: 'other' } : { type: 'rename-column', from, to };
}

/** RENAME TO name | RENAME [COLUMN] a TO b | RENAME AS name */
function parseRenameAction(p: Cursor): AlterAction {
  advance(p);
  if (eat(p, 'TO') || eat(p, 'AS')) return { type: 'rename', to: parseDatasetName(p) };
  if (at(p, 'CONSTRAINT') || at(p, 'INDEX') || at(p, 'KEY') || at(p, 'PARTITION')) {
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  eat(p, 'COLUMN');
  ifExists(p);
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.String) {
    if (atEnd(p)) fail(p, ['TO']);
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  const from = takeIdentifier(p);
  if (!eat(p, 'TO') && !eat(p, 'AS')) {
    // MySQL: RENAME new_name
    if (atEnd(p) || at(p, ';'))
      return { type: 'rename', to: { kind: 'dataset-name', form: 'name', parts: [from], start: from.start, end: from.end } };
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  return { type: 'rename-column', from, to: parseLabel(p) };
}

function parseAddAction(p: Cursor): AlterAction {
  const next = peek(p);
  if (
    next === 'CONSTRAINT' ||
    next === 'PARTITION' ||
    next === 'PRIMARY' ||
    next === 'INDEX' ||
    next === 'FOREIGN' ||
    next === 'KEY' ||
    next === 'UNIQUE' ||
    next === 'CHECK' ||
    next === '(' ||
    next === 'COLUMNS' ||
    next === 'VALUE' ||
    next === 'IF' ||
    next === 'FILES' ||
    next === 'EXCLUDE'
  ) {
    advance(p);
    const key = isTableConstraint(p) ? parseTableKey(p, nextAction) : undefined;
    skipUntil(p, nextAction);
    return { type: 'other', ...(key && { facts: key }) };
  }
  advance(p);
  const explicit = eat(p, 'COLUMN');
  if (explicit && eatPair(p, 'IF', 'NOT')) eat(p, 'EXISTS');
  if (at(p, '(') || (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted)) {
    skipUntil(p, nextAction);
    return { type: 'other' };
  }
  const column = parseColumnDefinition(p, nextAction);
  return explicit || column.type !== undefined ? { type: 'add-column', column } : { type: 'other' };
}

/** EXCHANGE PARTITION … WITH TABLE t | SWITCH … TO t | ATTACH PARTITION … FROM t */
function parseExchange(p: Cursor, direction: 'from' | 'to' | 'both'): AlterAction {
  skipUntil(
    p,
    (q) =>
      at(q, ',') ||
      (direction === 'both' && at(q, 'WITH')) ||
      (direction === 'to' && at(q, 'TO')) ||
      (direction === 'from' && at(q, 'FROM')),
  );
  if (!eat(p, 'WITH') && !eat(p, 'TO') && !eat(p, 'FROM')) return { type: 'other' };
  eat(p, 'TABLE');
  return atDatasetName(p) ? exchange(p, direction) : { type: 'other' };
}

function exchange(p: Cursor, direction: 'from' | 'to' | 'both'): AlterAction {
  const table = parseDatasetName(p);
  skipUntil(p, nextAction);
  return { type: 'exchange', with: table, direction };
}

/** RENAME TABLE a TO b { ',' … } (MySQL, ClickHouse); EXCHANGE TABLES a AND b */
export function parseRename(p: Cursor, start: number): Statement {
  const swaps = at(p, 'EXCHANGE');
  advance(p);
  if (atWord(p, 'OBJECT') && p.grammar.semicolonless) return parseRenameObject(p, start);
  const plain = !swaps && (peek(p) === 'TO' || peek(p) === '.'); // Oracle: RENAME a TO b
  if (!eat(p, 'TABLE') && !eat(p, 'TABLES') && !eat(p, 'VIEW') && !plain) return other(p, start);
  const statements: AlterTable[] = [];
  ifExists(p);
  do {
    const from = startOf(p);
    const name = parseDatasetName(p);
    if (!eat(p, 'TO') && !eat(p, 'AND') && !eat(p, 'AS')) fail(p, [swaps ? 'AND' : 'TO']);
    const target = parseDatasetName(p);
    statements.push({
      kind: 'alter',
      objectType: 'table',
      name,
      actions: [swaps ? { type: 'swap', with: target } : { type: 'rename', to: target }],
      start: startFrom(p, from),
      end: endOf(p),
    });
  } while (eat(p, ','));
  if (at(p, 'ON')) skipOptions(p);
  return statements.length === 1
    ? { ...(statements[0] as AlterTable), start: startFrom(p, start), end: endOf(p) }
    : { kind: 'block', type: 'rename', statements, expressions: [], start: startFrom(p, start), end: endOf(p) };
}

/** OBJECT [::] a TO b (Synapse) */
function parseRenameObject(p: Cursor, start: number): Statement {
  advance(p);
  eat(p, '::');
  const name = parseDatasetName(p);
  if (!eat(p, 'TO')) fail(p, ['TO']);
  const to = parseDatasetName(p);
  return { kind: 'alter', objectType: 'table', name, actions: [{ type: 'rename', to }], start: startFrom(p, start), end: endOf(p) };
}

const DATASET_OBJECTS = new Set(['TABLE', 'VIEW', 'STREAM', 'DICTIONARY']);

/** `DROP ALIAS a FOR TABLE`, `DROP POLICY p ON t`: what is dropped is named before */
const ENDS_OBJECT = new Set([...DATASET_OBJECTS, 'FOR', 'ON']);

/** DROP [words] (TABLE | VIEW | …) [IF EXISTS] name, … options */
export function parseDrop(p: Cursor, start: number): Statement {
  advance(p);
  const typeStart = startOf(p);
  let i = 0;
  while (i < 4 && peekKind(p, i) === TokenKind.Word && !ENDS_OBJECT.has(i === 0 ? p.word : peek(p, i))) i++;
  if (!DATASET_OBJECTS.has(i === 0 ? p.word : peek(p, i))) {
    if (p.kind !== TokenKind.Word) fail(p, ['TABLE', 'VIEW']);
    return other(p, start);
  }
  for (; i > 0; i--) advance(p);
  const objectType = p.text.slice(typeStart, p.tokens.ends[p.pos]).toLowerCase();
  advance(p);
  ifExists(p);
  const names: DatasetName[] = [];
  do names.push(parseDatasetName(p));
  while (eat(p, ','));
  if (p.word !== '' || p.kind === TokenKind.Word) skipOptions(p);
  return { kind: 'drop', objectType, names, start: startFrom(p, start), end: endOf(p) } satisfies Drop;
}

/** TRUNCATE [TABLE] name, … options */
export function parseTruncate(p: Cursor, start: number): Truncate {
  advance(p);
  const names: DatasetName[] = [];
  if (p.grammar.settings && (at(p, 'DATABASE') || (at(p, 'ALL') && peekWordIs(p, 1, 'TABLES')))) {
    skipOptions(p); // ClickHouse: TRUNCATE DATABASE d, TRUNCATE ALL TABLES FROM d: whichever tables there are
    return { kind: 'truncate', names, start: startFrom(p, start), end: endOf(p) };
  }
  eat(p, 'TABLE');
  ifExists(p);
  do names.push(parseInheritedName(p));
  while (eat(p, ','));
  skipOptions(p);
  return { kind: 'truncate', names, start: startFrom(p, start), end: endOf(p) };
}
