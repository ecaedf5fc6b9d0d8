/** Statements that change rows: INSERT, UPDATE, DELETE, MERGE, COPY. */
import { TokenKind } from '../tokens.js';
import type {
  Assignment,
  ColumnName,
  ConditionalInsert,
  Copy,
  DatasetName,
  Delete,
  Expression,
  Insert,
  Merge,
  MergeAction,
  MergeBranch,
  MultiInsert,
  Query,
  Relation,
  SelectItem,
  Statement,
  TableAlias,
  Update,
  With,
} from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  fail,
  peek,
  peekKind,
  peekWordIs,
  skipBalanced,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseColumnName, parseExpression } from './expression.js';
import { parseRelation, parseRelations, parseTableAlias } from './from.js';
import { atAlias, atDatasetName, parseDatasetName, parseIdentifier, parseNameList, takeIdentifier } from './name.js';
import { atQuery, parseParenthesizedQuery, parseQuery, parseSelectItems, parseValues, startsQuery } from './query.js';

// ── INSERT ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** (INSERT | REPLACE | UPSERT) … INTO target [(columns)] source [ON CONFLICT …] [RETURNING …] | INSERT ALL … | INSERT OVERWRITE DIRECTORY … */
export function parseInsert(p: Cursor, start: number, clause: With | undefined): Statement {
  advance(p);
  if ((at(p, 'ALL') || at(p, 'FIRST')) && (peek(p) === 'WHEN' || peek(p) === 'INTO')) return parseMultiInsert(p, start, clause, false);
  if (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'FIRST')) {
    advance(p);
    return parseMultiInsert(p, start, clause, true);
  }
  return parseInsertInto(p, start, clause);
}

const INSERT_OPTIONS = new Set(['LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'IGNORE', 'BULK', 'REPLACE', 'TOP']);

export function parseInsertInto(p: Cursor, start: number, clause: With | undefined): Insert | Copy {
  while (INSERT_OPTIONS.has(p.word)) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
  if (at(p, 'OR') && (peek(p) === 'REPLACE' || peekKind(p) === TokenKind.Word)) {
    advance(p);
    advance(p);
  }
  const overwrite = eat(p, 'OVERWRITE');
  if (overwrite && (at(p, 'DIRECTORY') || (at(p, 'LOCAL') && peek(p) === 'DIRECTORY'))) return parseInsertDirectory(p, start);
  eat(p, 'INTO');
  if (at(p, 'TABLE') || (at(p, 'FUNCTION') && peekKind(p) === TokenKind.Word)) advance(p);
  const target = atQuery(p) ? parseQueryTarget(p) : at(p, 'IDENTIFIER') || !isCallTarget(p) ? parseDatasetName(p) : parseCallTarget(p);
  const body = parseInsertBody(p, overwrite);
  return {
    kind: 'insert',
    ...(clause && { with: clause }),
    target,
    overwrite: overwrite || body.replaces,
    ...body.parts,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** ClickHouse's INSERT INTO FUNCTION file('x') and the like. */
const isCallTarget = (p: Cursor): boolean =>
  p.kind === TokenKind.Word &&
  peek(p) === '(' &&
  ((p.grammar.settings && (peekKind(p, 2) === TokenKind.String || peekKind(p, 2) === TokenKind.Number)) ||
    (p.grammar.semicolonless && /^OPEN(QUERY|ROWSET|DATASOURCE)$/i.test(textOf(p))));

/** INSERT INTO '(' SELECT … FROM t ')' (Oracle): the rows go to t. */
function parseQueryTarget(p: Cursor): DatasetName {
  const start = startOf(p);
  const { body } = parseParenthesizedQuery(p);
  const [relation] = body.kind === 'select' ? body.from : [];
  return relation?.kind === 'table'
    ? relation.name
    : { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
}

function parseCallTarget(p: Cursor): DatasetName {
  const start = startOf(p);
  advance(p);
  skipBalanced(p);
  return { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type InsertParts = Pick<
  Insert,
  'targetAlias' | 'columns' | 'partition' | 'source' | 'set' | 'byName' | 'onConflict' | 'onConflictWhere' | 'rowAlias' | 'returning'
>;

/** What stands behind the target. */
function parseInsertBody(p: Cursor, overwrite: boolean): { parts: InsertParts; replaces: boolean } {
  const parts: Writable<InsertParts> = { columns: [], partition: [], set: [], byName: false, onConflict: [], returning: [] };
  let replaces = overwrite;
  if (eat(p, 'AS') || (atAlias(p, p.words.notTableAlias) && !INSERT_WORDS.has(p.word))) parts.targetAlias = takeIdentifier(p);
  for (;;) {
    if (at(p, 'PARTITION') && peek(p) === '(') {
      advance(p);
      parts.partition = parseAssignmentList(p);
    } else if (at(p, 'BY') && peek(p) === 'NAME') {
      advance(p);
      advance(p);
      parts.byName = true;
    } else if (at(p, 'BY') && peek(p) === 'POSITION') {
      advance(p);
      advance(p);
    } else if (at(p, 'IF') && peek(p) === 'NOT') {
      advance(p);
      advance(p);
      expect(p, 'EXISTS');
    } else if (at(p, 'REPLACE') && (peek(p) === 'WHERE' || peek(p) === 'USING' || peek(p) === 'ON')) {
      replaces = true;
      advance(p);
      if (eat(p, 'WHERE')) parseExpression(p);
      else skipUntil(p, startsSource);
    } else if ((at(p, 'WITH') || at(p, 'OPTIONS')) && peek(p) === '(' && !startsQuery(p)) {
      advance(p);
      skipBalanced(p);
    } else if (at(p, 'OVERRIDING')) {
      advance(p);
      advance(p);
      expect(p, 'VALUE');
    } else if (at(p, '['))
      skipBalanced(p); // Impala: [SHUFFLE]
    else if (at(p, 'WITH') && peekWordIs(p, 1, 'LABEL')) {
      advance(p);
      advance(p);
      advance(p);
    } else if (at(p, 'OUTPUT')) skipOutput(p, parts);
    else if (at(p, 'SETTINGS') && p.grammar.settings) skipUntil(p, startsSource);
    else if (at(p, 'OVERWRITE') && (peek(p) === 'ALL' || peek(p) === 'WHERE')) {
      // Druid: REPLACE INTO t OVERWRITE ALL
      replaces = true;
      advance(p);
      if (!eat(p, 'ALL')) {
        advance(p);
        parseExpression(p);
      }
    } else if (at(p, '(') && parts.columns.length === 0 && !atQuery(p) && !isNestedQuery(p)) parts.columns = parseColumnList(p);
    else break;
  }
  parseInsertSource(p, parts);
  parseInsertTail(p, parts);
  return { parts, replaces };
}

const INSERT_WORDS = new Set([
  'VALUES',
  'VALUE',
  'SELECT',
  'SET',
  'DEFAULT',
  'PARTITION',
  'OVERRIDING',
  'OUTPUT',
  'TABLE',
  'BY',
  'IF',
  'REPLACE',
  'FORMAT',
  'SETTINGS',
  'EXEC',
  'EXECUTE',
  'FROM',
  'WITH',
]);
const startsSource = (p: Cursor): boolean => startsQuery(p) || at(p, 'VALUES') || at(p, 'VALUE') || at(p, 'FORMAT');

/** `((SELECT …) UNION …)` behind the target is the source, not a column list. */
function isNestedQuery(p: Cursor): boolean {
  let i = 0;
  while ((i === 0 ? p.word : peek(p, i)) === '(') i++;
  return i > 0 && (peek(p, i) === 'SELECT' || peek(p, i) === 'WITH' || (i > 1 && peek(p, i) === 'VALUES'));
}

/** '(' column, … ')' */
export function parseColumnList(p: Cursor): ColumnName[] {
  const columns: ColumnName[] = [];
  expect(p, '(');
  while (!at(p, ')')) {
    if (at(p, '*')) {
      // ClickHouse: INSERT INTO t (* EXCEPT (a))
      skipUntil(p, () => false);
      break;
    }
    if (p.kind === TokenKind.String && p.grammar.stringNames) {
      const name = takeIdentifier(p);
      columns.push({ kind: 'column-name', parts: [name], start: name.start, end: name.end });
    } else columns.push(parseColumnName(p));
    while (at(p, '[') && p.grammar.subscripts) skipBalanced(p);
    if (at(p, 'AS') || atWord(p, 'FILLER')) skipUntil(p, (q) => at(q, ',')); // Vertica: COPY t (a, b AS a + 1)
    while (at(p, '.')) {
      advance(p);
      advance(p);
    }
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return columns;
}

function parseInsertSource(p: Cursor, parts: Writable<InsertParts>): void {
  if (eatPair(p, 'DEFAULT', 'VALUES')) return;
  if (at(p, 'SET')) {
    advance(p);
    parts.set = parseAssignments(p);
    return;
  }
  if (at(p, 'VALUE') || (at(p, 'VALUES') && !startsQuery(p))) {
    const start = startOf(p);
    const body =
      peekKind(p) === TokenKind.Parameter || peek(p) === '(' || peek(p) === 'ROW' || peekKind(p) !== TokenKind.End
        ? parseValues(p)
        : (advance(p), { kind: 'values' as const, rows: [], start: startFrom(p, start), end: endOf(p) });
    parts.source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
    return;
  }
  if (at(p, 'FORMAT') && p.grammar.settings) {
    // rows in another notation follow: nothing here to read
    while (p.kind !== TokenKind.End && !at(p, ';')) advance(p);
    return;
  }
  if (at(p, 'EXEC') || at(p, 'EXECUTE')) {
    skipUntil(p, () => false);
    return;
  }
  if (at(p, 'FROM') && p.kind === TokenKind.Word && atWordInfile(p)) {
    skipUntil(p, () => false);
    return;
  }
  if (at(p, 'TABLE') && !startsQuery(p)) {
    const start = startOf(p);
    advance(p);
    const body = { kind: 'table-query' as const, name: parseDatasetName(p), start: startFrom(p, start), end: endOf(p) };
    parts.source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, start), end: endOf(p) };
    return;
  }
  if (startsQuery(p) || at(p, '(') || p.kind === TokenKind.Template) parts.source = parseQuery(p);
  else if (parts.partition.length === 0 || p.kind === TokenKind.End) fail(p, ['VALUES', 'SELECT']);
  else parts.source = parseQuery(p);
}

const atWordInfile = (p: Cursor): boolean => p.text.slice(p.tokens.starts[p.pos + 1], p.tokens.ends[p.pos + 1]).toUpperCase() === 'INFILE';

/** [AS alias (columns)] [ON CONFLICT … | ON DUPLICATE KEY UPDATE …] [RETURNING …] */
function parseInsertTail(p: Cursor, parts: Writable<InsertParts>): void {
  if (at(p, 'AS')) {
    const alias: TableAlias | undefined = parseTableAlias(p);
    if (alias !== undefined) parts.rowAlias = alias;
  }
  while (at(p, 'ON')) {
    advance(p);
    if (eat(p, 'DUPLICATE')) {
      expect(p, 'KEY');
      expect(p, 'UPDATE');
      parts.onConflict = parseAssignments(p);
    } else if (eat(p, 'CONFLICT')) parseOnConflict(p, parts);
    else {
      fail(p, ['CONFLICT', 'DUPLICATE KEY UPDATE']);
      return;
    }
  }
  if (at(p, 'RETURNING')) parts.returning = parseReturning(p);
  if ((at(p, 'PARTITIONED') || at(p, 'CLUSTERED')) && peek(p) === 'BY') skipUntil(p, () => false); // Druid
}

/** … CONFLICT [(columns) [WHERE …] | ON CONSTRAINT name] DO (NOTHING | UPDATE SET … [WHERE …]) */
function parseOnConflict(p: Cursor, parts: Writable<InsertParts>): void {
  if (at(p, '(')) {
    skipBalanced(p);
    if (eat(p, 'WHERE')) parseExpression(p);
  } else if (eatPair(p, 'ON', 'CONSTRAINT')) parseIdentifier(p);
  expect(p, 'DO');
  if (eat(p, 'NOTHING')) return;
  expect(p, 'UPDATE');
  if (!at(p, 'SET') && p.grammar.settings) return;
  expect(p, 'SET');
  parts.onConflict = [...parts.onConflict, ...parseAssignments(p)];
  if (eat(p, 'WHERE')) parts.onConflictWhere = parseExpression(p);
}

/** RETURNING items [INTO variables] */
export function parseReturning(p: Cursor): SelectItem[] {
  const items: SelectItem[] = [];
  advance(p);
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  parseSelectItems(p, items);
  if (at(p, 'INTO') || (at(p, 'BULK') && peek(p) !== ',')) skipUntil(p, () => false);
  return items;
}

/** T-SQL: OUTPUT items [INTO target [(columns)]] */
function skipOutput(p: Cursor, into: { returning: readonly SelectItem[] }): void {
  const items: SelectItem[] = [];
  advance(p);
  parseSelectItems(p, items);
  into.returning = items;
  if (eat(p, 'INTO')) {
    if (p.kind === TokenKind.Parameter) advance(p);
    else parseDatasetName(p);
    if (at(p, '(') && !atQuery(p)) skipBalanced(p);
  }
}

/** INSERT OVERWRITE [LOCAL] DIRECTORY path [format options] query */
function parseInsertDirectory(p: Cursor, start: number): Copy {
  eat(p, 'LOCAL');
  advance(p);
  const target = p.kind === TokenKind.String ? pathName(p) : undefined;
  skipUntil(p, (q) => startsQuery(q) || at(q, 'TABLE'));
  const source = p.kind === TokenKind.End ? undefined : parseQuery(p);
  return { kind: 'copy', ...(target && { target }), columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** A string as the name of a path. */
export function pathName(p: Cursor): DatasetName {
  const part = takeIdentifier(p);
  return { kind: 'dataset-name', form: part.name.startsWith('@') ? 'stage' : 'path', parts: [part], start: part.start, end: part.end };
}

// ── Multi-table INSERT ───────────────────────────────────────────────────────────────────────────────────────────────

/** INSERT (ALL | FIRST) { [WHEN condition THEN] { INTO target [(columns)] [VALUES (…)] } } [ELSE …] query */
function parseMultiInsert(p: Cursor, start: number, clause: With | undefined, overwrite: boolean): MultiInsert {
  const first = at(p, 'FIRST');
  advance(p);
  const inserts: ConditionalInsert[] = [];
  let when: Expression | undefined;
  let otherwise = false;
  for (;;) {
    if (eat(p, 'WHEN')) {
      when = parseExpression(p);
      expect(p, 'THEN');
    } else if (eat(p, 'ELSE')) {
      when = undefined;
      otherwise = true;
    }
    if (!at(p, 'INTO')) break;
    inserts.push(parseIntoBranch(p, when, otherwise, overwrite));
  }
  if (inserts.length === 0) fail(p, ['INTO', 'WHEN']);
  const source = parseQuery(p);
  return {
    kind: 'multi-insert',
    ...(clause && { with: clause }),
    source,
    from: [],
    inserts,
    first,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseIntoBranch(p: Cursor, when: Expression | undefined, otherwise: boolean, overwrite: boolean): ConditionalInsert {
  const start = startOf(p);
  const branchStart = when?.start ?? start;
  advance(p);
  const target = parseDatasetName(p);
  if (atAlias(p, p.words.notTableAlias) && !at(p, 'WHEN') && !at(p, 'INTO') && !at(p, 'SELECT') && !at(p, 'ELSE')) advance(p);
  const columns = at(p, '(') ? parseColumnList(p) : [];
  let source: Query | undefined;
  if (at(p, 'VALUES')) {
    const from = startOf(p);
    const body = parseValues(p);
    source = { kind: 'query', body, orderBy: [], limit: [], pipe: [], start: startFrom(p, from), end: endOf(p) };
  }
  const span = spanFrom(p, start);
  const insert: Insert = {
    kind: 'insert',
    target,
    columns,
    partition: [],
    ...(source && { source }),
    set: [],
    overwrite,
    byName: false,
    onConflict: [],
    returning: [],
    ...span,
  };
  return { kind: 'conditional-insert', ...(when && { when }), otherwise, insert, start: branchStart, end: span.end };
}

/** FROM relations { INSERT … SELECT … } (Hive, Spark) */
export function parseFromInsert(p: Cursor, start: number, clause: With | undefined): Statement {
  advance(p);
  const from = parseRelations(p);
  const inserts: ConditionalInsert[] = [];
  while (at(p, 'INSERT')) {
    const at0 = startOf(p);
    advance(p);
    const insert = asInsert(parseInsertInto(p, at0, undefined));
    inserts.push({ kind: 'conditional-insert', otherwise: false, insert, start: insert.start, end: insert.end });
  }
  return { kind: 'multi-insert', ...(clause && { with: clause }), from, inserts, first: false, start: startFrom(p, start), end: endOf(p) };
}

/** INSERT OVERWRITE DIRECTORY among a multi-insert's branches: a path as the target. */
function asInsert(statement: Insert | Copy): Insert {
  if (statement.kind === 'insert') return statement;
  const { start, end } = statement;
  const target: DatasetName = statement.target ?? { kind: 'dataset-name', form: 'dynamic', parts: [], start, end: start };
  const source = statement.source?.kind === 'query' ? statement.source : undefined;
  return {
    kind: 'insert',
    target,
    columns: [],
    partition: [],
    ...(source && { source }),
    set: [],
    overwrite: true,
    byName: false,
    onConflict: [],
    returning: [],
    start,
    end,
  };
}

/** Whether FROM opens Hive's multi-insert: INSERT follows before the statement ends. */
export function isFromInsert(p: Cursor): boolean {
  let open = 0;
  for (let i = 1; ; i++) {
    const word = peek(p, i);
    if (word === '(') open++;
    else if (word === ')') open--;
    else if (open === 0 && word === 'INSERT') return true;
    else if ((open === 0 && (word === 'SELECT' || word === ';')) || peekKind(p, i) === TokenKind.End) return false;
  }
}

// ── Assignments ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** assignment { ',' assignment } */
export function parseAssignments(p: Cursor): Assignment[] {
  const list: Assignment[] = [];
  do {
    if (list.length > 0 && p.trailingCommas && (at(p, 'WHERE') || at(p, 'FROM') || at(p, ';'))) break;
    list.push(parseAssignment(p));
  } while (eat(p, ','));
  return list;
}

/** column '=' expression | '(' column, … ')' '=' row | @variable '=' [column '='] expression */
function parseAssignment(p: Cursor): Assignment {
  const start = startOf(p);
  const targets: ColumnName[] = [];
  if (at(p, '(')) targets.push(...parseColumnList(p));
  else if (p.kind === TokenKind.Parameter) {
    advance(p);
    if (at(p, '=') && (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) && peek(p, 2) === '=') {
      advance(p);
      targets.push(parseColumnName(p));
    }
  } else targets.push(parseColumnName(p));
  while (at(p, '[') || at(p, '.')) {
    // an element or a field of the column: a[1] = x, a.b[2].c = x
    if (at(p, '[')) skipBalanced(p);
    else {
      advance(p);
      advance(p);
    }
  }
  if (at(p, '(')) {
    // T-SQL: column.WRITE(…)
    skipBalanced(p);
    return {
      kind: 'assignment',
      targets,
      value: { kind: 'keyword', text: 'write', start: startFrom(p, start), end: endOf(p) },
      start: startFrom(p, start),
      end: endOf(p),
    };
  }
  const [target] = targets;
  if (COMPOUND.has(p.word)) {
    // `a += 1` is `a = a + 1`
    const operator = p.word.slice(0, -1);
    advance(p);
    const added = parseExpression(p);
    const value: Expression =
      target === undefined
        ? added
        : { kind: 'operation', operators: [operator], operands: [target, added], start: startFrom(p, start), end: endOf(p) };
    return { kind: 'assignment', targets, value, start: startFrom(p, start), end: endOf(p) };
  }
  if (!eat(p, '=') && !eat(p, ':=')) fail(p, ["'='"]);
  const value = parseExpression(p);
  return { kind: 'assignment', targets, value, start: startFrom(p, start), end: endOf(p) };
}

const COMPOUND = new Set(['+=', '-=', '*=', '/=', '%=', '&=', '|=']);

/** '(' name ['=' expression], … ')' : partitions */
function parseAssignmentList(p: Cursor): Assignment[] {
  const list: Assignment[] = [];
  expect(p, '(');
  while (!at(p, ')')) {
    const start = startOf(p);
    const target = parseColumnName(p);
    const value: Expression =
      at(p, '=') || at(p, '==') ? (advance(p), parseExpression(p)) : { kind: 'missing', start: startFrom(p, start), end: endOf(p) };
    while (p.kind === TokenKind.Symbol && !at(p, ',') && !at(p, ')')) {
      advance(p);
      parseExpression(p);
    }
    list.push({ kind: 'assignment', targets: [target], value, start: startFrom(p, start), end: endOf(p) });
    if (!eat(p, ',') && !eat(p, 'AND')) break;
  }
  expect(p, ')');
  return list;
}

// ── UPDATE and DELETE ────────────────────────────────────────────────────────────────────────────────────────────────

/** UPDATE target SET assignments [FROM …] [WHERE …] [RETURNING …] */
export function parseUpdate(p: Cursor, start: number, clause: With | undefined): Update {
  advance(p);
  while (at(p, 'LOW_PRIORITY') || at(p, 'IGNORE') || (at(p, 'TOP') && peek(p) === '(')) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
  if (at(p, 'OR') && peekKind(p) === TokenKind.Word) {
    advance(p);
    advance(p);
  }
  const targets = parseRelations(p);
  let target = targets[0] as Relation;
  for (const next of targets.slice(1))
    target = {
      kind: 'join',
      type: 'cross',
      natural: false,
      asof: false,
      left: target,
      right: next,
      using: [],
      lateral: false,
      start: target.start,
      end: next.end,
    };
  const from: Relation[] = at(p, 'FROM') ? (advance(p), parseRelations(p)) : []; // Teradata: UPDATE t FROM s SET …
  expect(p, 'SET');
  const assignments = parseAssignments(p);
  const rest = { returning: [] as SelectItem[] };
  if (at(p, 'OUTPUT')) skipOutput(p, rest);
  if (eat(p, 'FROM')) from.push(...parseRelations(p));
  const where = parseWhere(p);
  skipOrderAndLimit(p);
  if (at(p, 'RETURNING')) rest.returning = parseReturning(p);
  return {
    kind: 'update',
    ...(clause && { with: clause }),
    target,
    assignments,
    from,
    ...(where && { where }),
    returning: rest.returning,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** WHERE condition | WHERE CURRENT OF cursor | ALL (Teradata) */
function parseWhere(p: Cursor): Expression | undefined {
  if (at(p, 'ALL')) advance(p);
  if (!eat(p, 'WHERE')) return undefined;
  if (at(p, 'CURRENT') && peek(p) === 'OF') {
    advance(p);
    advance(p);
    advance(p);
    return undefined;
  }
  return parseExpression(p);
}

function skipOrderAndLimit(p: Cursor): void {
  if (at(p, 'ORDER') && peek(p) === 'BY') skipUntil(p, (q) => at(q, 'LIMIT') || at(q, 'RETURNING'));
  if (at(p, 'LIMIT')) {
    advance(p);
    skipUntil(p, (q) => at(q, 'RETURNING') || at(q, 'SELECT'));
  }
  if (at(p, 'OPTION') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
}

/** DELETE [FROM] target [USING | FROM …] [WHERE …] [RETURNING …] | DELETE t, u FROM … (MySQL) */
export function parseDelete(p: Cursor, start: number, clause: With | undefined): Delete {
  advance(p);
  while (at(p, 'LOW_PRIORITY') || at(p, 'QUICK') || at(p, 'IGNORE') || (at(p, 'TOP') && peek(p) === '(') || at(p, 'HISTORY')) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
  if (!eat(p, 'FROM') && p.grammar.deleteNeedsFrom) fail(p, ['FROM']);
  if (at(p, '*')) advance(p);
  eat(p, 'FROM');
  const targets = parseRelations(p);
  if (at(p, 'BEFORE')) skipUntil(p, () => false); // MariaDB: DELETE HISTORY … BEFORE SYSTEM_TIME x
  const rest = { returning: [] as SelectItem[] };
  if (at(p, 'OUTPUT')) skipOutput(p, rest);
  const using: Relation[] = eat(p, 'USING') || eat(p, 'FROM') ? parseRelations(p) : [];
  using.push(...targets.slice(1));
  const where = parseWhere(p);
  skipOrderAndLimit(p);
  if (at(p, 'RETURNING')) rest.returning = parseReturning(p);
  return {
    kind: 'delete',
    ...(clause && { with: clause }),
    target: targets[0] as Relation,
    using,
    ...(where && { where }),
    returning: rest.returning,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

// ── MERGE ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** MERGE [INTO] target USING source ON condition { WHEN … THEN … } [RETURNING …] */
export function parseMerge(p: Cursor, start: number, clause: With | undefined): Merge {
  advance(p);
  if (at(p, 'TOP') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  if (at(p, 'WITH') && peek(p) !== '(') skipUntil(p, (q) => at(q, 'INTO'));
  eat(p, 'INTO');
  const target = parseRelation(p);
  expect(p, 'USING');
  const using = parseRelation(p);
  let on: Expression | undefined;
  if (at(p, 'USING')) {
    advance(p); // DuckDB: MERGE INTO t USING u USING (id)
    parseNameList(p);
  } else {
    expect(p, 'ON');
    on = parseExpression(p);
  }
  const branches: MergeBranch[] = [];
  while (at(p, 'WHEN')) branches.push(parseMergeBranch(p));
  if (at(p, 'ELSE') && peek(p) === 'IGNORE') skipUntil(p, () => false);
  if (branches.length === 0 && atWord(p, 'REMOVE')) branches.push(...replaceDuplicates(p));
  if (branches.length === 0) fail(p, ['WHEN']);
  const rest = { returning: [] as SelectItem[] };
  if (at(p, 'OUTPUT')) skipOutput(p, rest);
  if (at(p, 'RETURNING')) rest.returning = parseReturning(p);
  if (at(p, 'OPTION') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return {
    kind: 'merge',
    ...(clause && { with: clause }),
    target,
    using,
    ...(on && { on }),
    branches,
    returning: rest.returning,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** REMOVE DUPLICATES (Redshift): matching rows are replaced, others are added. */
function replaceDuplicates(p: Cursor): MergeBranch[] {
  const start = startOf(p);
  advance(p);
  advance(p);
  const span = spanFrom(p, start);
  return [
    { kind: 'merge-branch', when: 'matched', action: { type: 'update-all' }, ...span },
    { kind: 'merge-branch', when: 'not-matched', action: { type: 'insert-all' }, ...span },
  ];
}

/** WHEN [NOT] MATCHED [BY SOURCE | TARGET] [AND condition] THEN action */
function parseMergeBranch(p: Cursor): MergeBranch {
  const start = startOf(p);
  advance(p);
  let when: MergeBranch['when'] = eat(p, 'NOT') ? 'not-matched' : 'matched';
  expect(p, 'MATCHED');
  if (eat(p, 'BY')) {
    if (eat(p, 'SOURCE')) when = 'not-matched-by-source';
    else if (!eat(p, 'TARGET')) fail(p, ['SOURCE', 'TARGET']);
  }
  const condition = eat(p, 'AND') ? parseExpression(p) : undefined;
  expect(p, 'THEN');
  const action = parseMergeAction(p);
  return { kind: 'merge-branch', when, ...(condition && { condition }), action, start: startFrom(p, start), end: endOf(p) };
}

function parseMergeAction(p: Cursor): MergeAction {
  if (eat(p, 'UPDATE')) {
    if (at(p, 'ALL') || (at(p, 'BY') && peek(p) === 'NAME')) {
      skipAllByName(p);
      return { type: 'update-all' };
    }
    if (p.grammar.mergeInsertColumnsOnly && endsMergeAction(p)) return { type: 'update-all' };
    expect(p, 'SET');
    if (eat(p, '*')) {
      skipStarExcept(p);
      return { type: 'update-all' };
    }
    const assignments = parseAssignments(p);
    const where = eat(p, 'WHERE') ? parseExpression(p) : undefined;
    if (eat(p, 'DELETE') && eat(p, 'WHERE')) parseExpression(p);
    return { type: 'update', assignments, ...(where && { where }) };
  }
  if (eat(p, 'INSERT')) return parseMergeInsert(p);
  if (eat(p, 'DELETE')) return { type: 'delete' };
  if (eat(p, 'DO')) expect(p, 'NOTHING');
  else if (atWord(p, 'SIGNAL') || atWord(p, 'RAISE') || atWord(p, 'ERROR')) skipUntil(p, (q) => at(q, 'WHEN'));
  else fail(p, ['UPDATE', 'INSERT', 'DELETE', 'DO NOTHING']);
  return { type: 'nothing' };
}

const endsMergeAction = (p: Cursor): boolean => at(p, 'WHEN') || at(p, ';') || p.kind === TokenKind.End || at(p, 'RETURNING');

/** `UPDATE SET * EXCEPT (a)` (Databricks) */
function skipStarExcept(p: Cursor): void {
  if (!at(p, 'EXCEPT') || peek(p) !== '(') return;
  advance(p);
  skipBalanced(p);
}

function skipAllByName(p: Cursor): void {
  eat(p, 'ALL');
  if (eat(p, 'BY')) if (!eat(p, 'NAME')) eat(p, 'POSITION');
}

/** INSERT [(columns)] (VALUES (…) | ROW | DEFAULT VALUES) | INSERT * | INSERT BY NAME */
function parseMergeInsert(p: Cursor): MergeAction {
  if (eat(p, '*') || eat(p, 'ROW')) {
    skipStarExcept(p);
    return { type: 'insert-all' };
  }
  if (at(p, 'ALL') || at(p, 'BY')) {
    skipAllByName(p);
    return { type: 'insert-all' };
  }
  if (p.grammar.mergeInsertColumnsOnly && endsMergeAction(p)) return { type: 'insert-all' };
  const columns = at(p, '(') ? parseColumnList(p) : [];
  if (at(p, 'OVERRIDING')) {
    advance(p);
    advance(p);
    expect(p, 'VALUE');
  }
  if (eatPair(p, 'DEFAULT', 'VALUES')) return { type: 'insert', columns, values: [] };
  if (eat(p, 'ROW')) return { type: 'insert-all' };
  if (!eat(p, 'VALUES') && !eat(p, 'VALUE')) {
    if (columns.length === 0 || !p.grammar.mergeInsertColumnsOnly) fail(p, ['VALUES']);
    return columns.length === 0 ? { type: 'insert-all' } : { type: 'insert', columns, values: columns };
  }
  if (at(p, '*')) {
    advance(p);
    return { type: 'insert-all' };
  }
  const values: Expression[] = [];
  const open = eat(p, '(');
  while (open && !at(p, ')')) {
    if (at(p, '*')) {
      advance(p);
      expect(p, ')');
      return { type: 'insert-all' };
    }
    values.push(parseExpression(p));
    if (!eat(p, ',')) break;
  }
  if (open) expect(p, ')');
  else fail(p, ["'('"]);
  const where = eat(p, 'WHERE') ? parseExpression(p) : undefined;
  return { type: 'insert', columns, values, ...(where && { where }) };
}

// ── COPY, UNLOAD, EXPORT, LOAD ───────────────────────────────────────────────────────────────────────────────────────

/** COPY [INTO] target [(columns)] FROM source options | COPY (source | query) TO target options */
export function parseCopy(p: Cursor, start: number): Copy {
  advance(p);
  eat(p, 'FILES'); // Snowflake: COPY FILES INTO @a FROM @b
  const into = eat(p, 'INTO');
  eat(p, 'BINARY');
  const left: DatasetName | Query | undefined = atQuery(p)
    ? parseQuery(p)
    : atDatasetName(p) || p.kind === TokenKind.String || (at(p, '(') && p.grammar.viewWithoutQuery)
      ? copyEnd(p)
      : undefined;
  if (left === undefined && !at(p, 'TO')) fail(p, ['a table', 'a query']);
  const columns = at(p, '(') && left?.kind === 'dataset-name' ? parseColumnList(p) : [];
  if (eat(p, 'FROM')) {
    const source = atQuery(p) ? parseQuery(p) : copyEnd(p);
    skipOptions(p);
    return {
      kind: 'copy',
      ...(left?.kind === 'dataset-name' && { target: left }),
      columns,
      ...(source && { source }),
      start: startFrom(p, start),
      end: endOf(p),
    };
  }
  if (eat(p, 'TO')) {
    const target = copyEnd(p);
    skipOptions(p);
    return { kind: 'copy', ...(target && { target }), columns, ...(left && { source: left }), start: startFrom(p, start), end: endOf(p) };
  }
  if (!into) fail(p, ['FROM', 'TO']);
  else if (!p.grammar.copyFromTableStage) fail(p, ['FROM']);
  skipOptions(p);
  return { kind: 'copy', ...(left?.kind === 'dataset-name' && { target: left }), columns, start: startFrom(p, start), end: endOf(p) };
}

/** A table, path or stage at one end of a copy; undefined for STDIN, STDOUT and PROGRAM. */
function copyEnd(p: Cursor): DatasetName | undefined {
  if (atWord(p, 'STDIN') || atWord(p, 'STDOUT')) {
    advance(p);
    return undefined;
  }
  if (eat(p, 'PROGRAM')) {
    advance(p);
    return undefined;
  }
  if (p.kind === TokenKind.String) return pathName(p);
  if (at(p, '(')) {
    skipBalanced(p);
    return undefined;
  }
  const name = parseDatasetName(p);
  if (at(p, '(') && name.form === 'stage') skipBalanced(p);
  return name;
}

export function skipOptions(p: Cursor): void {
  while (p.kind !== TokenKind.End && p.word !== ';' && p.word !== ')' && !(p.word === 'GO' && p.grammar.semicolonless)) skipBalanced(p);
}

/** UNLOAD '(' query | 'query' ')' TO path options */
export function parseUnload(p: Cursor, start: number, parseText: (p: Cursor) => Query | undefined): Copy {
  advance(p);
  expect(p, '(');
  const source = p.kind === TokenKind.String ? parseText(p) : parseQuery(p);
  expect(p, ')');
  expect(p, 'TO');
  const target = p.kind === TokenKind.String ? pathName(p) : undefined;
  skipOptions(p);
  return { kind: 'copy', ...(target && { target }), columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** BULK INSERT t FROM 'path' [WITH (…)] (T-SQL) */
export function parseBulkInsert(p: Cursor, start: number): Copy {
  advance(p);
  advance(p);
  const target = parseDatasetName(p);
  expect(p, 'FROM');
  const source = p.kind === TokenKind.String ? pathName(p) : undefined;
  if (source === undefined) fail(p, ['a path']);
  if (at(p, 'WITH') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return { kind: 'copy', target, columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}

/** EXPORT DATA [WITH CONNECTION c] OPTIONS (uri = …) AS query (BigQuery) */
export function parseExport(p: Cursor, start: number): Copy {
  advance(p);
  advance(p);
  let target: DatasetName | undefined;
  while (p.kind !== TokenKind.End && !at(p, ';') && !at(p, 'AS')) {
    if (at(p, '(')) target = uriIn(p) ?? target;
    else advance(p);
  }
  expect(p, 'AS');
  const source = parseQuery(p);
  return { kind: 'copy', ...(target && { target }), columns: [], source, start: startFrom(p, start), end: endOf(p) };
}

/** The value of `uri = '…'` in an options list. */
function uriIn(p: Cursor): DatasetName | undefined {
  let found: DatasetName | undefined;
  advance(p);
  while (p.kind !== TokenKind.End && !at(p, ')')) {
    if (atWord(p, 'URI') && peek(p) === '=' && peekKind(p, 2) === TokenKind.String) {
      advance(p);
      advance(p);
      found = pathName(p);
    } else skipBalanced(p);
  }
  advance(p);
  return found;
}

/** LOAD DATA [LOCAL] [INPATH | INFILE] path [OVERWRITE | REPLACE] INTO TABLE t …; LOAD DATA (INTO | OVERWRITE) t FROM FILES (…) (BigQuery) */
export function parseLoad(p: Cursor, start: number): Copy {
  advance(p);
  let source: DatasetName | undefined;
  while (p.kind !== TokenKind.End && !at(p, 'INTO') && !(at(p, 'OVERWRITE') && peek(p) !== 'INTO') && !at(p, ';')) {
    if (p.kind === TokenKind.String) source = pathName(p);
    else advance(p);
  }
  if (!eat(p, 'INTO')) eat(p, 'OVERWRITE');
  eat(p, 'TABLE');
  if (at(p, 'TEMP') || at(p, 'TEMPORARY')) {
    advance(p);
    eat(p, 'TABLE');
  }
  const target = parseDatasetName(p);
  skipOptions(p);
  return { kind: 'copy', target, columns: [], ...(source && { source }), start: startFrom(p, start), end: endOf(p) };
}
