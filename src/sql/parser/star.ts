/** `*` and `t.*` with their modifiers. */
import { TokenKind } from '../tokens.js';
import type { ColumnName, Expression, SelectItem, Star, StarPattern, StarRename } from '../tree.js';
import {
  advance,
  at,
  atWord,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  nested,
  peek,
  peekKind,
  spanFrom,
  startFrom,
  startOf,
  touches,
} from './cursor.js';
import { parseExpression, skipOperand } from './expression.js';
import { parseLabel, takeIdentifier } from './name.js';
import { stringValue } from './primary.js';
import { parseColumnName } from './reference.js';
import { parseSelectItem } from './select.js';
import { isQueryAfterParen } from './word.js';

// ── Stars ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `*` in a select list or as an argument. */
export function parseStar(p: Cursor): Star {
  const start = startOf(p);
  advance(p);
  if (atWord(p, 'COLUMNS') && peek(p) === '(' && touches(p) && p.grammar.starPatterns) {
    // DuckDB's *COLUMNS(…): the columns as separate arguments
    const columns = parseExpression(p);
    return columns.kind === 'star'
      ? { ...columns, start }
      : { kind: 'star', qualifier: [], except: [], replace: [], rename: [], operand: columns, start: startFrom(p, start), end: endOf(p) };
  }
  return parseStarModifiers(p, { qualifier: [] }, start);
}

type StarBase = Pick<Star, 'qualifier' | 'operand' | 'columns'>;

/** … [LIKE 'pattern'] [EXCEPT | EXCLUDE columns] [REPLACE (expression AS name, …)] [RENAME (a AS b, …)] [APPLY (function)] */
export function parseStarModifiers(p: Cursor, base: StarBase, start: number): Star {
  const except: ColumnName[] = [];
  const replace: Star['replace'][number][] = [];
  const rename: StarRename[] = [];
  const apply: Expression[] = [];
  let pattern: StarPattern | undefined;
  for (;;) {
    if (
      (at(p, 'LIKE') ||
        at(p, 'ILIKE') ||
        at(p, 'GLOB') ||
        at(p, 'SIMILAR') ||
        (at(p, 'NOT') && (peek(p) === 'LIKE' || peek(p) === 'ILIKE')) ||
        ((at(p, '~~') || at(p, '~~*') || at(p, '!~~') || at(p, '!~~*') || at(p, 'custom-operator')) && peekKind(p) === TokenKind.String)) &&
      p.grammar.starPatterns
    )
      pattern = parseStarPattern(p);
    else if (
      (at(p, 'EXCEPT') && peek(p) === '(' && !isQueryAfterParen(p, 1)) ||
      (at(p, 'EXCLUDE') && (peek(p) === '(' || peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted)) ||
      (at(p, 'EXCEPT') &&
        p.grammar.starExceptBare &&
        peekKind(p) !== TokenKind.Symbol &&
        !['SELECT', 'ALL', 'DISTINCT', 'VALUES', 'FROM'].includes(peek(p)))
    ) {
      advance(p);
      parseStarColumns(p, except);
    } else if (at(p, 'REPLACE') && (peek(p) === '(' || p.grammar.starExceptBare)) {
      advance(p);
      const open = eat(p, '(');
      do replace.push(nested(p, parseSelectItem, skipItem));
      while (open && eat(p, ',') && !at(p, ')'));
      if (open) expect(p, ')');
    } else if (at(p, 'RENAME') && (peek(p) === '(' || peek(p, 2) === 'AS' || peek(p, 2) === '.')) {
      advance(p);
      parseStarRenames(p, rename);
    } else if (at(p, 'APPLY') && peek(p) === '(') {
      advance(p);
      advance(p);
      apply.push(parseExpression(p));
      expect(p, ')');
    } else break;
  }
  return {
    kind: 'star',
    qualifier: base.qualifier,
    ...(base.operand && { operand: base.operand }),
    ...(base.columns && { columns: base.columns }),
    except,
    replace,
    rename,
    ...(pattern && { pattern }),
    ...(apply.length > 0 && { apply }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function skipItem(p: Cursor): SelectItem {
  const expression = skipOperand(p);
  return { kind: 'select-item', expression, start: expression.start, end: expression.end };
}

function parseStarPattern(p: Cursor): StarPattern {
  const not = eat(p, 'NOT');
  const { word } = p;
  advance(p);
  if (word === 'SIMILAR') eat(p, 'TO');
  const text = p.kind === TokenKind.String ? stringValue(p) : '';
  if (p.kind === TokenKind.String) advance(p);
  else fail(p, ['a pattern']);
  const insensitive = word === 'ILIKE' || word === '~~*' || word === '!~~*';
  const negated = not || word === '!~~' || word === '!~~*';
  if (word === 'GLOB' || word === 'custom-operator') return { type: 'similar', text: patternOfGlob(text) };
  const type = word === 'SIMILAR' ? 'similar' : insensitive ? (negated ? 'not-ilike' : 'ilike') : negated ? 'not-like' : 'like';
  return { type, text };
}

/** `*` and `?` of a glob in a regular expression's words. */
function patternOfGlob(glob: string): string {
  return glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
}

function parseStarColumns(p: Cursor, columns: ColumnName[]): void {
  if (!at(p, '(')) {
    columns.push(parseColumnName(p));
    return;
  }
  advance(p);
  do {
    if (at(p, ')')) break;
    columns.push(
      p.kind === TokenKind.String ? { kind: 'column-name', parts: [takeIdentifier(p)], ...spanFrom(p, endOf(p)) } : parseColumnName(p),
    );
  } while (eat(p, ','));
  expect(p, ')');
}

function parseStarRenames(p: Cursor, renames: StarRename[]): void {
  const open = eat(p, '(');
  do {
    const start = startOf(p);
    const from = parseColumnName(p);
    eat(p, 'AS');
    const to = parseLabel(p, 'a new name');
    renames.push({ kind: 'star-rename', from, to, start: startFrom(p, start), end: endOf(p) });
  } while (open && eat(p, ',') && !at(p, ')'));
  if (open) expect(p, ')');
}
