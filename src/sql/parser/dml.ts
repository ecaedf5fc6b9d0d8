/** Statements that change rows: INSERT, UPDATE, DELETE, MERGE, COPY. */
import { TokenKind } from '../tokens.js';
import type {
  Assignment,
  ColumnName,
  DatasetName,
  Delete,
  Expression,
  Identifier,
  Merge,
  MergeAction,
  MergeBranch,
  Relation,
  Update,
  With,
} from '../tree.js';
import { atErrorLog } from './clauses.js';
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
} from './cursor.js';
import { operation, parseExpression, parseExpressionList } from './expression.js';
import { parseRelation, parseRelations } from './from.js';
import { atReturning, type Output, parseColumnList, parseOutput, parseReturning, skipInclude } from './insert.js';
import { parseNameList, takeIdentifier } from './name.js';
import { atPreferring, parsePreferring } from './narrowing.js';
import { closingParenthesis } from './query.js';
import { skipIsolation } from './query-tail.js';
import { parseColumnName } from './reference.js';

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
  let variable: Identifier | undefined;
  if (at(p, '(')) targets.push(...parseColumnList(p));
  else if (p.kind === TokenKind.Parameter) {
    const taken = takeIdentifier(p);
    variable = { ...taken, name: taken.name.replace(/^@/, '') };
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
    return { kind: 'assignment', targets, ...(variable && { variable }), value, start: startFrom(p, start), end: endOf(p) };
  }
  if (!eat(p, '=') && !eat(p, ':=')) fail(p, ["'='"]);
  const value = parseExpression(p);
  return { kind: 'assignment', targets, ...(variable && { variable }), value, start: startFrom(p, start), end: endOf(p) };
}

const COMPOUND = new Set(['+=', '-=', '*=', '/=', '%=', '&=', '|=']);

/** '(' name ['=' expression], … ')' : partitions */
export function parseAssignmentList(p: Cursor): Assignment[] {
  const list: Assignment[] = [];
  expect(p, '(');
  eat(p, '*'); // Doris: PARTITION (*)
  while (!at(p, ')')) {
    const start = startOf(p);
    const target = parseColumnName(p);
    const value: Expression =
      eat(p, '=') || eat(p, '==') ? parseExpression(p) : { kind: 'missing', start: startFrom(p, start), end: endOf(p) };
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
    const top = at(p, 'TOP');
    advance(p);
    if (top) skipBalanced(p);
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
  if (at(p, 'INCLUDE') && peek(p) === '(') skipInclude(p);
  const from: Relation[] = eat(p, 'FROM') ? parseRelations(p) : []; // Teradata: UPDATE t FROM s SET …
  expect(p, 'SET');
  const assignments = parseAssignments(p);
  const rest: Output = { returning: [] };
  if (at(p, 'OUTPUT')) parseOutput(p, rest);
  if (eat(p, 'FROM')) from.push(...parseRelations(p));
  let where = parseWhere(p);
  if (atPreferring(p)) where = both(p, where, parsePreferring(p));
  skipOrderAndLimit(p);
  if (atReturning(p)) parseReturning(p, rest);
  if (at(p, 'ELSE') && peek(p) === 'INSERT' && p.grammar.updateElseInsert) skipUntil(p, () => false); // Teradata: a row of constants where none matched
  return {
    kind: 'update',
    ...(clause && { with: clause }),
    target,
    assignments,
    from,
    ...(where && { where }),
    ...rest,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

const both = (p: Cursor, one: Expression | undefined, other: Expression): Expression =>
  one === undefined ? other : operation(p, ['and'], [one, other], one.start);

/** … (UPDATE assignments | DELETE) [IN PARTITION p] WHERE condition (ClickHouse, behind ALTER TABLE t) */
export function parseMutation(p: Cursor, start: number, name: DatasetName): Update | Delete {
  const target: Relation = { kind: 'table', name, start: name.start, end: name.end };
  const updates = at(p, 'UPDATE');
  advance(p);
  const assignments = updates ? parseAssignments(p) : [];
  if (at(p, 'IN')) skipUntil(p, (q) => at(q, 'WHERE'));
  const where = parseWhere(p);
  if (at(p, 'SETTINGS')) skipUntil(p, () => false);
  const rest = { ...(where && { where }), returning: [], start: startFrom(p, start), end: endOf(p) };
  return updates ? { kind: 'update', target, assignments, from: [], ...rest } : { kind: 'delete', target, using: [], ...rest };
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

/** LOG ERRORS [INTO t] [('tag')] [REJECT LIMIT n] (Oracle): where rows go that are refused */
export function skipErrorLog(p: Cursor): void {
  if (atWord(p, 'LOG') && peekWordIs(p, 1, 'ERRORS')) skipUntil(p, (q) => at(q, 'RETURNING'));
}

function skipOrderAndLimit(p: Cursor): void {
  skipErrorLog(p);
  if (at(p, 'ORDER') && peek(p) === 'BY') skipUntil(p, (q) => at(q, 'LIMIT') || at(q, 'RETURNING'));
  if (at(p, 'LIMIT')) {
    advance(p);
    skipUntil(p, (q) => at(q, 'RETURNING') || at(q, 'SELECT'));
  }
  if (at(p, 'OPTION') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  if (at(p, 'FETCH') && peek(p) === 'FIRST') skipUntil(p, (q) => at(q, 'WITH')); // DB2
  skipIsolation(p);
}

/** DELETE [FROM] target [USING | FROM …] [WHERE …] [RETURNING …] | DELETE t, u FROM … (MySQL) */
export function parseDelete(p: Cursor, start: number, clause: With | undefined): Delete {
  advance(p);
  while (at(p, 'LOW_PRIORITY') || at(p, 'QUICK') || at(p, 'IGNORE') || (at(p, 'TOP') && peek(p) === '(') || at(p, 'HISTORY')) {
    advance(p);
    if (at(p, '(')) skipBalanced(p);
  }
  if (!eat(p, 'FROM') && !p.grammar.bareDelete) fail(p, ['FROM']);
  if (eat(p, '*')) eat(p, 'FROM');
  const targets = parseRelations(p);
  if (at(p, 'ON') && p.grammar.clusters) skipUntil(p, (q) => at(q, 'WHERE')); // ClickHouse: ON CLUSTER c
  if (at(p, 'IN') && peek(p) === 'PARTITION' && p.grammar.mutations) skipUntil(p, (q) => at(q, 'WHERE'));
  if (at(p, 'BEFORE')) skipUntil(p, () => false); // MariaDB: DELETE HISTORY … BEFORE SYSTEM_TIME x
  if (at(p, 'INCLUDE') && peek(p) === '(') skipInclude(p);
  const rest: Output = { returning: [] };
  if (at(p, 'OUTPUT')) parseOutput(p, rest);
  const using: Relation[] = eat(p, 'USING') || eat(p, 'FROM') ? parseRelations(p) : [];
  const [target, ...otherTargets] = targets;
  let where = parseWhere(p);
  if (atPreferring(p)) where = both(p, where, parsePreferring(p));
  skipOrderAndLimit(p);
  if (atReturning(p)) parseReturning(p, rest);
  return {
    kind: 'delete',
    ...(clause && { with: clause }),
    target: target as Relation,
    ...(otherTargets.length > 0 && { otherTargets }),
    using,
    ...(where && { where }),
    ...rest,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

// ── MERGE ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** MERGE [INTO] target USING source (ON condition | USING (columns)) { WHEN … THEN … } [RETURNING …] */
export function parseMerge(p: Cursor, start: number, clause: With | undefined): Merge {
  advance(p);
  if (at(p, 'TOP') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  const evolves = at(p, 'WITH') && peek(p) !== '(';
  if (evolves) skipUntil(p, (q) => at(q, 'INTO'));
  eat(p, 'INTO');
  const target = parseRelation(p);
  expect(p, 'USING');
  const using = parseRelation(p);
  let on: Expression | undefined;
  let usingColumns: Identifier[] | undefined;
  if (eat(p, 'USING')) usingColumns = parseNameList(p);
  else {
    expect(p, 'ON');
    on = parseExpression(p);
  }
  const branches: MergeBranch[] = [];
  while (at(p, 'WHEN')) branches.push(parseMergeBranch(p));
  if (at(p, 'ELSE') && peek(p) === 'IGNORE') skipUntil(p, () => false);
  if (branches.length === 0 && atWord(p, 'REMOVE')) branches.push(...replaceDuplicates(p));
  if (branches.length === 0) fail(p, ['WHEN']);
  if (atErrorLog(p) || (at(p, 'NOT') && peekWordIs(p, 1, 'ATOMIC'))) skipUntil(p, () => false);
  skipIsolation(p);
  const rest: Output = { returning: [] };
  if (at(p, 'OUTPUT')) parseOutput(p, rest);
  if (atReturning(p)) parseReturning(p, rest);
  if (at(p, 'OPTION') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  skipErrorLog(p);
  return {
    kind: 'merge',
    ...(clause && { with: clause }),
    target,
    using,
    ...(on && { on }),
    ...(usingColumns && { usingColumns }),
    branches,
    ...(evolves && { evolves }),
    ...rest,
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
  if (when === 'not-matched' ? at(p, 'UPDATE') || at(p, 'DELETE') : at(p, 'INSERT'))
    fail(p, when === 'not-matched' ? ['INSERT'] : ['UPDATE', 'DELETE'], 'rows that match are changed, rows that do not are inserted');
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
    if (eat(p, '*')) return { type: 'update-all', ...parseStarExcept(p) };
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

function parseParenthesizedList(p: Cursor): Expression[] {
  expect(p, '(');
  const values = parseExpressionList(p);
  expect(p, ')');
  return values;
}

const endsMergeAction = (p: Cursor): boolean => at(p, 'WHEN') || at(p, ';') || p.kind === TokenKind.End || at(p, 'RETURNING');

/** `UPDATE SET * EXCEPT (a)` (Databricks) */
function parseStarExcept(p: Cursor): { except?: readonly ColumnName[] } {
  if (!at(p, 'EXCEPT') || peek(p) !== '(') return {};
  advance(p);
  return { except: parseColumnList(p) };
}

function skipAllByName(p: Cursor): void {
  eat(p, 'ALL');
  if (eat(p, 'BY')) if (!eat(p, 'NAME')) eat(p, 'POSITION');
}

/** INSERT [(columns)] (VALUES (…) | ROW | DEFAULT VALUES) | INSERT * | INSERT BY NAME */
function parseMergeInsert(p: Cursor): MergeAction {
  if (eat(p, '*') || eat(p, 'ROW')) return { type: 'insert-all', ...parseStarExcept(p) };
  if (at(p, 'ALL') || at(p, 'BY')) {
    skipAllByName(p);
    return { type: 'insert-all' };
  }
  if (p.grammar.mergeInsertColumnsOnly && endsMergeAction(p)) return { type: 'insert-all' };
  if (p.grammar.mergeInsertValuesOnly && at(p, '(') && peek(p, closingParenthesis(p, 0) + 1) !== 'VALUES')
    return { type: 'insert', columns: [], values: parseParenthesizedList(p) };
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
