/** The header of a trigger: on which table it is, and what its body calls the rows that changed. */
import type { Identifier, Trigger } from '../tree.js';
import { advance, at, atEnd, atWord, type Cursor, eat, peek, skipBalanced } from './cursor.js';
import { atDatasetName, atName, parseDatasetName, takeIdentifier } from './name.js';

/** … { ON table | REFERENCING names | FOR EACH ROW | … }, up to where the body begins; undefined for triggers on databases */
export function parseTriggerHeader(p: Cursor, bodyBegins: (p: Cursor) => boolean): Trigger | undefined {
  const rows: Identifier[] = [];
  const tables: Identifier[] = [];
  let table: Trigger['table'] | undefined;
  while (!atEnd(p) && !at(p, ';') && !bodyBegins(p)) {
    if (at(p, 'ON') && table === undefined && peek(p) !== 'DATABASE' && peek(p) !== 'SCHEMA' && peek(p) !== 'ALL') {
      advance(p);
      if (atDatasetName(p)) table = parseDatasetName(p);
    } else if (atWord(p, 'REFERENCING')) parseTransitions(p, rows, tables);
    else if (at(p, 'EXECUTE') && peek(p) === 'AS') {
      advance(p); // WITH EXECUTE AS OWNER
      advance(p);
    } else skipBalanced(p);
  }
  return table && { table, rowNames: rows, tableNames: tables, readsRows: false };
}

/** Levels of nesting that a trigger's own text may lie in: a block, a text within a text. */
const DEEPEST_TRIGGER = 50;

/** The same, when its body was taken: `from` is the first token of that. */
export function withBody(p: Cursor, trigger: Trigger, from: number): Trigger {
  // A trigger within a trigger's body, which no engine has, would be looked through once for each of those around it.
  if (p.depth > DEEPEST_TRIGGER) return trigger;
  const names = new Set(['NEW', 'OLD', ...trigger.rowNames.map(({ name }) => name.toUpperCase())]);
  for (let i = from; i < p.pos; i++) {
    const mark = p.text.charAt(p.tokens.starts[i] as number) === ':' ? 1 : 0; // :NEW
    const text = p.text.slice((p.tokens.starts[i] as number) + mark, p.tokens.ends[i]);
    if (names.has(text.toUpperCase())) return { ...trigger, readsRows: true };
  }
  return trigger;
}

/** REFERENCING { (OLD | NEW) [ROW | TABLE] [AS] name } */
function parseTransitions(p: Cursor, rows: Identifier[], tables: Identifier[]): void {
  advance(p);
  while (at(p, 'OLD') || atWord(p, 'NEW') || atWord(p, 'OLD_TABLE') || atWord(p, 'NEW_TABLE')) {
    const whole = atWord(p, 'OLD_TABLE') || atWord(p, 'NEW_TABLE') || peek(p) === 'TABLE';
    advance(p);
    if (!eat(p, 'TABLE')) eat(p, 'ROW');
    eat(p, 'AS');
    if (atName(p)) (whole ? tables : rows).push(takeIdentifier(p));
    eat(p, ',');
  }
}
