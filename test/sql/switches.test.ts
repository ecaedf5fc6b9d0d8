/** Dialects are data: each switch of the lexer and the grammar is read by somebody, and no dialect repeats its parent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.js';

const SQL = fileURLToPath(new URL('../../src/', import.meta.url));
const sources = ['sql', 'resolve', 'lineage', 'catalog']
  .flatMap((room) => readdirSync(join(SQL, room), { recursive: true, encoding: 'utf8' }).map((file) => join(SQL, room, file)))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const GROUPS = ['lex', 'grammar', 'names'] as const;
const all = [...dialects.values()];

describe.each(GROUPS)('%s', (group) => {
  const keys = Object.keys(all[0]?.[group] ?? {});

  it.each(keys)('%s is read outside of src/dialects', (key) => {
    expect(sources.includes(`.${key}`) || new RegExp(`\\b${key}\\b`).test(sources)).toBe(true);
  });

  it.each(keys)('%s differs between dialects', (key) => {
    const values = new Set(all.map((dialect) => JSON.stringify(dialect[group][key as never])));
    expect(values.size).toBeGreaterThan(1);
  });
});

it('the parser names no dialect', () => {
  const parser = readdirSync(join(SQL, 'sql/parser'))
    .map((file) => readFileSync(join(SQL, 'sql/parser', file), 'utf8'))
    .join('\n');
  expect(parser).not.toMatch(/dialect(\.name)?\s*===/);
});
