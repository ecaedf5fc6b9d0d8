import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS, configSchema, glob, readConfig } from '../../src/project/index.js';

describe('readConfig', () => {
  const good = { $schema: 'x', project: 'dbt', dialect: 'snowflake', dialects: { 'a/**': 'mysql' }, include: ['*.sql'] };

  it('takes what it knows', () => expect(readConfig(good)).toMatchObject({ config: { project: 'dbt', include: ['*.sql'] } }));

  it.each([
    [{ dialekt: 'mysql' }, 'dialekt'],
    [{ dialect: 'mysqll' }, 'dialect'],
    [{ ignore: 'a' }, 'ignore'],
    [{ dialects: { '*': 'nope' } }, 'dialects'],
    [{ project: 3 }, 'project'],
    [[], ''],
  ])('refuses %j', (value, key) => expect(readConfig(value)).toMatchObject({ problems: [{ key }] }));

  it('says the same as its JSON Schema', () => {
    const validate = new Ajv2020().compile(configSchema());
    expect(validate(good)).toBe(true);
    expect(validate({ dialekt: 'mysql' })).toBe(false);
    expect(Object.keys((configSchema() as { properties: object }).properties)).toEqual(['$schema', ...CONFIG_KEYS]);
  });
});

it.each([
  ['*.sql', 'a/b.sql', true],
  ['a/*.sql', 'a/b.sql', true],
  ['a/*.sql', 'a/c/b.sql', false],
  ['a/**', 'a/c/b.sql', true],
  ['**/old/**', 'x/old/b.sql', true],
  ['*.{sql,ddl}', 'b.ddl', true],
  ['b?.sql', 'b1.sql', true],
  ['b.sql', 'bxsql', false],
  ['a,b.sql', 'a,b.sql', true],
  ['{a,b{c,}}.sql', 'b.sql', true],
  ['{a,b{c,}}.sql', 'bc.sql', true],
  ['{a,b{c,}}.sql', 'ac.sql', false],
  ['{a,**/b}/*.sql', 'x/y/b/c.sql', true],
  ['{a,{b', '{a,{b', true],
  ['{a,{b}', '{a,b', true],
  ['a}b', 'a}b', true],
  ['[a-c]?.sql', 'b1.sql', true],
  ['[!a-c].sql', 'b.sql', false],
  ['a[!x]b', 'a/b', false],
  ['[]{,].sql', '{.sql', true],
  ['[a', '[a', true],
  ['?.sql', '🙂.sql', true],
  ['a**b', 'a/x/b', true],
])('glob %s: %s %s', (pattern, path, expected) => expect(glob(pattern)(path)).toBe(expected));

it('a glob takes any pattern, and no longer than both lengths', () => {
  const pieces = fc.constantFrom('*', '**', '**/', '?', '{', ',', '}', '[', '!', '-', ']', '/', 'a', 'b', '(', '\\', '+', '$');
  const text = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(fc.property(text, text, (pattern, path) => typeof glob(pattern)(path) === 'boolean'));
  const long = 'a'.repeat(5000);
  for (const pattern of [
    '*a'.repeat(500),
    '**a'.repeat(500),
    '**/'.repeat(500),
    '{a,aa,*}'.repeat(300),
    '{'.repeat(5000),
    '{a,'.repeat(300) + '}'.repeat(300),
  ])
    expect(glob(`${pattern}b`)(long)).toBe(false);
});

it('docs/config.schema.json is the schema', async () => {
  await expect(`${JSON.stringify(configSchema(), null, 2)}\n`).toMatchFileSnapshot('../../docs/config.schema.json');
});

it('docs/config.md knows every key', () => {
  const page = readFileSync('docs/config.md', 'utf8');
  expect(CONFIG_KEYS.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
