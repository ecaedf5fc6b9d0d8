/** A facet is data that somebody reads, and that some row says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Dialect } from '../../src/dialects/dialect.js';
import { findDialect } from '../../src/dialects/index.js';
import { ROWS } from '../../src/functions/rows/index.js';
import { findFunction, functionsOf } from '../../src/functions/table.js';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const readers = ['sql/parser', 'frontends', 'resolve']
  .flatMap((room) => readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' }).map((file) => join(SRC, room, file)))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .filter((text) => /functions\/table|factsOf/.test(text))
  .join('\n');

const facets = Object.keys(findFunction(functionsOf(findDialect('generic') as Dialect), 'nobody_knows'));

/** What results are is for the types to come; `resultTypeOf` and `isNullableCall` read it. */
const RESULTS = ['nulls', 'volatile'];

it.each(facets)('%s is said and read', (facet) => {
  expect(ROWS.some((row) => facet in row)).toBe(true);
  if (!RESULTS.includes(facet)) expect(readers).toMatch(new RegExp(`\\b${facet}\\b`));
});
