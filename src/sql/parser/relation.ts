/** What stands between joins: tables, subqueries, calls, relations in parentheses. */
import { TokenKind } from '../tokens.js';
import type { DerivedTable, Expression, FunctionCall, Identifier, Query, Relation, Statement, TableFunction } from '../tree.js';
import { parseCall, parseTableArgument } from './call.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  missing,
  nested,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipDoubled,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression } from './expression.js';
import { joinOf, parseRelation, parseRelations } from './from.js';
import { parseLoadedRelation, parseRangeValues } from './import.js';
import { pathName } from './insert.js';
import { parseKeywordCall } from './keyword-call.js';
import { atDatasetName, atName, namedByString, parseDatasetName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { atPivot, parsePivotSuffix } from './pivot.js';
import { atSetOperator, parseParenthesizedQuery, parseQuery, parseQueryRest, parseValues, startsQuery } from './query.js';
import { atTail } from './query-tail.js';
import { parseStatement } from './script.js';
import { HINTS, parseTableAlias, withSuffixes } from './table-suffix.js';
import { parseType } from './type.js';
import { peekText } from './word.js';

// ── Primaries ────────────────────────────────────────────────────────────────────────────────────────────────────────

export function parsePrimary(p: Cursor): Relation {
  const start = startOf(p);
  const primary = parsePrimaryHere(p, start);
  return atPivot(p) || at(p, 'MATCH_RECOGNIZE') ? parsePivotSuffix(p, primary, start) : primary;
}

/** The right side of a join. */
export function parseJoined(p: Cursor): Relation {
  return p.grammar.pivotOverJoin ? parseHere(p) : parsePrimary(p);
}

const parseHere = (p: Cursor): Relation => parsePrimaryHere(p, startOf(p));
const noTable = (p: Cursor): Relation => missing(p, 'a table');

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
        if (atRowsFrom(p)) return parseRowsFrom(p); // a function's arguments see what stands before it in any case
        return parseTableCall(p, start, true);
      }
      break;
    case 'VALUES':
      if (peek(p) === 'BETWEEN' && p.grammar.loadedRelations) return parseRangeValues(p);
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
      if (atRowsFrom(p)) return parseRowsFrom(p);
      break;
    case 'TABLE':
      if (peek(p) === '(') return parseTableCall(p, start, false);
      break;
    case 'EXTERNAL':
      if (peekKind(p) !== TokenKind.String) break;
      return parseExternal(p, start);
    case 'FOREIGN':
      if (peek(p) !== 'TABLE' || peek(p, 2) !== '(') break;
      advance(p); // Teradata: FOREIGN TABLE (query)@server AS alias
      advance(p);
      return parseParenthesized(p);
    case 'FINAL':
    case 'OLD':
    case 'NEW':
      if (peek(p) === 'TABLE' && peek(p, 2) === '(') return parseDataChangeTable(p);
      break;
    case 'UNPIVOT':
      if (p.grammar.indexVariables && peekKind(p) === TokenKind.Word) return parseObjectUnpivot(p);
      break;
    case 'STREAM':
      if (peek(p) === '(' && (peekKind(p, 2) === TokenKind.Word || peekKind(p, 2) === TokenKind.Quoted) && p.grammar.streamTables)
        return parseOnly(p); // STREAM(t)
      if (peekKind(p) !== TokenKind.Word || peek(p) === 'AS' || p.words.notTableAlias[p.tokens.terminals[p.pos + 1] as number] === 1) break;
      advance(p); // Databricks: FROM STREAM t
      return nested(p, (q) => parsePrimaryHere(q, start), noTable);
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
    const relation = nested(p, parseHere, noTable);
    return relation.kind === 'missing' || relation.kind === 'template' || relation.kind === 'join'
      ? relation
      : ({ ...relation, alias: { kind: 'table-alias', name, columns: [], start: name.start, end: name.end }, start } as Relation);
  }
  if (startsQuery(p) && p.word !== 'TABLE' && p.word !== 'FROM') {
    report(p, `expected a table, found '${textOf(p)}'`, ['a table'], 'put the subquery in parentheses');
    return { kind: 'derived', lateral: false, query: parseQuery(p), start: startFrom(p, start), end: endOf(p) };
  }
  if (p.kind === TokenKind.Word && p.words.reserved[p.tokens.terminals[p.pos] as number] === 1 && p.word !== 'IDENTIFIER') {
    const call = peek(p) === '(' ? undefined : parseKeywordCall(p);
    if (call?.kind === 'call') {
      // PostgreSQL: FROM CURRENT_DATE
      const span = { start: call.start, end: call.end };
      return withSuffixes(p, { kind: 'table-function', form: 'call', call, lateral: false, columns: [], ...span });
    }
    return skipDoubled(p) ? nested(p, parseHere, noTable) : noTable(p);
  }
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
  if (startsQuery(p) || (p.grammar.describeQuery && atDescription(p))) {
    const query = parseQuery(p);
    closeParenthesis(p);
    return withSuffixes(p, { kind: 'derived', lateral: false, query, start: startFrom(p, start), end: endOf(p) });
  }
  if (p.grammar.loadedRelations && (at(p, 'IMPORT') || at(p, 'EXPLAIN'))) return parseLoadedRelation(p, start);
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
    (atSetOperator(p) || at(p, ')') || atTail(p))
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

/** DuckDB's `FROM (DESCRIBE t)`, unless a table is called so. */
const atDescription = (p: Cursor): boolean =>
  (at(p, 'DESCRIBE') || at(p, 'SHOW') || at(p, 'SUMMARIZE')) && peekKind(p) !== TokenKind.Symbol && peek(p) !== 'JOIN' && peek(p) !== 'AS';

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

/** EXTERNAL 'path' ['(' columns ')' | LIKE t] [USING '(' options ')'] (DB2, Netezza) */
function parseExternal(p: Cursor, start: number): Relation {
  advance(p);
  const name = pathName(p);
  const table: Relation = { kind: 'table', name, start: startFrom(p, start), end: endOf(p) };
  if (at(p, '(')) skipBalanced(p);
  else if (eat(p, 'LIKE')) parseDatasetName(p);
  if (at(p, 'USING') && peek(p) === '(') {
    advance(p);
    skipBalanced(p);
  }
  return withSuffixes(p, table);
}

/** (FINAL | OLD | NEW) TABLE '(' statement ')' (DB2) */
function parseDataChangeTable(p: Cursor): Relation {
  const start = startOf(p);
  const old = at(p, 'OLD');
  advance(p);
  advance(p);
  expect(p, '(');
  const statement = parseStatement(p);
  expect(p, ')');
  return withSuffixes(p, dataChange(withAllColumns(statement, old), p, start));
}

/** The rows that were changed, as RETURNING * gives them, or `old.*`. */
function withAllColumns(statement: Statement, old: boolean): Statement {
  const changes = statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete' || statement.kind === 'merge';
  if (!changes || statement.returning.length > 0) return statement;
  const span = { start: statement.start, end: statement.end };
  const qualifier: Identifier[] = old ? [{ kind: 'identifier', name: 'old', quoted: false, ...span }] : [];
  const star: Expression = { kind: 'star', qualifier, except: [], replace: [], rename: [], ...span };
  return { ...statement, returning: [{ kind: 'select-item', expression: star, ...span }] };
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
  const ordinality = peek(p) !== '(' && eat(p, 'AT') ? parseIdentifier(p) : undefined;
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

const atRowsFrom = (p: Cursor): boolean => at(p, 'ROWS') && peek(p) === 'FROM' && peek(p, 2) === '(';

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
  let call = peek(p) === 'ON' && p.grammar.tableOperators ? parseTableOperator(p, name, nameStart) : parseCall(p, name, nameStart);
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

/** name '(' { ON (table | '(' query ')') [PARTITION BY …] } [USING …] ')' (Teradata) */
function parseTableOperator(p: Cursor, name: Identifier[], start: number): FunctionCall {
  const inputs: Expression[] = [];
  expect(p, '(');
  while (at(p, 'ON')) {
    inputs.push(parseTableArgument(p));
    skipUntil(p, (q) => at(q, 'ON') || at(q, 'USING'));
  }
  skipUntil(p, () => false);
  expect(p, ')');
  return {
    kind: 'call',
    name,
    arguments: inputs,
    distinct: false,
    orderBy: [],
    withinGroup: [],
    start: startFrom(p, start),
    end: endOf(p),
  };
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
  const columns = at(p, '(') && peek(p) !== '+' ? parseDeclaredColumns(p) : []; // Druid: TABLE(HTTP(…)) (a VARCHAR)
  return withSuffixes(p, { kind: 'table-function', form: 'table', call, lateral, columns, start: startFrom(p, start), end: endOf(p) });
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
      nested(q, (inner) => collectDeclared(inner, columns, close), skipBalanced);
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
