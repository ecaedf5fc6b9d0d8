/**
 * PostgreSQL's own parser as the judge: on every statement of the corpus that both accept, both find the same column
 * references at the same places. (`libpg-query` is PostgreSQL's grammar compiled to WASM; it serves this test only.)
 */
import * as libpgQuery from 'libpg-query';
import { beforeAll, expect, it } from 'vitest';
import { readTopics } from '../../grammar-tests/corpus.js';
import { postgres } from '../../src/dialects/postgres.js';
import { forEachChild } from '../../src/sql/for-each-child.js';
import { parse } from '../../src/sql/parser/index.js';
import type { Node } from '../../src/sql/tree.js';

beforeAll(() => libpgQuery.loadModule());

/** `12 t.a`: where a reference begins, and its parts as stored. */
type Reference = string;

/** Column references in PostgreSQL's tree; `t.*` and `*` are left out. */
function theirs(value: unknown, found: Reference[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) theirs(each, found);
    return;
  }
  const { ColumnRef: column } = value as { ColumnRef?: { fields: { String?: { sval: string } }[]; location?: number } };
  if (column !== undefined && column.location !== -1 && column.fields.every((field) => field.String))
    found.push(`${column.location ?? 0} ${column.fields.map((field) => field.String?.sval).join('.')}`);
  for (const each of Object.values(value)) theirs(each, found);
}

/** Ours, without names that are no expressions to PostgreSQL: targets of assignments and column lists. */
function ours(node: Node, found: Reference[]): void {
  if (node.kind === 'column-name')
    found.push(`${node.start} ${node.parts.map(({ name, quoted }) => (quoted ? name : name.toLowerCase())).join('.')}`);
  const targets =
    node.kind === 'assignment'
      ? new Set<Node>(node.targets)
      : node.kind === 'insert'
        ? new Set<Node>(node.columns)
        : node.kind === 'merge-branch' && node.action.type === 'insert'
          ? new Set<Node>(node.action.columns)
          : undefined;
  forEachChild(node, (child) => {
    if (!targets?.has(child)) ours(child, found);
  });
}

it('column references and their places', () => {
  const differences: string[] = [];
  let compared = 0;
  for (const topic of readTopics())
    for (const { sql } of topic.cases) {
      if (/[^\x00-\x7f]/.test(sql)) continue;
      const { script, diagnostics } = parse(sql, postgres);
      if (diagnostics.length > 0 || script.statements.some(({ kind }) => !KINDS.has(kind))) continue;
      let tree: unknown;
      try {
        tree = libpgQuery.parseSync(sql);
      } catch {
        continue;
      }
      const [mine, judge]: [Reference[], Reference[]] = [[], []];
      ours(script, mine);
      theirs(tree, judge);
      compared++;
      const [a, b] = [[...new Set(mine)].sort(), [...new Set(judge)].sort()];
      if (a.join() !== b.join())
        differences.push(
          `${topic.name}: ${sql.replace(/\s+/g, ' ')}\n  ours only: ${a.filter((x) => !b.includes(x))}\n  theirs only: ${b.filter((x) => !a.includes(x))}`,
        );
    }
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(200);
});

/** Statements whose expressions we keep whole: DDL's defaults and checks are skipped, blocks are text to PostgreSQL. */
const KINDS = new Set(['query-statement', 'insert', 'update', 'delete', 'merge', 'create-view']);
