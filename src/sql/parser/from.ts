/**
 * Relations.
 *
 *   relations := relation { ',' relation }
 *   relation  := primary { join primary [ON … | USING (…)] }
 *   primary   := table | '(' query ')' | '(' relation ')' | call | UNNEST (…) | … with aliases, samples, pivots
 */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type {
  Expression,
  FunctionCall,
  Identifier,
  Join,
  JoinType,
  MatchRecognize,
  Pivot,
  Relation,
  TableAlias,
  TableFunction,
  Unpivot,
} from '../tree.js';
import { parseCall } from './call.js';
import {
  advance,
  at,
  atPair,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  findAtLevel,
  grow,
  missing,
  nested,
  onNewLine,
  peek,
  peekKind,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
} from './cursor.js';
import { operation, parseExpression } from './expression.js';
import { atAlias, noName, opensClause, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atPivot, parsePivotSuffix } from './pivot.js';
import { parseJoined, parsePrimary } from './relation.js';
import { isTableSuffix, startsJoin } from './table-suffix.js';
import { CLAUSES } from './words.js';

/** relation { ',' relation } { LATERAL VIEW … } */
export function parseRelations(p: Cursor): Relation[] {
  const relations: Relation[] = [];
  do {
    if (
      relations.length > 0 &&
      p.trailingCommas &&
      (at(p, 'WHERE') || at(p, ')') || at(p, ';') || at(p, 'GROUP') || at(p, 'SELECT') || p.kind === TokenKind.End)
    )
      break;
    relations.push(parseRelation(p));
  } while (eat(p, ','));
  return relations;
}

// ── Joins ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** primary { join } */
export function parseRelation(p: Cursor): Relation {
  const start = startOf(p);
  const before = p.height;
  p.height = 0;
  const first = nested(p, parsePrimary, (q) => missing(q, 'a table'));
  const relation = parseJoins(p, first, start);
  p.height = Math.max(before, p.height);
  return relation;
}

/** Joins onto a relation that was read. The conditions of `a JOIN b JOIN c ON x ON y` are given from the inside out. */
export function parseJoins(p: Cursor, first: Relation, start: number): Relation {
  let left = first;
  let open = 0;
  for (;;) {
    if (at(p, 'LATERAL') && peek(p) === 'VIEW') {
      left = joinOf(left, parseLateralView(p), p, start, 'cross');
      continue;
    }
    if (atArrayJoin(p)) {
      left = parseArrayJoin(p, left, start);
      continue;
    }
    if (atPivot(p) || at(p, 'MATCH_RECOGNIZE')) {
      left = parsePivotSuffix(p, left, start);
      continue;
    }
    const operator = parseJoinOperator(p);
    if (operator === undefined) {
      if (open > 0 && at(p, 'ON') && left.kind === 'join' && !atDuplicateKey(p)) {
        // the condition of an outer join whose right side was joined further: a JOIN (b JOIN c ON x) ON y
        advance(p);
        const on = parseExpression(p);
        left = { ...left, on: alsoOn(p, left.on, on), start: startFrom(p, start), end: endOf(p) };
        open--;
        continue;
      }
      if (recoverInJoins(p)) continue;
      if (open > 0 && !p.grammar.bareJoins) fail(p, ['ON', 'USING'], 'a join needs a condition here; CROSS JOIN takes none');
      return left;
    }
    const right = nested(p, parseJoined, (q) => missing(q, 'a table'));
    let join = parseJoinCondition(p, left, right, operator, start);
    if (lacksCondition(join) && p.depth < MAX_NESTED_JOINS && (at(p, 'JOIN') || startsJoin(p))) {
      // a LEFT JOIN b JOIN c ON x ON y: b is joined with c first
      const inner = nested(
        p,
        (q) => parseJoins(q, right, right.start),
        (q) => missing(q, 'a table'),
      );
      if (at(p, 'ON') || at(p, 'USING')) join = parseJoinCondition(p, left, inner, operator, start);
      else {
        left = joinedFirst(inner, right, join);
        if (lacksCondition(join)) open++;
        continue;
      }
    }
    if (lacksCondition(join)) open++;
    left = join;
  }
}

/** `INSERT … SELECT … FROM a JOIN b ON DUPLICATE KEY UPDATE …`: a join without a condition (MySQL) */
const atDuplicateKey = (p: Cursor): boolean => peek(p) === 'DUPLICATE' && peek(p, 2) === 'KEY';

const MAX_NESTED_JOINS = 100;

/**
 * No condition came for the outer join: then it was first, and `inner` builds on it. Nobody has seen the nodes yet, so they are joined
 * anew as they are: a hundred nested joins with a thousand behind them would be copied a hundred times.
 */
function joinedFirst(inner: Relation, innermost: Relation, join: Join): Relation {
  if (inner === innermost) return join;
  for (let each = inner as JoinedOn; ; each = inputOf(each) as JoinedOn) {
    (each as Writable<JoinedOn>).start = join.start;
    if (inputOf(each) !== innermost) continue;
    if (each.kind === 'join') (each as Writable<Join>).left = join;
    else (each as Writable<Exclude<JoinedOn, Join>>).input = join;
    return inner;
  }
}

/** What `parseJoins` makes of a relation and what follows it. */
type JoinedOn = Join | Pivot | Unpivot | MatchRecognize;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const inputOf = (relation: JoinedOn): Relation => (relation.kind === 'join' ? relation.left : relation.input);

const lacksCondition = (join: Join): boolean =>
  join.on === undefined && join.using.length === 0 && !join.natural && !join.lateral && join.type !== 'cross' && join.type !== 'positional';

const AFTER_RELATION: ReadonlySet<Terminal> = new Set<Terminal>([...CLAUSES, 'SELECT', 'SET', 'USING']);
const STRAY: ReadonlySet<Terminal> = new Set<Terminal>(['', 'AS', '.', '=', '<', '>', '+', '-', '*', '/', 'AND', 'OR', 'NOT', 'IN', 'IS']);

/** A token that no relation has (an alias twice, a broken condition): says so, and goes on at the next join or clause, if one comes. */
function recoverInJoins(p: Cursor): boolean {
  if (
    !STRAY.has(p.word) ||
    isTableSuffix(p) ||
    p.kind === TokenKind.End ||
    p.kind === TokenKind.Template ||
    (p.grammar.semicolonless && onNewLine(p))
  )
    return false;
  if (
    p.word === '' &&
    p.kind !== TokenKind.Word &&
    p.kind !== TokenKind.Quoted &&
    p.kind !== TokenKind.Number &&
    p.kind !== TokenKind.String
  )
    return false;
  const next = findAtLevel(p, 1, 200, (word) => word === 'JOIN' || word === ',' || AFTER_RELATION.has(word));
  const word = next < 0 ? '' : peek(p, next);
  if (next < 0 || (word !== 'JOIN' && word !== ',' && word !== 'ON')) return false; // the clause loop's own recovery
  fail(p, ['JOIN', 'a clause']);
  skipUntil(p, (q) => q.word === 'JOIN' || q.word === ',' || JOIN_WORDS.has(q.word) || AFTER_RELATION.has(q.word));
  if (at(p, 'ON')) {
    advance(p);
    parseExpression(p);
  }
  return at(p, 'JOIN') || JOIN_WORDS.has(p.word);
}

const isLateral = (relation: Relation): boolean => (relation.kind === 'derived' || relation.kind === 'table-function') && relation.lateral;

/** A join's condition, when another one follows it. */
function alsoOn(p: Cursor, on: Expression | undefined, condition: Expression): Expression {
  if (on === undefined) return condition;
  return grow(p) ? operation(p, ['and'], [on, condition], on.start) : on;
}

export function joinOf(left: Relation, right: Relation, p: Cursor, start: number, type: JoinType): Join {
  return {
    kind: 'join',
    type,
    natural: false,
    asof: false,
    left,
    right,
    using: [],
    lateral: isLateral(right),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

interface JoinOperator {
  readonly type: JoinType;
  readonly natural: boolean;
  readonly asof: boolean;
  readonly lateral: boolean;
}

export const JOIN_WORDS: ReadonlySet<Terminal> = new Set<Terminal>([
  'NATURAL',
  'INNER',
  'LEFT',
  'RIGHT',
  'FULL',
  'OUTER',
  'CROSS',
  'SEMI',
  'ANTI',
  'ASOF',
  'GLOBAL',
  'ANY',
  'ALL',
  'POSITIONAL',
  'PASTE',
  'LOOP',
  'MERGE',
  'REPLACE',
  'LOCAL',
  'EACH',
  'LATERAL',
  'HASH',
  'DIRECTED',
  'NULLAWARE',
  'SEMIALL',
  'REMOTE',
  'BROADCAST',
  'SHUFFLE',
  'EXCEPTION',
]);

/** [NATURAL] [ASOF] [INNER | LEFT | RIGHT | FULL | CROSS] [OUTER | SEMI | ANTI] JOIN | CROSS APPLY | OUTER APPLY | STRAIGHT_JOIN */
function parseJoinOperator(p: Cursor): JoinOperator | undefined {
  if (at(p, '[') && peek(p, 2) === ']' && (peek(p, 3) === 'JOIN' || JOIN_WORDS.has(peek(p, 3)))) skipBalanced(p); // StarRocks: t [BROADCAST] JOIN u
  if (at(p, 'STRAIGHT_JOIN')) {
    advance(p);
    return { type: 'inner', natural: false, asof: false, lateral: false };
  }
  if ((at(p, 'CROSS') || at(p, 'OUTER')) && peek(p) === 'APPLY') {
    const type = at(p, 'CROSS') ? 'cross' : 'left';
    advance(p);
    advance(p);
    return { type, natural: false, asof: false, lateral: true };
  }
  if (p.word !== 'JOIN' && !JOIN_WORDS.has(p.word)) return undefined;
  let count = 0;
  while (JOIN_WORDS.has(count === 0 ? p.word : peek(p, count))) count++;
  if ((count === 0 ? p.word : peek(p, count)) !== 'JOIN' || count > 5 || (at(p, 'OUTER') && count > 1)) return undefined;
  const seen = new Set<Terminal>();
  for (; count > 0; count--) {
    seen.add(p.word);
    advance(p);
  }
  advance(p);
  if (at(p, '[') || (at(p, '{') && peekKind(p) === TokenKind.Word)) skipBalanced(p); // [BROADCAST] (Impala, Doris)
  return { type: joinType(seen), natural: seen.has('NATURAL'), asof: seen.has('ASOF'), lateral: false };
}

function joinType(seen: ReadonlySet<Terminal>): JoinType {
  const right = seen.has('RIGHT');
  if (seen.has('SEMI')) return right ? 'right-semi' : 'semi';
  if (seen.has('ANTI') || seen.has('EXCEPTION')) return right ? 'right-anti' : 'anti';
  if (seen.has('CROSS')) return 'cross';
  if (seen.has('LEFT')) return 'left';
  if (right) return 'right';
  if (seen.has('FULL') || seen.has('OUTER')) return 'full';
  if (seen.has('POSITIONAL') || seen.has('PASTE')) return 'positional';
  return 'inner';
}

/** [MATCH_CONDITION (…)] [ON condition | USING (names)] */
function parseJoinCondition(p: Cursor, left: Relation, right: Relation, operator: JoinOperator, start: number): Join {
  let on: Expression | undefined;
  let using: Identifier[] = [];
  let usingAlias: Identifier | undefined;
  if (at(p, 'MATCH_CONDITION') && peek(p) === '(') {
    advance(p);
    on = parseExpression(p);
  }

  if (at(p, 'ON') && !atDuplicateKey(p) && !(operator.type === 'cross' && !p.grammar.bareJoins)) {
    advance(p);
    const condition = parseExpression(p);
    on = alsoOn(p, on, condition);
  } else if (at(p, 'USING')) {
    advance(p);
    using = parseUsing(p);
    if (at(p, 'AS') && p.grammar.usingAlias) {
      advance(p);
      usingAlias = parseIdentifier(p);
    }
  }
  const { type, natural, asof } = operator;
  const lateral = operator.lateral || isLateral(right);
  const from = startFrom(p, start);
  const end = endOf(p);
  if (usingAlias !== undefined) return { kind: 'join', type, natural, asof, left, right, using, usingAlias, lateral, start: from, end };
  if (on === undefined) return { kind: 'join', type, natural, asof, left, right, using, lateral, start: from, end };
  return { kind: 'join', type, natural, asof, left, right, on, using, lateral, start: from, end };
}

function parseUsing(p: Cursor): Identifier[] {
  const open = p.grammar.bareUsing ? eat(p, '(') : expect(p, '(');
  const names: Identifier[] = [];
  if (!open && !p.grammar.bareUsing) return names;
  do {
    const name = parseIdentifier(p, 'a column name');
    names.push(eat(p, '.') ? parseLabel(p) : name);
  } while (eat(p, ','));
  if (open) expect(p, ')');
  return names;
}

// ── ClickHouse's ARRAY JOIN and Hive's LATERAL VIEW ──────────────────────────────────────────────────────────────────

const atArrayJoin = (p: Cursor): boolean =>
  p.grammar.arrayJoin &&
  (atPair(p, 'ARRAY', 'JOIN') || ((at(p, 'LEFT') || at(p, 'INNER')) && peek(p) === 'ARRAY' && peek(p, 2) === 'JOIN'));

/** [LEFT] ARRAY JOIN expression [AS alias], … */
function parseArrayJoin(p: Cursor, left: Relation, start: number): Relation {
  const outer = at(p, 'LEFT');
  if (!at(p, 'ARRAY')) advance(p);
  const nameStart = startOf(p);
  advance(p);
  advance(p);
  const name: Identifier = { kind: 'identifier', name: 'arrayJoin', quoted: false, start: startFrom(p, nameStart), end: endOf(p) };
  const values: Expression[] = [];
  const columns: Identifier[] = [];
  do {
    const value = parseExpression(p);
    values.push(value);
    if (eat(p, 'AS')) columns.push(parseLabel(p));
    else if (atAlias(p, p.words.notTableAlias)) columns.push(takeIdentifier(p));
    else columns.push(lastName(value, p));
  } while (eat(p, ','));
  const call: FunctionCall = {
    kind: 'call',
    name: [name],
    arguments: values,
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start: startFrom(p, nameStart),
    end: endOf(p),
  };
  const right: TableFunction = {
    kind: 'table-function',
    form: 'array-join',
    call,
    lateral: true,
    columns,
    start: startFrom(p, nameStart),
    end: endOf(p),
  };
  return joinOf(left, right, p, start, outer ? 'left' : 'cross');
}

function lastName(value: Expression, p: Cursor): Identifier {
  return value.kind === 'column-name' ? (value.parts.at(-1) as Identifier) : noName(p);
}

/** { LATERAL VIEW [OUTER] call [alias] [AS name, …] } onto the last relation */
export function parseLateralViews(p: Cursor, relations: readonly Relation[]): Relation[] {
  const result = [...relations];
  while (at(p, 'LATERAL') && peek(p) === 'VIEW') {
    const left = result.pop();
    const view = parseLateralView(p);
    result.push(left === undefined ? view : joinOf(left, view, p, left.start, 'cross'));
  }
  return result;
}

function parseLateralView(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  advance(p);
  eat(p, 'OUTER');
  const nameStart = startOf(p);
  const name = [parseLabel(p, 'a table function')];
  while (eat(p, '.')) name.push(parseLabel(p));
  if (!at(p, '(')) {
    fail(p, ["'('"]);
    return { kind: 'missing', start: startFrom(p, start), end: endOf(p) };
  }
  const call = parseCall(p, name, nameStart);
  const aliasName =
    (atAlias(p, p.words.notTableAlias) && !at(p, 'AS') && !opensClause(p)) ||
    (p.kind === TokenKind.Word && !at(p, 'AS') && peek(p) === 'AS')
      ? takeIdentifier(p)
      : noName(p);
  const columns: Identifier[] = [];
  if (eat(p, 'AS')) {
    const open = eat(p, '(');
    do columns.push(parseLabel(p, 'a column name'));
    while (eat(p, ','));
    if (open) expect(p, ')');
  } else if (aliasName.name !== '' && atAlias(p, p.words.notTableAlias) && !startsJoin(p) && !opensClause(p)) {
    do columns.push(parseLabel(p, 'a column name'));
    while (eat(p, ','));
  }
  const alias: TableAlias = { kind: 'table-alias', name: aliasName, columns, start: startFrom(p, aliasName.start), end: endOf(p) };
  return {
    kind: 'table-function',
    form: 'lateral-view',
    call,
    lateral: true,
    alias,
    columns: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
}
