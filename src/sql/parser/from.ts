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
  DerivedTable,
  Expression,
  FunctionCall,
  Identifier,
  Join,
  JoinType,
  Query,
  Relation,
  TableAlias,
  TableFunction,
  TableReference,
} from '../tree.js';
import { parseCall } from './call.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  eatPair,
  endOf,
  expect,
  fail,
  missing,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipDoubled,
  skipUntil,
  spanFrom,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression, parseExpressionList, peekText } from './expression.js';
import {
  atAlias,
  atDatasetName,
  atName,
  namedByString,
  noName,
  parseDatasetName,
  parseIdentifier,
  parseLabel,
  takeIdentifier,
} from './name.js';
import { atPivot, parsePivotSuffix } from './pivot.js';
import { atSetOperator, parseParenthesizedQuery, parseQuery, parseQueryRest, parseValues, startsQuery } from './query.js';
import { parseStatement } from './script.js';
import { parseType } from './type.js';

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
  return parseJoins(
    p,
    nested(p, parsePrimary, (q) => missing(q, 'a table')),
    start,
  );
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
      if (open > 0 && at(p, 'ON') && left.kind === 'join') {
        // the condition of an outer join whose right side was joined further: a JOIN (b JOIN c ON x) ON y
        advance(p);
        const on = parseExpression(p);
        left = { ...left, on: left.on === undefined ? on : and(left.on, on, p), start: startFrom(p, start), end: endOf(p) };
        open--;
        continue;
      }
      if (recoverInJoins(p)) continue;
      if (open > 0 && p.grammar.joinNeedsCondition) fail(p, ['ON', 'USING'], 'a join needs a condition here; CROSS JOIN takes none');
      return left;
    }
    const right = nested(p, parsePrimary, (q) => missing(q, 'a table'));
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

const MAX_NESTED_JOINS = 100;

/** No condition came for the outer join: then it was first, and `inner` builds on it. */
function joinedFirst(inner: Relation, innermost: Relation, join: Join): Relation {
  return inner === innermost || inner.kind !== 'join'
    ? join
    : { ...inner, left: joinedFirst(inner.left, innermost, join), start: join.start };
}

const lacksCondition = (join: Join): boolean =>
  join.on === undefined && join.using.length === 0 && !join.natural && !join.lateral && join.type !== 'cross' && join.type !== 'positional';

const AFTER_RELATION: ReadonlySet<Terminal> = new Set<Terminal>([
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'WINDOW',
  'SELECT',
  'SET',
  'USING',
  'WHEN',
  'RETURNING',
  'FROM',
  'ON',
]);
const STRAY: ReadonlySet<Terminal> = new Set<Terminal>(['', 'AS', '.', '=', '<', '>', '+', '-', '*', '/', 'AND', 'OR', 'NOT', 'IN', 'IS']);

/** A token that no relation has (an alias twice, a broken condition): says so, and goes on at the next join or clause, if one comes. */
function recoverInJoins(p: Cursor): boolean {
  if (!STRAY.has(p.word) || isTableSuffix(p) || p.kind === TokenKind.End || p.kind === TokenKind.Template || (p.grammar.semicolonless && onNewLine(p)))
    return false;
  if (
    p.word === '' &&
    p.kind !== TokenKind.Word &&
    p.kind !== TokenKind.Quoted &&
    p.kind !== TokenKind.Number &&
    p.kind !== TokenKind.String
  )
    return false;
  let open = 0;
  for (let i = 0; i < 200; i++) {
    const word = i === 0 ? p.word : peek(p, i);
    if (peekKind(p, i) === TokenKind.End || word === ';') return false;
    if (word === '(') open++;
    else if (word === ')' && --open < 0) return false;
    else if (open === 0 && i > 0 && (word === 'JOIN' || word === ',' || AFTER_RELATION.has(word))) {
      if (word !== 'JOIN' && word !== ',' && word !== 'ON') return false; // the clause loop's own recovery
      break;
    }
  }
  fail(p, ['JOIN', 'a clause']);
  skipUntil(p, (q) => q.word === 'JOIN' || q.word === ',' || JOIN_WORDS.has(q.word) || AFTER_RELATION.has(q.word));
  if (at(p, 'ON')) {
    advance(p);
    parseExpression(p);
  }
  return at(p, 'JOIN') || JOIN_WORDS.has(p.word);
}

const isLateral = (relation: Relation): boolean => (relation.kind === 'derived' || relation.kind === 'table-function') && relation.lateral;

const and = (a: Expression, b: Expression, p: Cursor): Expression => ({
  kind: 'operation',
  operators: ['and'],
  operands: [a, b],
  start: startFrom(p, a.start),
  end: endOf(p),
});

function joinOf(left: Relation, right: Relation, p: Cursor, start: number, type: JoinType): Join {
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

const JOIN_WORDS: ReadonlySet<Terminal> = new Set<Terminal>([
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
]);

/** [NATURAL] [ASOF] [INNER | LEFT | RIGHT | FULL | CROSS] [OUTER | SEMI | ANTI] JOIN | CROSS APPLY | OUTER APPLY | STRAIGHT_JOIN */
function parseJoinOperator(p: Cursor): JoinOperator | undefined {
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
  if (seen.has('ANTI')) return right ? 'right-anti' : 'anti';
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
  if (at(p, 'MATCH_CONDITION') && peek(p) === '(') {
    advance(p);
    on = parseExpression(p);
  }

  if (at(p, 'ON') && !(operator.type === 'cross' && p.grammar.joinNeedsCondition)) {
    advance(p);
    const condition = parseExpression(p);
    on = on === undefined ? condition : and(on, condition, p);
  } else if (at(p, 'USING')) {
    advance(p);
    using = parseUsing(p);
    if (at(p, 'AS') && p.grammar.usingAlias) {
      advance(p);
      parseIdentifier(p);
    }
  }
  return {
    kind: 'join',
    ...operator,
    left,
    right,
    ...(on && { on }),
    using,
    lateral: operator.lateral || isLateral(right),
    start: startFrom(p, start),
    end: endOf(p),
  };
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
    (atAlias(p, p.words.notTableAlias) && !at(p, 'AS')) || (p.kind === TokenKind.Word && !at(p, 'AS') && peek(p) === 'AS')
      ? takeIdentifier(p)
      : noName(p);
  const columns: Identifier[] = [];
  if (eat(p, 'AS')) {
    const open = eat(p, '(');
    do columns.push(parseLabel(p, 'a column name'));
    while (eat(p, ','));
    if (open) expect(p, ')');
  } else if (aliasName.name !== '' && atAlias(p, p.words.notTableAlias) && !startsJoin(p)) {
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

// ── Primaries ────────────────────────────────────────────────────────────────────────────────────────────────────────

function parsePrimary(p: Cursor): Relation {
  const start = startOf(p);
  const primary = parsePrimaryHere(p, start);
  return atPivot(p) || at(p, 'MATCH_RECOGNIZE') ? parsePivotSuffix(p, primary, start) : primary;
}

function parsePrimaryHere(p: Cursor, start: number): Relation {
  switch (p.word) {
    case '(':
      return parseParenthesized(p);
    case 'LATERAL':
      if (peek(p) === '(' || peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peekKind(p) === TokenKind.Template) {
        advance(p);
        if (at(p, '(')) {
          const relation = parseParenthesized(p);
          return relation.kind === 'derived' || relation.kind === 'table-function'
            ? { ...relation, lateral: true, start: startFrom(p, start), end: endOf(p) }
            : relation;
        }
        return parseTableCall(p, start, true);
      }
      break;
    case 'VALUES':
      if (peek(p) === '(' || p.grammar.bareValues) {
        const values = parseValues(p);
        const query: Query = { kind: 'query', body: values, orderBy: [], limit: [], pipe: [], start: values.start, end: values.end };
        return withSuffixes(p, { kind: 'derived', lateral: false, query, start: startFrom(p, start), end: endOf(p) });
      }
      break;
    case 'ONLY':
      if (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peek(p) === '(') return parseOnly(p);
      break;
    case 'ROWS':
      if (peek(p) === 'FROM' && peek(p, 2) === '(') return parseRowsFrom(p);
      break;
    case 'TABLE':
      if (peek(p) === '(') return parseTableCall(p, start, false);
      break;
    case 'FINAL':
    case 'OLD':
    case 'NEW':
      if (peek(p) === 'TABLE' && peek(p, 2) === '(') return parseDataChangeTable(p);
      break;
    case 'UNPIVOT':
      if (p.grammar.indexVariables && peekKind(p) === TokenKind.Word) return parseObjectUnpivot(p);
      break;
    case 'STREAM':
      if (peek(p) === '(' && (peekKind(p, 2) === TokenKind.Word || peekKind(p, 2) === TokenKind.Quoted) && p.grammar.colonPaths)
        return parseOnly(p); // STREAM(t)
      if (peekKind(p) !== TokenKind.Word || peek(p) === 'AS' || p.words.notTableAlias[p.tokens.terminals[p.pos + 1] as number] === 1) break;
      advance(p); // Databricks: FROM STREAM t
      return parsePrimaryHere(p, start);
    case 'UNNEST':
    case 'JSON_TABLE':
    case 'XMLTABLE':
    case 'OPENJSON':
    case 'LEFT':
    case 'RIGHT':
    case 'VALIDATE':
      if (peek(p) === '(') return parseTableCall(p, start, false);
      break;
    case '{':
      if (peekWordIs(p, 1, 'OJ')) {
        advance(p);
        advance(p);
        const relation = parseRelation(p);
        expect(p, '}');
        return relation;
      }
      break;
    default:
  }
  if (peek(p) === ':' && p.grammar.prefixAlias && atName(p)) {
    // DuckDB: alias: relation
    const name = takeIdentifier(p);
    advance(p);
    const relation = parsePrimaryHere(p, startOf(p));
    return relation.kind === 'missing' || relation.kind === 'template' || relation.kind === 'join'
      ? relation
      : ({ ...relation, alias: { kind: 'table-alias', name, columns: [], start: name.start, end: name.end }, start } as Relation);
  }
  if (startsQuery(p) && p.word !== 'TABLE' && p.word !== 'FROM') {
    report(p, `expected a table, found '${textOf(p)}'`, ['a table'], 'put the subquery in parentheses');
    return { kind: 'derived', lateral: false, query: parseQuery(p), start: startFrom(p, start), end: endOf(p) };
  }
  if (p.kind === TokenKind.Word && p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && p.word !== 'IDENTIFIER')
    return skipDoubled(p) ? parsePrimaryHere(p, startOf(p)) : missing(p, 'a table');
  if (!atDatasetName(p)) return missing(p, 'a table');
  return isCall(p) ? parseTableCall(p, start, false) : parseTable(p, start);
}

/** Whether a dotted name here is followed by '(' : a call. */
function isCall(p: Cursor): boolean {
  if (p.kind === TokenKind.Parameter) return peek(p) === '.' && peekKind(p, 2) === TokenKind.Word && peek(p, 3) === '(';
  if (p.kind !== TokenKind.Word && p.kind !== TokenKind.Quoted && p.kind !== TokenKind.Template) return false;
  if (p.word === 'IDENTIFIER' && p.grammar.identifierCall) return false;
  let i = 1;
  while (peek(p, i) === '.' && (peekKind(p, i + 1) === TokenKind.Word || peekKind(p, i + 1) === TokenKind.Quoted)) i += 2;
  if (peek(p, i) !== '(') return false;
  // T-SQL's old hints: FROM t (NOLOCK)
  return !(
    p.grammar.tableHints &&
    peekKind(p, i + 1) === TokenKind.Word &&
    HINTS.has(peekText(p, i + 1).toUpperCase()) &&
    (peek(p, i + 2) === ')' || peek(p, i + 2) === ',')
  );
}

/** '(' query ')' | '(' relation ')' */
function parseParenthesized(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  if (startsQuery(p)) {
    const query = parseQuery(p);
    closeParenthesis(p);
    return withSuffixes(p, { kind: 'derived', lateral: false, query, start: startFrom(p, start), end: endOf(p) });
  }
  if (at(p, 'INSERT') || at(p, 'UPDATE') || at(p, 'DELETE') || at(p, 'MERGE')) {
    const statement = parseStatement(p);
    closeParenthesis(p);
    return withSuffixes(p, dataChange(statement, p, start));
  }
  const innerStart = startOf(p);
  const opened = at(p, '(');
  const inner = parseRelations(p);
  const first = inner[0] as Relation;
  if (
    opened &&
    inner.length === 1 &&
    first.kind === 'derived' &&
    first.alias === undefined &&
    (atSetOperator(p) || at(p, 'ORDER') || at(p, 'LIMIT') || at(p, ')') || at(p, 'OFFSET'))
  ) {
    // ((SELECT …) UNION (SELECT …)): what was read as a derived table is the query's first term
    const query = atSetOperator(p) || !at(p, ')') ? parseQueryRest(p, innerStart, undefined, first.query) : first.query;
    closeParenthesis(p);
    return withSuffixes(p, { kind: 'derived', lateral: false, query, start: startFrom(p, start), end: endOf(p) });
  }
  closeParenthesis(p);
  let relation = first;
  for (const next of inner.slice(1)) relation = joinOf(relation, next, p, innerStart, 'cross');
  return withSuffixes(p, { kind: 'parenthesized', relation, start: startFrom(p, start), end: endOf(p) });
}

function closeParenthesis(p: Cursor): void {
  if (eat(p, ')')) return;
  fail(p, ["')'"]);
  // skip only when the parenthesis is closed further on; else what follows belongs to the outer query
  skipUntil(p, (q) => q.word === 'WHERE' || q.word === 'GROUP' || q.word === 'ORDER' || q.word === 'SELECT' || q.word === 'JOIN');
  eat(p, ')');
}

function dataChange(statement: DerivedTable['statement'] & object, p: Cursor, start: number): DerivedTable {
  const query: Query = {
    kind: 'query',
    body: { kind: 'values', rows: [], start: startFrom(p, start), end: endOf(p) },
    orderBy: [],
    limit: [],
    pipe: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
  return { kind: 'derived', lateral: false, query, statement, start: startFrom(p, start), end: endOf(p) };
}

/** (FINAL | OLD | NEW) TABLE '(' statement ')' (DB2) */
function parseDataChangeTable(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  advance(p);
  expect(p, '(');
  const statement = parseStatement(p);
  expect(p, ')');
  return withSuffixes(p, dataChange(statement, p, start));
}

/** Redshift: UNPIVOT object AS value AT attribute */
function parseObjectUnpivot(p: Cursor): Relation {
  const start = startOf(p);
  const name = takeIdentifier(p);
  return unnested(p, parseExpression(p), name, start);
}

/** A path that makes rows, with its alias and its index: value [AS alias] [AT index] */
function unnested(p: Cursor, value: Expression, name: Identifier, start: number): TableFunction {
  const call: FunctionCall = {
    kind: 'call',
    name: [name],
    arguments: [value],
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
  const alias = parseTableAlias(p);
  const ordinality = at(p, 'AT') && peek(p) !== '(' ? (advance(p), parseIdentifier(p)) : undefined;
  return {
    kind: 'table-function',
    form: 'unnest',
    call,
    lateral: true,
    ...(alias && { alias }),
    ...(ordinality && { ordinality }),
    columns: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function parseOnly(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  const open = eat(p, '(');
  const name = parseDatasetName(p);
  if (open) expect(p, ')');
  return withSuffixes(p, { kind: 'table', name, start: startFrom(p, start), end: endOf(p) });
}

/** ROWS FROM '(' call, … ')' */
function parseRowsFrom(p: Cursor): Relation {
  const start = startOf(p);
  advance(p);
  advance(p);
  advance(p);
  const calls: FunctionCall[] = [];
  do {
    const call = parseExpression(p);
    if (call.kind === 'call') calls.push(call);
    if (eat(p, 'AS')) skipBalanced(p);
  } while (eat(p, ','));
  expect(p, ')');
  const name: Identifier = { kind: 'identifier', name: 'rows from', quoted: false, start: startFrom(p, start), end: endOf(p) };
  const call: FunctionCall = {
    kind: 'call',
    name: [name],
    arguments: calls,
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
  return withSuffixes(p, {
    kind: 'table-function',
    form: 'call',
    call,
    lateral: false,
    columns: [],
    start: startFrom(p, start),
    end: endOf(p),
  });
}

/** [TABLE] name '(' … ')' with the columns it declares */
function parseTableCall(p: Cursor, start: number, lateral: boolean): Relation {
  const nameStart = startOf(p);
  if (at(p, 'TABLE') && peek(p) === '(') return parseTableOf(p, start, lateral);
  const name = [parseLabel(p, 'a table function')];
  while (eat(p, '.')) name.push(parseLabel(p));
  if (!at(p, '(')) {
    if (lateral) {
      // LATERAL t.items (Impala) or a table's name
      const parts = name;
      return withSuffixes(p, {
        kind: 'table',
        name: { kind: 'dataset-name', form: 'name', parts, start: startFrom(p, nameStart), end: endOf(p) },
        start: startFrom(p, start),
        end: endOf(p),
      });
    }
    fail(p, ["'('"]);
  }
  const open = p.pos;
  let call = parseCall(p, name, nameStart);
  if (p.grammar.namedByAssignment) call = { ...call, arguments: call.arguments.map(asNamedArgument) };
  const columns = declaredColumns(p, open);
  if (at(p, 'WITH') && peek(p) !== '(' && /^openxml$/i.test(name[0]?.name ?? '')) {
    advance(p);
    parseDatasetName(p);
  } else if (at(p, 'WITH') && peek(p) === '(' && /^open(json|rowset|xml)$/i.test(name[0]?.name ?? '')) {
    advance(p);
    columns.push(...parseDeclaredColumns(p));
  }
  if (at(p, 'PIVOT') || at(p, 'UNPIVOT'))
    return { kind: 'table-function', form: 'call', call, lateral, columns, start: startFrom(p, start), end: endOf(p) };
  const form = name.length === 1 && name[0]?.name.toUpperCase() === 'UNNEST' ? 'unnest' : 'call';
  return withSuffixes(p, { kind: 'table-function', form, call, lateral, columns, start: startFrom(p, start), end: endOf(p) });
}

/** DuckDB: `read_csv('x', header = true)` */
function asNamedArgument(value: Expression): Expression {
  if (value.kind !== 'operation' || value.operators[0] !== '=' || value.operands.length !== 2) return value;
  const [left, right] = value.operands as [Expression, Expression];
  const name = left.kind === 'column-name' && left.parts.length === 1 ? left.parts[0] : undefined;
  return name === undefined ? value : { kind: 'named-argument', name, value: right, start: value.start, end: value.end };
}

/** TABLE '(' call | query | expression ')' */
function parseTableOf(p: Cursor, start: number, lateral: boolean): Relation {
  advance(p);
  const open = startOf(p);
  if (peek(p) === 'SELECT' || peek(p) === 'WITH') {
    const query = parseParenthesizedQuery(p);
    return withSuffixes(p, { kind: 'derived', lateral, query, start: startFrom(p, start), end: endOf(p) });
  }
  advance(p);
  if ((p.kind === TokenKind.String || p.kind === TokenKind.Parameter) && peek(p) === ')') {
    // TABLE('s.t'), TABLE($name): a dataset that is named by a value (Snowflake)
    const name = p.kind === TokenKind.String ? namedByString(takeIdentifier(p)) : parseDatasetName(p);
    advance(p);
    return withSuffixes(p, { kind: 'table', name, start: startFrom(p, start), end: endOf(p) });
  }
  const value = parseExpression(p);
  if (!at(p, ')')) skipUntil(p, () => false);
  expect(p, ')');
  const name: Identifier = { kind: 'identifier', name: 'table', quoted: false, start, end: open };
  const call: FunctionCall =
    value.kind === 'call'
      ? value
      : {
          kind: 'call',
          name: [name],
          arguments: [value],
          distinct: false,
          orderBy: [],
          withinGroup: [],
          start: startFrom(p, start),
          end: endOf(p),
        };
  return withSuffixes(p, { kind: 'table-function', form: 'table', call, lateral, columns: [], start: startFrom(p, start), end: endOf(p) });
}

/** The names after COLUMNS within the parentheses that opened at token `open`: `JSON_TABLE(x, '$' COLUMNS (a int PATH …))`. */
function declaredColumns(p: Cursor, open: number): Identifier[] {
  const columns: Identifier[] = [];
  const close = p.pos - 1;
  const q: Cursor = { ...p, diagnostics: [], pos: open };
  for (let i = open; i < close; i++) {
    if ((p.tokens.terminals[i] as number) === 0) continue;
    q.pos = i - 1;
    if (peek(q) === 'COLUMNS') {
      q.pos = i;
      advance(q);
      collectDeclared(q, columns, close);
      return columns;
    }
  }
  return columns;
}

function collectDeclared(q: Cursor, columns: Identifier[], close: number): void {
  const open = eat(q, '(');
  while (q.pos < close && !(open && at(q, ')'))) {
    if (atWord(q, 'NESTED')) {
      while (q.pos < close && !at(q, 'COLUMNS')) advance(q);
      advance(q);
      collectDeclared(q, columns, close);
      eat(q, ',');
      continue;
    }
    if (q.kind === TokenKind.Word || q.kind === TokenKind.Quoted) columns.push(takeIdentifier(q));
    while (q.pos < close && !at(q, ',') && !at(q, ')')) skipBalanced(q);
    if (!eat(q, ',')) break;
  }
  if (open) eat(q, ')');
}

/** '(' name [type …], … ')' */
export function parseDeclaredColumns(p: Cursor): Identifier[] {
  const columns: Identifier[] = [];
  expect(p, '(');
  while (!at(p, ')')) {
    columns.push(parseLabel(p, 'a column name'));
    if (!at(p, ',') && !at(p, ')')) {
      parseType(p);
      if (p.grammar.createOptions || at(p, 'COLLATE')) skipUntil(p, (q) => at(q, ','));
    }
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  return columns;
}

function parseTable(p: Cursor, start: number): Relation {
  const name = parseDatasetName(p);
  if (at(p, '*') && p.grammar.tableStar) advance(p); // PostgreSQL's `t *`
  if (at(p, '(') && (name.form === 'stage' || name.form === 'dynamic')) skipBalanced(p); // a stage's options, IDENTIFIER(f)(arguments)
  if (p.grammar.indexVariables && name.parts.length > 1 && opensIndex(p)) {
    const value: Expression = { kind: 'column-name', parts: name.parts, start: name.start, end: name.end };
    return unnested(p, value, { kind: 'identifier', name: 'unnest', quoted: false, start: name.start, end: name.start }, start);
  }
  return withSuffixes(p, { kind: 'table', name, start: startFrom(p, start), end: endOf(p) });
}

/** `[AS alias] AT index` behind a path */
function opensIndex(p: Cursor): boolean {
  let i = 0;
  if (at(p, 'AS')) i = 2;
  else if (p.kind === TokenKind.Word && p.word !== 'AT' && peek(p) === 'AT') i = 1;
  return (i === 0 ? p.word : peek(p, i)) === 'AT' && peekKind(p, i + 1) === TokenKind.Word;
}

// ── What follows a primary ───────────────────────────────────────────────────────────────────────────────────────────

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** A relation that is being read: its alias is still to come. */
type Aliased = TableReference | DerivedTable | TableFunction | Extract<Relation, { kind: 'parenthesized' }>;

/** { sample | time travel | hints | partition | ordinality | alias } */
function withSuffixes(p: Cursor, relation: Aliased): Relation {
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
  )
    p.diagnostics.push({
      severity: 'error',
      code: 'syntax',
      message: 'this alias has columns but no name',
      span: { start: alias.start, end: alias.end },
      hint: 'write AS name (columns)',
    });
  const open = relation as Writable<Aliased>;
  open.end = endOf(p);
  if (alias !== undefined) open.alias = alias;
  if (ordinality !== undefined && open.kind === 'table-function') open.ordinality = ordinality;
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
  if (!withAs && (isTableSuffix(p) || startsJoin(p))) return undefined;
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

const HINTS = new Set([
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
function startsJoin(p: Cursor): boolean {
  let i = 0;
  while (i < 4 && JOIN_WORDS.has(i === 0 ? p.word : peek(p, i))) i++;
  return i > 0 && (peek(p, i) === 'JOIN' || peek(p, i) === 'APPLY') && (i > 1 || p.word !== 'ALL');
}

/** Words that an alias could be but that begin a suffix here. */
function isTableSuffix(p: Cursor): boolean {
  switch (p.word) {
    case 'AT':
      return peek(p) === '(' || atReference(p);
    case 'BEFORE':
    case 'CHANGES':
    case 'MATCH_CONDITION':
      return peek(p) === '(';
    case 'OFFSET':
    case 'LIMIT':
      return peekKind(p) === TokenKind.Number || peekKind(p) === TokenKind.Parameter || peek(p) === '(';
    case 'PIVOT':
    case 'UNPIVOT':
      return atPivot(p);
    case 'PARTITIONED':
    case 'CLUSTERED':
      return peek(p) === 'BY';
    case 'MODEL':
      return p.grammar.model;
    case 'MAP':
      return p.grammar.transform && peekKind(p) === TokenKind.Word;
    case 'SAMPLE':
      return p.grammar.sample;
    case 'FINAL':
      return p.grammar.settings;
    case 'VERSION':
    case 'TIMESTAMP':
    case 'SYSTEM_VERSION':
    case 'SYSTEM_TIME':
      return peek(p) === 'AS' && peek(p, 2) === 'OF';
    case 'VERSIONS':
      return peek(p) === 'BETWEEN';
    case 'PARTITION':
    case 'SUBPARTITION':
      return peek(p) === '(' || peek(p) === 'FOR' || peek(p) === 'BY';
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
      return p.grammar.semicolonless;
    case 'MINUS':
      return p.grammar.minus || peek(p) === 'SELECT';
    case 'INTERSECT':
    case 'EXCEPT':
      return atSetOperator(p);
    case 'SET':
    case 'QUALIFY':
      return peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted || peekKind(p) === TokenKind.Parameter || peek(p) === '(';
    case 'OFFSET':
    case 'LIMIT':
      return peekKind(p) === TokenKind.Number || peekKind(p) === TokenKind.Parameter || peekKind(p) === TokenKind.Template;
    case 'PIVOT':
    case 'UNPIVOT':
      return atPivot(p);
    case 'OPTION':
      return peek(p) === '(';
    case 'LOCK':
      return peek(p) === 'IN';
    case 'EMIT':
      return peekWordIs(p, 1, 'CHANGES');
    case 'SELECT':
    case 'INSERT':
      return true;
    default:
      if (p.grammar.semicolonless && STATEMENT_WORDS.has(p.word)) return true;
      if (p.word !== '') return false;
      return (
        atWord(p, 'INDEXED') ||
        atWord(p, 'SETMINUS') ||
        atWord(p, 'TIMESERIES') ||
        atWord(p, 'PREFERRING') ||
        (atWord(p, 'EXPAND') && peek(p) === 'ON') ||
        (atWord(p, 'REDUCE') && p.grammar.transform && peekKind(p) === TokenKind.Word)
      );
  }
}

/** Dremio, Nessie: t AT BRANCH b, t AT TAG x, t AT SNAPSHOT 'y' */
const atReference = (p: Cursor): boolean =>
  at(p, 'AT') && ['BRANCH', 'TAG', 'COMMIT', 'REFERENCE', 'REF', 'SNAPSHOT'].some((word) => peekWordIs(p, 1, word));

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
      if (at(p, '(')) skipBalanced(p);
      else if (p.kind === TokenKind.Number) {
        advance(p);
        if (at(p, '%') || at(p, 'PERCENT') || at(p, 'ROWS')) advance(p);
      }
      if ((at(p, 'REPEATABLE') || at(p, 'SEED')) && peek(p) === '(') {
        advance(p);
        skipBalanced(p);
      }
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
      if (!p.grammar.settings) return false;
      advance(p);
      return true;
    case 'FOR':
      return skipTimeTravel(p);
    case 'AT':
      if (!atReference(p)) return skipAtClause(p);
      advance(p);
      advance(p);
      advance(p);
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
      if (at(p, 'TIMESTAMP') || at(p, 'SYSTEM') || atWord(p, 'SCN')) advance(p);
      if (at(p, 'TIME')) advance(p);
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
      if (peek(p) !== '(' && peek(p) !== 'FOR' && !(peek(p) === 'BY' && peek(p, 2) === '(')) return false;
      advance(p);
      if (!eat(p, 'FOR')) eat(p, 'BY');
      skipBalanced(p);
      return true;
    case 'WITH':
      if (peek(p) !== '(' || !p.grammar.tableHints) return false;
      advance(p);
      skipBalanced(p);
      return true;
    case '(':
      if (!isHintList(p)) return false;
      skipBalanced(p);
      return true;
    case 'USE':
    case 'FORCE':
    case 'IGNORE':
      if (peek(p) !== 'INDEX' && peek(p) !== 'KEY') return false;
      while (!at(p, '(') && p.kind === TokenKind.Word) advance(p);
      skipBalanced(p);
      eat(p, ',');
      return true;
    case 'NOT':
      if (!peekWordIs(p, 1, 'INDEXED')) return false;
      advance(p);
      advance(p);
      return true;
    case '@':
      if (relation.kind !== 'table') return false;
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

/** FOR (SYSTEM_TIME | SYSTEM_VERSION | VERSION | TIMESTAMP | …) (AS OF x | FROM x TO y | BETWEEN x AND y | CONTAINED IN (…) | ALL) */
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
  if (eatPair(p, 'AS', 'OF')) parseExpression(p);
  else if (eat(p, 'FROM') || eat(p, 'BETWEEN')) {
    parseExpressionList(p);
    if (eat(p, 'TO') || eat(p, 'AND')) parseExpression(p);
  } else if (eat(p, 'ALL')) return true;
  else {
    advance(p);
    eat(p, 'IN');
    if (at(p, '(')) skipBalanced(p);
  }
  return true;
}
