/** The columns of CREATE TABLE and ALTER TABLE, and what stands among them. */
import { TokenKind } from '../tokens.js';
import type { ColumnDefinition, ColumnFacts, DatasetName, Expression, TableFacts, TableKey } from '../tree.js';
import { atColumnFact, parseColumnFact, parseNegation, parseTableKey, type Writable } from './column-facts.js';
import { advance, at, atWord, type Cursor, eat, endOf, expect, fail, peek, peekKind, skipUntil, startFrom, startOf } from './cursor.js';
import { parseExpression } from './expression.js';
import { parseDatasetName, parseIdentifier, parseLabel, takeIdentifier } from './name.js';
import { nearestOf } from './other.js';
import { atQuery } from './query.js';
import { parseType } from './type.js';

/** PARTITIONED BY '(' name type, … ')' adds columns (Hive, Spark); names alone repeat columns that are there. */
export function parsePartitionColumns(p: Cursor, columns: ColumnDefinition[]): void {
  const known = new Set(columns.map((column) => column.name.name.toLowerCase()));
  const added: ColumnDefinition[] = [];
  const table: { columns: readonly ColumnDefinition[]; like?: DatasetName } = { columns: added };
  parseColumnDefinitions(p, table, added);
  for (const column of added) if (column.type !== undefined && !known.has(column.name.name.toLowerCase())) columns.push(column);
}

/** '(' { column | constraint | LIKE t }, … ')' */
export function parseColumnDefinitions(p: Cursor, table: { like?: DatasetName; facts?: TableFacts }, columns: ColumnDefinition[]): void {
  const keys: TableKey[] = [];
  expect(p, '(');
  while (!at(p, ')') && p.kind !== TokenKind.End) {
    if (at(p, 'LIKE')) {
      advance(p);
      table.like = parseDatasetName(p);
      skipUntil(p, (q) => at(q, ','));
    } else if (isTableConstraint(p) || (p.kind === TokenKind.Number && p.grammar.stringNames)) {
      const key = parseTableKey(p, atComma);
      if (key !== undefined) keys.push(key);
      skipUntil(p, (q) => at(q, ','));
    } else columns.push(parseColumnDefinition(p));
    if (!eat(p, ',')) break;
  }
  expect(p, ')');
  if (keys.length > 0) table.facts = { keys };
}

export function isTableConstraint(p: Cursor): boolean {
  switch (p.word) {
    case 'CONSTRAINT':
      return true;
    case 'PRIMARY':
    case 'FOREIGN':
      return peek(p) === 'KEY';
    case 'UNIQUE':
      return peek(p) === '(' || peek(p) === 'KEY' || peek(p) === 'INDEX' || peek(p) === 'CLUSTERED' || peekKind(p) === TokenKind.Word;
    case 'CHECK':
      return peek(p) === '(';
    case 'EXCLUDE':
      return peek(p) === 'USING' || peek(p) === '(';
    case 'INDEX':
    case 'KEY':
      return peek(p) === '(' || definesIndex(p);
    case 'PERIOD':
      return peek(p) === 'FOR';
    default:
      return (
        (atWord(p, 'FULLTEXT') || atWord(p, 'SPATIAL') || atWord(p, 'PROJECTION') || atWord(p, 'WATERMARK') || atWord(p, 'SUPPLEMENTAL')) &&
        peekKind(p) !== TokenKind.Symbol
      );
  }
}

/** `KEY name (columns)`, `INDEX name expression TYPE x`; not a column of that name: `key varchar(20)`, `index int NOT NULL`. */
function definesIndex(p: Cursor): boolean {
  if (peekKind(p) !== TokenKind.Word && peekKind(p) !== TokenKind.Quoted) return false;
  if (peek(p, 2) === '(') return peekKind(p, 3) !== TokenKind.Number && peekKind(p, 3) !== TokenKind.String;
  return peek(p, 2) === 'USING' || (p.word === 'INDEX' && peekKind(p, 2) === TokenKind.Word && !BEHIND_TYPE.has(peek(p, 2)));
}

/** What may follow a column's type. */
const BEHIND_TYPE: ReadonlySet<string> = new Set(
  'NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK GENERATED CONSTRAINT COLLATE COMMENT AUTO_INCREMENT IDENTITY PRECISION VARYING WITH WITHOUT'.split(
    ' ',
  ),
);

const atComma = (p: Cursor): boolean => at(p, ',');

/** name [type] { constraint }, up to where `ends` holds */
export function parseColumnDefinition(p: Cursor, ends = atComma): ColumnDefinition {
  const start = startOf(p);
  const name =
    p.kind === TokenKind.String && p.grammar.stringNames
      ? takeIdentifier(p)
      : p.grammar.createOptions
        ? parseLabel(p, 'a column name')
        : parseIdentifier(p, 'a column name');
  while (eat(p, '.')) parseLabel(p);
  eat(p, ':');
  const typed =
    (p.kind === TokenKind.Word &&
      !at(p, 'GENERATED') &&
      !at(p, 'AS') &&
      !at(p, 'PRIMARY') &&
      !at(p, 'NOT') &&
      !at(p, 'NULL') &&
      !at(p, 'DEFAULT') &&
      !at(p, 'CONSTRAINT') &&
      !at(p, 'REFERENCES') &&
      !at(p, 'UNIQUE') &&
      !at(p, 'CHECK') &&
      !at(p, 'COMMENT')) ||
    p.kind === TokenKind.Quoted ||
    p.kind === TokenKind.Template;
  const type = typed ? parseType(p) : undefined;
  let generated: Expression | undefined;
  const facts: Writable<ColumnFacts> = {};
  for (;;) {
    skipUntil(p, (q) => ends(q) || at(q, 'AS') || at(q, 'NOT') || atColumnFact(q));
    if (at(p, 'NOT')) {
      advance(p);
      const near = p.word === '' ? nearestOf(p, ['NULL']) : undefined;
      if (near !== undefined) fail(p, ['NULL'], near);
      parseNegation(p, facts);
      continue;
    }
    if (atColumnFact(p) && !ends(p)) {
      parseColumnFact(p, facts);
      continue;
    }
    if (!at(p, 'AS')) break;
    advance(p);
    if (at(p, '(') && !atQuery(p)) {
      advance(p);
      generated = parseExpression(p);
      if (!eat(p, ')')) skipUntil(p, () => false);
    }
  }
  return {
    kind: 'column-definition',
    name,
    ...(type && { type }),
    ...(generated && { generated }),
    ...(hasFacts(facts) && { facts }),
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function hasFacts(facts: ColumnFacts): boolean {
  for (const _ in facts) return true;
  return false;
}
