/** What must hold for every statement of the corpus, whatever its tree is. */
import { describe, expect, test } from 'vitest';
import { forEachChild } from '../src/sql/for-each-child.js';
import { parse } from '../src/sql/parser/index.js';
import { toSExpression } from '../src/sql/s-expression.js';
import { TokenKind } from '../src/sql/tokens.js';
import type { Node } from '../src/sql/tree.js';
import { type Case, dialectNamed, readTopics } from './corpus.js';
import { spanFaults } from './span-faults.js';

for (const topic of readTopics()) {
  const fine = topic.cases.filter(({ error }) => !error);

  describe(topic.name, () => {
    test('comments between tokens change nothing', () => {
      sameTree(fine, (one) => betweenTokens(one, (gap) => `${gap}/* c */${gap === '' ? '' : ' '}`));
    });

    test('line breaks of Windows change nothing', () => {
      sameTree(fine, (one) => betweenTokens(one, (gap) => gap.replaceAll('\n', '\r\n')));
    });

    test('the case of keywords changes nothing', () => {
      sameTree(fine, (one) => eachWord(one, (word) => word.toUpperCase()));
      sameTree(fine, (one) => eachWord(one, (word) => word.toLowerCase()));
    });

    test('every prefix gives a tree with spans inside it', () => {
      for (const { sql, dialects, title } of topic.cases) {
        for (let end = 0; end < sql.length; end++)
          expect(spanFaults(sql.slice(0, end), dialectNamed(dialects[0] as string)), title).toEqual([]);
      }
    });

    test('every node is reached', () => {
      for (const { sql, dialects, title } of topic.cases) {
        const { script } = parse(sql, dialectNamed(dialects[0] as string));
        expect(reached(script), title).toEqual(nodesWithin(script));
      }
    });
  });
}

/** Parses changed text and compares trees without regard to the case and layout of names and constants. */
function sameTree(cases: readonly Case[], change: (one: Case) => string): void {
  for (const one of cases) {
    const dialect = dialectNamed(one.dialects[0] as string);
    const changed = change(one);
    expect(shape(changed, dialect), changed).toBe(shape(one.sql, dialect));
  }
}

function shape(sql: string, dialect: ReturnType<typeof dialectNamed>): string {
  const { script, diagnostics } = parse(sql, dialect);
  const trees = script.statements.map((statement) => toSExpression(statement));
  const text = trees
    .join('\n')
    .replace(/\/\*.c.\*\//g, '')
    .toLowerCase();
  return text.replace(/\s+/g, '') + diagnostics.map(({ message }) => message.toLowerCase()).join('\n');
}

/** Rewrites each gap between two tokens that may have something in it: white space, and beside commas and parentheses. */
function betweenTokens({ sql, dialects }: Case, change: (gap: string) => string): string {
  const { tokens } = parse(sql, dialectNamed(dialects[0] as string));
  let text = '';
  let end = 0;
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.starts[i] as number;
    const gap = sql.slice(end, start);
    const open =
      i > 0 &&
      (gap !== '' || (tokens.kinds[i - 1] !== TokenKind.Stage && sql[start] !== '.' && /[(),]/.test(`${sql[end - 1]}${sql[start]}`)));
    text += (open ? change(gap) : gap) + sql.slice(start, tokens.ends[i]);
    end = tokens.ends[i] as number;
  }
  return text + sql.slice(end);
}

function eachWord({ sql, dialects }: Case, change: (word: string) => string): string {
  const { tokens } = parse(sql, dialectNamed(dialects[0] as string));
  let text = '';
  let end = 0;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== TokenKind.Word) continue;
    text += sql.slice(end, tokens.starts[i]) + change(sql.slice(tokens.starts[i], tokens.ends[i]));
    end = tokens.ends[i] as number;
  }
  return text + sql.slice(end);
}

function reached(node: Node, into: string[] = []): string[] {
  into.push(node.kind);
  forEachChild(node, (child) => reached(child, into));
  return into.sort();
}

/** All objects with a kind, however they hang below a value. */
function nodesWithin(value: unknown, into: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return into;
  if ('kind' in value) into.push(value.kind as string);
  for (const [name, part] of Object.entries(value)) if (name !== 'facts') nodesWithin(part, into);
  return into.sort();
}
