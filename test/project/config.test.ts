import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
])('glob %s: %s %s', (pattern, path, expected) => expect(glob(pattern)(path)).toBe(expected));

it('docs/config.schema.json is the schema', async () => {
  await expect(`${JSON.stringify(configSchema(), null, 2)}\n`).toMatchFileSnapshot('../../docs/config.schema.json');
});

it('docs/config.md knows every key', () => {
  const page = readFileSync('docs/config.md', 'utf8');
  expect(CONFIG_KEYS.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
