/** What constraints say of the columns of a table. Lineage does not need it: what cannot be read is skipped without a word. */
import { TokenKind } from '../tokens.js';
import type { ColumnFacts, ForeignTable, Identifier, TableKey } from '../tree.js';
import { advance, at, atWord, type Cursor, eat, eatWord, peekWordIs, skipUntil } from './cursor.js';
import { atDatasetName, atName, parseDatasetName, takeIdentifier } from './name.js';
import { stringValue } from './primary.js';

export type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** Words with which a constraint begins that says something of a column. */
const FACTS: ReadonlySet<string> = new Set(['PRIMARY', 'UNIQUE', 'REFERENCES', 'COMMENT']);

export const atColumnFact = (p: Cursor): boolean => FACTS.has(p.word);

/** PRIMARY KEY | UNIQUE | REFERENCES t [(columns)] | COMMENT 'text' */
export function parseColumnFact(p: Cursor, facts: Writable<ColumnFacts>): void {
  const word = p.word;
  advance(p);
  if (word === 'PRIMARY') {
    if (eat(p, 'KEY')) facts.key = 'primary';
  } else if (word === 'UNIQUE') facts.key ??= 'unique';
  else if (word === 'REFERENCES') {
    const references = parseReferences(p);
    if (references !== undefined) facts.references = references;
  } else {
    const comment = parseComment(p);
    if (comment !== undefined) facts.comment = comment;
  }
}

/** [=] 'text' */
export function parseComment(p: Cursor): string | undefined {
  eat(p, '=');
  if (p.kind !== TokenKind.String) return undefined;
  const comment = stringValue(p);
  advance(p);
  return comment;
}

/** NOT has been read: NULL | ENFORCED. A constraint may be switched off (Oracle's DISABLE). */
export function parseNegation(p: Cursor, facts: Writable<ColumnFacts>): void {
  if (eatWord(p, 'ENFORCED')) facts.unchecked = true;
  else if (eat(p, 'NULL') && !atWord(p, 'DISABLE')) facts.notNull = true;
}

/** [CONSTRAINT name] { PRIMARY KEY | UNIQUE [KEY | INDEX] [name] | FOREIGN KEY [name] } (columns) [REFERENCES t [(columns)]] …, up to where `ends` holds */
export function parseTableKey(p: Cursor, ends: (p: Cursor) => boolean): TableKey | undefined {
  if (eat(p, 'CONSTRAINT') && !at(p, 'PRIMARY') && !at(p, 'UNIQUE') && !at(p, 'FOREIGN') && atName(p)) takeIdentifier(p);
  const kind = at(p, 'PRIMARY') ? 'primary' : at(p, 'UNIQUE') ? 'unique' : at(p, 'FOREIGN') ? 'foreign' : undefined;
  if (kind === undefined) return undefined;
  skipUntil(p, (q) => at(q, '(') || ends(q));
  const columns = parseNames(p);
  const references = kind === 'foreign' && eat(p, 'REFERENCES') ? parseReferences(p) : undefined;
  if (columns === undefined || (kind === 'foreign' && references === undefined)) return undefined;
  let unchecked = false as boolean;
  skipUntil(p, (q) => {
    unchecked ||= atWord(q, 'DISABLE') || (at(q, 'NOT') && peekWordIs(q, 1, 'ENFORCED'));
    return ends(q);
  });
  return { kind, columns, ...(references && { references }), ...(unchecked && { unchecked }) };
}

/** t [(columns)] */
function parseReferences(p: Cursor): ForeignTable | undefined {
  if (!atDatasetName(p)) return undefined;
  const name = parseDatasetName(p);
  const columns = at(p, '(') ? parseNames(p) : undefined;
  return { name, ...(columns !== undefined && { columns }) };
}

/** '(' name [ASC | DESC], … ')'; undefined where one of them is more than a name. */
function parseNames(p: Cursor): readonly Identifier[] | undefined {
  if (!eat(p, '(')) return undefined;
  const names: Identifier[] = [];
  let plain = true;
  do {
    if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted) names.push(takeIdentifier(p));
    if (at(p, 'ASC') || at(p, 'DESC')) advance(p);
    if (at(p, ',') || at(p, ')')) continue;
    plain = false;
    skipUntil(p, (q) => at(q, ','));
  } while (eat(p, ','));
  eat(p, ')');
  return plain ? names : undefined;
}
