/** What may follow a relation: aliases, samples, time travel, hints. */
import { TokenKind } from '../tokens.js';
import type { DerivedTable, Identifier, Relation, TableAlias, TableFunction, TableReference } from '../tree.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  eatPair,
  eatWord,
  endOf,
  peek,
  peekKind,
  peekWordIs,
  say,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
  touches,
} from './cursor.js';
import { parseBinary, parseExpression } from './expression.js';
import { JOIN_WORDS } from './from.js';
import { atAlias, noName, opensClause, parseIdentifier, takeIdentifier } from './name.js';
import { atPreferring } from './narrowing.js';
import { atPivot } from './pivot.js';
import { atSetOperator } from './query.js';
import { parseDeclaredColumns } from './relation.js';
import { Precedence } from './words.js';

// ── What follows a primary ───────────────────────────────────────────────────────────────────────────────────────────

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** A relation that is being read: its alias is still to come. */
type Aliased = TableReference | DerivedTable | TableFunction | Extract<Relation, { kind: 'parenthesized' }>;

/** { sample | time travel | hints | partition | ordinality | alias } */
export function withSuffixes(p: Cursor, relation: Aliased): Relation {
  let alias: TableAlias | undefined;
  let ordinality: Identifier | true | undefined;
  for (;;) {
    if (alias === undefined) {
      alias = parseTableAlias(p);
      if (alias !== undefined) continue;
    }
    if (atPair(p, 'WITH', 'ORDINALITY') || atPair(p, 'WITH', 'OFFSET')) {
      advance(p);
      const offset = at(p, 'OFFSET');
      advance(p);
      ordinality = true;
      if (offset && (eat(p, 'AS') || (atAlias(p, p.words.notTableAlias) && !at(p, 'LEFT')))) ordinality = parseIdentifier(p);
      continue;
    }
    if (!skipTableSuffix(p, relation)) break;
  }
  if (
    alias?.name.name === '' &&
    alias.columns.length > 0 &&
    !p.grammar.unnamedAliases &&
    (relation.kind !== 'table-function' || !hasTypes(p, alias))
  ) {
    const span = { start: alias.start, end: alias.end };
    const message = 'this alias has columns but no name';
    say(p, [{ severity: 'error', code: 'syntax', message, span, hint: 'write AS name (columns)' }]);
  }
  const open = relation as Writable<Aliased>;
  open.end = endOf(p);
  if (alias !== undefined) open.alias = alias;
  if (ordinality !== undefined && (open.kind === 'table-function' || open.kind === 'table')) open.ordinality = ordinality;
  return relation;
}

/** `AS (a int, b text)`: more than names and commas in the parentheses. */
function hasTypes(p: Cursor, alias: TableAlias): boolean {
  return p.text.slice(alias.columns[0]?.end, alias.columns[1]?.start ?? alias.end - 1).replace(/[\s,]/g, '') !== '';
}

/** [AS] name [ '(' name [type], … ')' ] | AS '(' name type, … ')' */
export function parseTableAlias(p: Cursor): TableAlias | undefined {
  const start = startOf(p);
  const withAs = at(p, 'AS') && peek(p) !== 'OF';
  if (!withAs && !atAlias(p, p.words.notTableAlias) && !(p.kind === TokenKind.String && p.grammar.stringAliases)) return undefined;
  if (!withAs && (isTableSuffix(p) || startsJoin(p) || opensClause(p))) return undefined;
  if (withAs) {
    advance(p);
    if (at(p, '('))
      return { kind: 'table-alias', name: noName(p), columns: parseDeclaredColumns(p), start: startFrom(p, start), end: endOf(p) };
  }
  const named =
    p.kind === TokenKind.Word &&
    p.words.notTableAlias[p.tokens.terminals[p.pos] as number] === 1 &&
    p.words.reserved[p.tokens.terminals[p.pos] as number] === 1;
  const name = named
    ? parseIdentifier(p, 'an alias')
    : p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.String || p.kind === TokenKind.Template
      ? takeIdentifier(p)
      : parseIdentifier(p, 'an alias');
  const columns = at(p, '(') && !isHintList(p) ? parseDeclaredColumns(p) : [];
  return { kind: 'table-alias', name, columns, start: startFrom(p, start), end: endOf(p) };
}

/** `t PARTITION p1` (Doris): one needs no parentheses. */
const namesPartition = (p: Cursor): boolean => p.grammar.namedPartitions && at(p, 'PARTITION') && peekKind(p) === TokenKind.Word;

export const HINTS = new Set([
  'NOLOCK',
  'ROWLOCK',
  'UPDLOCK',
  'READPAST',
  'HOLDLOCK',
  'TABLOCK',
  'TABLOCKX',
  'XLOCK',
  'PAGLOCK',
  'READUNCOMMITTED',
  'SERIALIZABLE',
  'INDEX',
  'NOWAIT',
  'FORCESEEK',
  'FORCESCAN',
  'READCOMMITTED',
]);
const isHintList = (p: Cursor): boolean =>
  peekKind(p) === TokenKind.Word &&
  HINTS.has(p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase()) &&
  p.grammar.tableHints;

/** A join's first word is no alias when JOIN follows: `a ASOF JOIN b`, `a GLOBAL ANY LEFT JOIN b`. */
export function startsJoin(p: Cursor): boolean {
  let i = 0;
  while (i < 4 && JOIN_WORDS.has(i === 0 ? p.word : peek(p, i))) i++;
  return i > 0 && (peek(p, i) === 'JOIN' || peek(p, i) === 'APPLY') && (i > 1 || p.word !== 'ALL');
}

/** Words that an alias could be but that begin a suffix here. */
export function isTableSuffix(p: Cursor): boolean {
  if (p.grammar.readOptions && atDb2Option(p)) return true;
  switch (p.word) {
    case 'AT':
      return peek(p) === '(' || atReference(p);
    case 'BEFORE':
      return peek(p) === '(' || peek(p) === 'SYSTEM_TIME';
    case 'CHANGES':
    case 'MATCH_CONDITION':
      return peek(p) === '(';
    case 'PIVOT':
    case 'UNPIVOT':
      return atPivot(p);
    case 'START':
      return peek(p) === 'WITH';
    case 'CONNECT':
      return peek(p) === 'BY';
    case 'PARTITIONED':
    case 'CLUSTERED':
      return peek(p) === 'BY';
    case 'MODEL':
      return p.grammar.model;
    case 'MAP':
    case 'REDUCE':
      return p.grammar.transform && peekKind(p) === TokenKind.Word;
    case 'SAMPLE':
      return p.grammar.sample || p.grammar.sampleClause;
    case 'FINAL':
      return p.grammar.final;
    case 'VERSION':
    case 'TIMESTAMP':
    case 'SYSTEM_VERSION':
    case 'SYSTEM_TIME':
      return peek(p) === 'AS' && peek(p, 2) === 'OF';
    case 'VERSIONS':
      return peek(p) === 'BETWEEN';
    case 'PARTITION':
    case 'SUBPARTITION':
      return peek(p) === '(' || peek(p) === 'FOR' || peek(p) === 'BY' || namesPartition(p);
    case 'USE':
    case 'FORCE':
    case 'IGNORE':
      return peek(p) === 'INDEX' || peek(p) === 'KEY';
    case 'ARRAY':
      return peek(p) === 'JOIN';
    case 'CLUSTER':
    case 'SORT':
    case 'DISTRIBUTE':
      return peek(p) === 'BY';
    case 'SETTINGS':
    case 'FORMAT':
      return p.grammar.settings;
    case 'GO':
      return p.grammar.goBatches;
    case 'MINUS':
      return p.grammar.minus || peek(p) === 'SELECT';
    case 'INTERSECT':
    case 'EXCEPT':
      return atSetOperator(p);
    case 'SET':
    case 'QUALIFY':
      return peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peekKind(p) === TokenKind.Parameter || peek(p) === '(';
    case 'OPTION':
      return peek(p) === '(';
    case 'OPTIONS':
      return p.grammar.queryOptions && peek(p) === '('; // Materialize's hints behind a query
    case 'DISTRIBUTED':
      return peek(p) === 'BY' || peekWordIs(p, 1, 'RANDOMLY') || peekWordIs(p, 1, 'REPLICATED'); // Greenplum: CREATE … AS SELECT a FROM t DISTRIBUTED BY (a)
    case 'SCATTER':
      return peek(p) === 'BY' || peekWordIs(p, 1, 'RANDOMLY');
    case 'INCLUDE':
      return peek(p) === '('; // DB2: UPDATE t INCLUDE (a INT) SET …
    case 'PRIMARY':
      return peek(p) === 'INDEX'; // Teradata: CREATE JOIN INDEX i AS SELECT a FROM t PRIMARY INDEX (a)
    case 'COMMENT':
      return peek(p) === 'IS'; // Exasol: CREATE VIEW v AS SELECT a FROM t COMMENT IS 'x'
    case 'LOCK':
      return peek(p) === 'IN';
    case 'EMIT':
      return peekWordIs(p, 1, 'CHANGES');
    case 'SELECT':
    case 'INSERT':
      return true;
    case 'DO': // FOR r AS SELECT … FROM t DO INSERT …
      return peek(p) === 'INSERT' || peek(p) === 'SELECT' || peek(p) === 'SET' || peek(p) === 'CALL' || STATEMENT_WORDS.has(peek(p));
    default:
      if (p.grammar.semicolonless && STATEMENT_WORDS.has(p.word)) return true;
      if (p.word !== '') return false;
      return (
        atWord(p, 'INDEXED') ||
        atWord(p, 'SETMINUS') ||
        atWord(p, 'TIMESERIES') ||
        atTablet(p) ||
        (atWord(p, 'SEGMENTED') && peek(p) === 'BY') ||
        (atWord(p, 'UNSEGMENTED') && peek(p) !== ',') ||
        (atWord(p, 'LOGGING') && (peek(p) === 'ALL' || peekWordIs(p, 1, 'ERRORS'))) ||
        atPreferring(p) ||
        (atWord(p, 'EXPAND') && peek(p) === 'ON') ||
        (atWord(p, 'LOG') && peekWordIs(p, 1, 'ERRORS'))
      );
  }
}

export const atDb2Option = (p: Cursor): boolean =>
  (at(p, 'OPTIMIZE') && peek(p) === 'FOR') ||
  (at(p, 'SKIP') && peekWordIs(p, 1, 'LOCKED')) ||
  (atWord(p, 'WAIT') && peek(p) === 'FOR') ||
  (at(p, 'USE') && peekWordIs(p, 1, 'CURRENTLY')) ||
  at(p, 'NOWAIT') ||
  (atWord(p, 'QUERYNO') && peekKind(p) === TokenKind.Number);

/** Dremio, Nessie: t AT BRANCH b, t AT TAG x, t AT SNAPSHOT 'y' */
const atTablet = (p: Cursor): boolean => p.grammar.indexHints && atWord(p, 'TABLET') && peek(p) === '(';

export const atReference = (p: Cursor): boolean =>
  at(p, 'AT') && ['TIMESTAMP', 'BRANCH', 'TAG', 'COMMIT', 'REFERENCE', 'REF', 'SNAPSHOT'].some((word) => peekWordIs(p, 1, word));

export function skipReference(p: Cursor): void {
  advance(p);
  advance(p);
  advance(p);
}

const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  'UPDATE',
  'DELETE',
  'MERGE',
  'EXEC',
  'EXECUTE',
  'DECLARE',
  'PRINT',
  'IF',
  'WHILE',
  'BEGIN',
  'END',
  'RETURN',
  'DROP',
  'TRUNCATE',
  'ALTER',
  'FETCH',
  'CLOSE',
  'OPEN',
  'DEALLOCATE',
  'COMMIT',
  'ROLLBACK',
]);

/** Takes a suffix that says nothing about columns. */
function skipTableSuffix(p: Cursor, relation: Aliased): boolean {
  switch (p.word) {
    case 'TABLESAMPLE':
      advance(p);
      if (p.kind === TokenKind.Word) advance(p);
      while (eat(p, '.')) advance(p); // a method of some schema
      if (at(p, '(')) skipBalanced(p);
      else if (p.kind === TokenKind.Number) {
        advance(p);
        if (at(p, '%') || at(p, 'PERCENT') || at(p, 'ROWS')) advance(p);
        if (at(p, '(')) skipBalanced(p); // DuckDB: 10% (bernoulli, 42)
      }
      if ((at(p, 'REPEATABLE') || at(p, 'SEED')) && (peek(p) === '(' || peekKind(p) === TokenKind.Number)) {
        advance(p);
        skipBalanced(p);
      }
      return true;
    case 'INDEX': // Doris: FROM t INDEX i
      if (!p.grammar.indexHints || peekKind(p) !== TokenKind.Word) return false;
      advance(p);
      advance(p);
      return true;
    case 'SAMPLE':
      if (!p.grammar.sample) return false;
      advance(p);
      if (p.kind === TokenKind.Word && !at(p, 'WHERE')) advance(p);
      if (at(p, '(')) skipBalanced(p);
      else {
        while (p.kind === TokenKind.Number || at(p, '/') || at(p, '%')) advance(p);
        if (eat(p, 'OFFSET')) while (p.kind === TokenKind.Number || at(p, '/')) advance(p);
      }
      if ((at(p, 'SEED') || at(p, 'REPEATABLE')) && peek(p) === '(') {
        advance(p);
        skipBalanced(p);
      }
      return true;
    case 'FINAL':
      if (!p.grammar.final) return false;
      advance(p);
      return true;
    case 'FOR':
      if (!peekWordIs(p, 1, 'PATH')) return skipTimeTravel(p);
      advance(p); // T-SQL: FROM knows FOR PATH AS k
      advance(p);
      return true;
    case 'AT':
      if (!atReference(p)) return skipAtClause(p);
      skipReference(p);
      return true;
    case 'BEFORE':
    case 'CHANGES':
      return skipAtClause(p);
    case 'VERSION':
    case 'TIMESTAMP':
    case 'SYSTEM_VERSION':
    case 'SYSTEM_TIME':
      if (!(peek(p) === 'AS' && peek(p, 2) === 'OF')) return false;
      advance(p);
      advance(p);
      advance(p);
      parseExpression(p);
      return true;
    case 'AS':
      if (peek(p) !== 'OF') return false;
      advance(p);
      advance(p);
      if (at(p, 'TIMESTAMP') || at(p, 'SYSTEM') || at(p, 'VALIDTIME') || at(p, 'TRANSACTIONTIME') || atWord(p, 'SCN')) advance(p);
      if (at(p, 'TIME')) advance(p);
      if (at(p, 'AT') && peekWordIs(p, 1, 'LEAST')) {
        advance(p); // Materialize: AS OF AT LEAST x
        advance(p);
      }
      parseExpression(p);
      return true;
    case 'VERSIONS':
      if (peek(p) !== 'BETWEEN') return false;
      skipUntil(p, (q) => at(q, 'AND'));
      advance(p);
      advance(p);
      return true;
    case 'PARTITION':
    case 'SUBPARTITION':
      if (peek(p) !== '(' && peek(p) !== 'FOR' && !(peek(p) === 'BY' && peek(p, 2) === '(') && !namesPartition(p)) return false;
      advance(p);
      if (!eat(p, 'FOR')) eat(p, 'BY');
      skipBalanced(p);
      return true;
    case 'WITH':
      if (peek(p) !== '(' || !p.grammar.tableHints) return false;
      advance(p);
      skipBalanced(p);
      return true;
    case 'USE':
    case 'FORCE':
    case 'IGNORE':
      if (peek(p) !== 'INDEX' && peek(p) !== 'KEY') return false;
      while (!at(p, '(') && p.kind === TokenKind.Word) advance(p);
      skipBalanced(p);
      return true;
    case 'NOT':
      if (!peekWordIs(p, 1, 'INDEXED')) return false;
      advance(p);
      advance(p);
      return true;
    case '(':
      if (isHintList(p)) skipBalanced(p);
      else if (peek(p) === '+' && peek(p, 2) === ')')
        skipBalanced(p); // Oracle: TABLE(t.items) (+)
      else return false;
      return true;
    case '@':
      if (relation.kind !== 'table' && !p.grammar.tableOperators) return false;
      advance(p);
      advance(p);
      return true;
    default:
      if (atWord(p, 'INDEXED') && peek(p) === 'BY') {
        advance(p);
        advance(p);
        advance(p);
        return true;
      }
      if (atTablet(p) || (p.kind === TokenKind.Parameter && touches(p) && peek(p) === '(' && relation.kind === 'table')) {
        advance(p); // Doris: t TABLET (1), t@branch(b)
        skipBalanced(p);
        return true;
      }
      if (p.kind === TokenKind.Template && textOf(p).includes('sample')) {
        advance(p);
        return true;
      }
      return false;
  }
}

/** (AT | BEFORE | CHANGES) '(' … ')' [END '(' … ')'] (Snowflake) */
function skipAtClause(p: Cursor): boolean {
  if (peek(p) !== '(') return false;
  advance(p);
  skipBalanced(p);
  if (at(p, 'END') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return true;
}

/** FOR (SYSTEM_TIME | SYSTEM_VERSION | VERSION | TIMESTAMP | …) (AS OF x | BEFORE x | FROM x TO y | BETWEEN x AND y | CONTAINED IN (…) | ALL) */
export function skipTimeTravel(p: Cursor): boolean {
  const next = peek(p);
  if (next === 'SYSTEM' && peek(p, 2) === 'TIME') advance(p);
  const named =
    peek(p) === 'TIME' ||
    peekWordIs(p, 1, 'PORTION') ||
    next === 'SYSTEM_TIME' ||
    next === 'SYSTEM_VERSION' ||
    next === 'VERSION' ||
    next === 'TIMESTAMP' ||
    peekWordIs(p, 1, 'BUSINESS_TIME') ||
    peekWordIs(p, 1, 'APPLICATION_TIME');
  if (!named) return false;
  advance(p);
  advance(p);
  if (eat(p, 'OF')) parseIdentifier(p); // FOR PORTION OF period FROM x TO y
  if (eatPair(p, 'AS', 'OF')) parsePointInTime(p);
  else if (eat(p, 'FROM') || eat(p, 'BETWEEN')) {
    parsePointInTime(p);
    if (eat(p, 'TO') || eat(p, 'AND')) parsePointInTime(p);
  } else if (eatWord(p, 'BEFORE')) parseExpression(p);
  else if (eat(p, 'ALL')) return true;
  else {
    advance(p);
    eat(p, 'IN');
    if (at(p, '(')) skipBalanced(p);
  }
  return true;
}

/** [TRANSACTION | TIMESTAMP] expression (MariaDB), one that ends before AND */
function parsePointInTime(p: Cursor): void {
  const next = peekKind(p);
  const word = next === TokenKind.Word && peek(p) !== 'AS' && peek(p) !== 'WITH';
  if ((at(p, 'TRANSACTION') && next !== TokenKind.Symbol) || (at(p, 'TIMESTAMP') && (word || next === TokenKind.Parameter))) advance(p);
  parseBinary(p, Precedence.other);
}
