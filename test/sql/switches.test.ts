/** Dialects are data: each switch of the lexer and the grammar is read by somebody, and two dialects differ by it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.js';
import { disagreements } from '../../src/dialects/generic.js';
import { dialects } from '../../src/dialects/index.js';
import { parse } from '../../src/parse.js';

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

describe('generic', () => {
  const generic = dialects.get('generic') as Dialect;

  it.each(Object.entries(disagreements))('has no %s, for others read this text as something else', (name, text) => {
    const group = GROUPS.find((each) => name in generic[each]) as (typeof GROUPS)[number];
    expect(all.some((dialect) => Reflect.get(dialect[group], name) === true)).toBe(true);
    expect(Reflect.get(generic[group], name)).toBe(false);
    const having = { ...generic, [group]: { ...generic[group], [name]: true } };
    expect(parse(text, having)).not.toEqual(parse(text, generic));
  });

  it('has all other switches of the lexer and the grammar', () => {
    const off = (['lex', 'grammar'] as const).flatMap((group) =>
      Object.entries(generic[group])
        .filter(([, value]) => value === false)
        .map(([name]) => name),
    );
    expect(off.sort()).toEqual(Object.keys(disagreements).sort());
  });

  it('reads what single dialects have', () => {
    const errors = (text: string) => parse(text, generic).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors('SELECT quantile(0.9)(a) FROM t ARRAY JOIN b LIMIT 1 BY a')).toEqual([]);
    expect(errors('SELECT SQL_CALC_FOUND_ROWS a FROM t JOIN u USING a, b')).toEqual([]);
    expect(errors('SELECT a, b, FROM t WITH UR')).toEqual([]);
    expect(errors('INSERT INTO t VALUES ROW(1, 2), ROW(3, 4)')).toEqual([]);
    expect(errors('DECLARE a INT; b INT; BEGIN a = 1; END')).toEqual([]);
  });
});
