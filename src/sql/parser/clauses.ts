/** The clauses of a SELECT, and what is done where they are broken. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { Expression, NamedWindow, SelectInto } from '../tree.js';
import {
  advance,
  at,
  atPair,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  findAtLevel,
  nested,
  onNewLine,
  peek,
  peekKind,
  peekWordIs,
  report,
  skipBalanced,
  skipUntil,
  startFrom,
  startOf,
  textOf,
} from './cursor.js';
import { parseExpression, skipOperand } from './expression.js';
import { parseJoins, parseLateralViews, parseRelations } from './from.js';
import { pathName } from './insert.js';
import { parseModel } from './model.js';
import { parseDatasetName, parseIdentifier, parseLabel } from './name.js';
import { atPreferring, parsePreferring, parseReferencing } from './narrowing.js';
import { atSetOperator } from './query.js';
import { endsItems, fromIsMissing, isItem, type OpenSelect } from './select.js';
import { parseSortItems, parseWindow } from './window.js';
import { CLAUSES } from './words.js';

// ── Clauses ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function parseClauses(p: Cursor, select: OpenSelect): void {
  for (;;) {
    switch (p.word) {
      case 'INTO':
        if (select.into !== undefined || !p.grammar.selectInto) return;
        select.into = parseInto(p);
        continue;
      case 'BULK':
        if (!peekWordIs(p, 1, 'COLLECT')) return;
        advance(p);
        advance(p);
        continue;
      case 'FROM':
        if (select.from.length > 0) return clauseTwice(p, 'FROM');
        advance(p);
        select.from = parseRelations(p);
        continue;
      case 'LATERAL':
        if (peek(p) !== 'VIEW') return;
        select.from = parseLateralViews(p, select.from);
        continue;
      case 'PREWHERE':
        advance(p);
        select.prewhere = parseExpression(p);
        continue;
      case 'WHERE':
        if (select.where !== undefined) return clauseTwice(p, 'WHERE');
        advance(p);
        select.where = parseExpression(p);
        continue;
      case 'START':
        if (peek(p) !== 'WITH') return;
        advance(p);
        advance(p);
        select.startWith = parseExpression(p);
        continue;
      case 'CONNECT':
        if (peek(p) !== 'BY') return;
        advance(p);
        advance(p);
        eat(p, 'NOCYCLE');
        select.connectBy = parseExpression(p);
        continue;
      case 'GROUP':
        if (peek(p) !== 'BY') return clauseWithoutBy(p);
        if (select.groupBy.length > 0) return clauseTwice(p, 'GROUP BY');
        advance(p);
        advance(p);
        parseGroupBy(p, select.groupBy);
        continue;
      case 'HAVING':
        if (select.having !== undefined) return clauseTwice(p, 'HAVING');
        advance(p);
        select.having = parseExpression(p);
        continue;
      case 'QUALIFY':
        if (select.qualify !== undefined || !p.grammar.qualify) return;
        advance(p);
        select.qualify = parseExpression(p);
        continue;
      case 'WINDOW':
        if (select.windows.length > 0) return;
        parseNamedWindows(p, select.windows);
        continue;
      case 'SORT':
      case 'CLUSTER':
      case 'DISTRIBUTE':
        if (peek(p) !== 'BY' || !p.grammar.sortBy) return;
        advance(p);
        advance(p);
        select.sortBy.push(...parseSortItems(p).map((item) => item.expression));
        continue;
      case 'MODEL':
        if (!p.grammar.model) return;
        parseModel(p, select);
        continue;
      case 'REFERENCING':
        if (!parseReferencing(p, select)) return;
        continue;
      case 'SAMPLE':
        if (!p.grammar.sampleClause) return;
        skipSample(p);
        continue;
      default:
        if (atPreferring(p)) select.prewhere = parsePreferring(p);
        else if (!skipDialectClause(p) && !recoverInClauses(p, select)) return;
    }
  }
}

/** LOG ERRORS … (Oracle), LOGGING [ALL] ERRORS … (Teradata): where rows go that could not be written */
export const atErrorLog = (p: Cursor): boolean =>
  (atWord(p, 'LOG') || atWord(p, 'LOGGING')) && (peekWordIs(p, 1, 'ERRORS') || (peek(p) === 'ALL' && peekWordIs(p, 2, 'ERRORS')));

/** Clauses of one dialect each that choose among rows without naming new columns. */
function skipDialectClause(p: Cursor): boolean {
  const opens =
    (atWord(p, 'EXPAND') && peek(p) === 'ON' && p.grammar.expandOn) ||
    (atWord(p, 'TIMESERIES') && peekKind(p) === TokenKind.Word) ||
    (at(p, 'SCATTER') && (peek(p) === 'BY' || peekWordIs(p, 1, 'RANDOMLY'))) || // Greenplum
    (at(p, 'MATCH') && peek(p) === '(' && peekWordIs(p, 2, 'PARTITION'));
  const logs = atErrorLog(p);
  if (!opens && !logs) return false;
  advance(p);
  skipUntil(p, (q) => CLAUSES.has(q.word) && q.word !== 'ON' && !logs);
  return true;
}

/** SAMPLE [WITH REPLACEMENT] [RANDOMIZED ALLOCATION] (size, … | WHEN condition THEN size, … [ELSE …] END) (Teradata) */
function skipSample(p: Cursor): void {
  advance(p);
  if (eat(p, 'WITH')) eat(p, 'REPLACEMENT');
  if (atWord(p, 'RANDOMIZED')) {
    advance(p);
    advance(p);
  }
  if (at(p, 'WHEN')) skipUntil(p, (q) => at(q, 'END'));
  if (at(p, 'END')) advance(p);
  else skipUntil(p, (q) => CLAUSES.has(q.word));
}

function clauseTwice(p: Cursor, name: string): void {
  report(p, `${name} stands twice in this query`);
}

export function clauseWithoutBy(p: Cursor): void {
  report(p, `expected BY after ${p.word}`, ['BY']);
}

/** Names, literals and commas cannot follow a clause: say so, and go on at the next clause. A word is left to the caller. */
function recoverInClauses(p: Cursor, select: OpenSelect): boolean {
  if (p.kind === TokenKind.End) return false;
  if (select.from.length === 0 && select.items.length > 0 && fromIsMissing(p) && !(p.grammar.semicolonless && onNewLine(p))) {
    fail(p, ['FROM']);
    select.from = parseRelations(p);
    return true;
  }
  if (select.from.length === 0 && JOINS.has(p.word) && !atSetOperator(p)) return takeAliasAsTable(p, select);
  const stray =
    p.word === '' ||
    p.word === 'AS' ||
    p.word === ',' ||
    p.word === '=' ||
    p.word === '.' ||
    p.word === '+' ||
    p.word === '-' ||
    p.word === '<' ||
    p.word === '>' ||
    p.word === '(';
  if (!stray || p.kind === TokenKind.Template || p.kind === TokenKind.Unknown)
    return p.kind === TokenKind.Unknown ? skipStray(p) : skipTemplate(p);
  if (p.grammar.semicolonless && (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted)) return false;
  if ((p.kind === TokenKind.Word || p.word === ',') && !clauseFollows(p)) return false;
  fail(p, select.from.length === 0 ? ["','", 'FROM'] : ['a clause', 'the end of the query']);
  return skipStray(p);
}

const JOINS = new Set<Terminal>(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL']);

/** `SELECT a t JOIN u ON …`: what reads as the last item's alias is the table that FROM would have named. */
function takeAliasAsTable(p: Cursor, select: OpenSelect): boolean {
  const item = select.items.at(-1);
  if (item?.alias === undefined) return false;
  fail(p, ['FROM']);
  const { alias, ...rest } = item;
  select.items[select.items.length - 1] = { ...rest, end: item.expression.end };
  const { start, end } = alias;
  select.from = [
    parseJoins(p, { kind: 'table', name: { kind: 'dataset-name', form: 'name', parts: [alias], start, end }, start, end }, start),
  ];
  return true;
}

function skipStray(p: Cursor): boolean {
  if (p.kind === TokenKind.Unknown) report(p, `'${textOf(p)}' has no meaning here`);
  const before = p.pos;
  skipUntil(p, (q) => CLAUSES.has(q.word));
  return p.pos > before;
}

/** `{{ where_clause }}` between clauses stands for text that nobody can see. */
export function skipTemplate(p: Cursor): boolean {
  if (p.kind !== TokenKind.Template) return false;
  advance(p);
  return true;
}

/** Whether a clause of this query still comes at this level of brackets, so that skipping leads somewhere. */
export const clauseFollows = (p: Cursor): boolean => findAtLevel(p, 0, 60, (word) => CLAUSES.has(word)) >= 0;

/** INTO [TEMPORARY | UNLOGGED] [TABLE] name | INTO variable, … */
export function parseInto(p: Cursor): SelectInto {
  const start = startOf(p);
  advance(p);
  const service =
    p.kind === TokenKind.Word && (peekKind(p) === TokenKind.String || (atWord(p, 'LINK') && peekKind(p, 2) === TokenKind.String));
  if (at(p, 'OUTFILE') || atWord(p, 'DUMPFILE') || service) {
    // or SingleStore's S3, FS, KAFKA, LINK name
    advance(p);
    const target = p.kind === TokenKind.String ? pathName(p) : undefined;
    skipUntil(p, (q) => CLAUSES.has(q.word));
    return { kind: 'select-into', ...(target && { target }), temporary: false, variables: [], start: startFrom(p, start), end: endOf(p) };
  }
  const strict = eat(p, 'STRICT');
  if ((at(p, 'GLOBAL') || at(p, 'LOCAL')) && (peek(p) === 'TEMP' || peek(p) === 'TEMPORARY')) advance(p);
  const temporary = eat(p, 'TEMPORARY') || eat(p, 'TEMP');
  eat(p, 'UNLOGGED');
  eat(p, 'TABLE');
  if (strict || p.kind === TokenKind.Parameter || !p.grammar.selectIntoTable) {
    const variables: Expression[] = [];
    do variables.push(parseExpression(p));
    while (eat(p, ','));
    return { kind: 'select-into', temporary, variables, start: startFrom(p, start), end: endOf(p) };
  }
  const target = parseDatasetName(p);
  const variables: Expression[] = [];
  // Several are variables, the first as well.
  if (at(p, ',')) variables.push({ kind: 'column-name', parts: target.parts, start: target.start, end: target.end });
  while (eat(p, ',')) variables.push(parseExpression(p));
  if (atPair(p, 'ON', 'COMMIT')) skipUntil(p, (q) => q.word !== 'ON' && CLAUSES.has(q.word));
  else if (at(p, 'ON') && peekKind(p) !== TokenKind.Symbol) {
    advance(p);
    advance(p);
  }
  return {
    kind: 'select-into',
    ...(variables.length === 0 && { target }),
    temporary,
    variables,
    start: startFrom(p, start),
    end: endOf(p),
  };
}

/** GROUP BY [ALL | DISTINCT] element, … [WITH ROLLUP | CUBE | TOTALS] */
export function parseGroupBy(p: Cursor, elements: Expression[]): void {
  const start = startOf(p);
  if (p.grammar.groupByAuto && at(p, 'ALL') && peekWordIs(p, 1, 'AUTO')) advance(p);
  if (
    (at(p, 'ALL') && p.grammar.groupByAll && peek(p) !== '(' && peek(p) !== ',' && !atExpressionAfterAll(p)) ||
    (p.grammar.groupByAuto && atWord(p, 'AUTO') && peek(p) !== '.' && peek(p) !== ',')
  ) {
    advance(p);
    elements.push({ kind: 'grouping', type: 'all', elements: [], start: startFrom(p, start), end: endOf(p) });
  } else {
    if (!eat(p, 'DISTINCT') && at(p, 'ALL') && peek(p) !== ',') advance(p);
    do {
      if (elements.length > 0 && p.trailingCommas && endsGroups(p) && !isItem(p)) break;
      elements.push(parseGroupingElement(p));
    } while (
      eat(p, ',') ||
      (p.grammar.groupingAfterGroup && (at(p, 'GROUPING') || at(p, 'CUBE') || at(p, 'ROLLUP')) && !atPair(p, 'GROUPING', ','))
    );
  }
  while ((at(p, 'USING') && peekWordIs(p, 1, 'TIMECODE')) || (atWord(p, 'FILL') && peek(p) === '(')) {
    eat(p, 'USING'); // Teradata: GROUP BY TIME (HOURS(1)) USING TIMECODE(a) FILL (NULLS)
    advance(p);
    skipBalanced(p);
  }
  while (at(p, 'WITH') && (peek(p) === 'ROLLUP' || peek(p) === 'CUBE' || peek(p) === 'TOTALS')) {
    advance(p);
    advance(p);
  }
}

const endsGroups = (p: Cursor): boolean => endsItems(p) || at(p, 'QUALIFY');
const atExpressionAfterAll = (p: Cursor): boolean =>
  peekKind(p) === TokenKind.Number ||
  peekKind(p) === TokenKind.Quoted ||
  (peekKind(p) === TokenKind.Word && peek(p) === '') ||
  (peek(p) === 'GROUPING' && peek(p, 2) === 'SETS') ||
  ((peek(p) === 'CUBE' || peek(p) === 'ROLLUP') && peek(p, 2) === '(');

/** element := ROLLUP (…) | CUBE (…) | GROUPING SETS (…) | () | expression */
function parseGroupingElement(p: Cursor): Expression {
  const start = startOf(p);
  const type = at(p, 'ROLLUP') ? 'rollup' : at(p, 'CUBE') ? 'cube' : atPair(p, 'GROUPING', 'SETS') ? 'grouping-sets' : undefined;
  if (type !== undefined && (peek(p) === '(' || type === 'grouping-sets')) {
    advance(p);
    if (type === 'grouping-sets') advance(p);
    const elements: Expression[] = [];
    if (expect(p, '(')) {
      while (!at(p, ')')) {
        elements.push(nested(p, parseGroupingElement, skipOperand));
        if (!eat(p, ',')) break;
      }
      expect(p, ')');
    }
    return { kind: 'grouping', type, elements, start: startFrom(p, start), end: endOf(p) };
  }
  if (at(p, '(') && peek(p) === ')') {
    advance(p);
    advance(p);
    return { kind: 'tuple', elements: [], start: startFrom(p, start), end: endOf(p) };
  }
  const expression = parseExpression(p);
  if (at(p, 'AS') && p.grammar.aliasedExpressions) {
    advance(p);
    const name = parseLabel(p);
    return { kind: 'named-argument', name, value: expression, start: startFrom(p, start), end: endOf(p) };
  }
  if (at(p, 'ASC') || at(p, 'DESC')) advance(p);
  return expression;
}

/** WINDOW name AS (…) { ',' … } */
export function parseNamedWindows(p: Cursor, windows: NamedWindow[]): void {
  advance(p);
  do {
    const start = startOf(p);
    const name = parseIdentifier(p, 'a window name');
    expect(p, 'AS');
    if (at(p, '(')) windows.push({ kind: 'named-window', name, window: parseWindow(p), start: startFrom(p, start), end: endOf(p) });
    else {
      const base = parseIdentifier(p, 'a window');
      windows.push({
        kind: 'named-window',
        name,
        window: { kind: 'window', base, partitionBy: [], orderBy: [], frame: [], start: startFrom(p, start), end: endOf(p) },
        start: startFrom(p, start),
        end: endOf(p),
      });
    }
  } while (eat(p, ','));
}
