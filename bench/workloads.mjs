// What is measured: { name, schema: { table: [columns] }, queries: [{ name, sql, dialect }] }.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateQueries, schema } from './generate.mjs';

export function generated(count) {
  return {
    name: `generated (${count} queries)`,
    schema,
    queries: generateQueries(count).map((sql, i) => ({ name: `q${i}`, sql, dialect: 'postgres' })),
  };
}

/** The samples, each in the dialect that its name says. */
export function samples(folder) {
  const queries = readdirSync(folder)
    .filter((file) => /\.\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({ name: file, sql: readFileSync(join(folder, file), 'utf8'), dialect: file.split('.')[1] }));
  return { name: `samples (${queries.length} scripts)`, schema: columnsOf(readFileSync(join(folder, 'schema.sql'), 'utf8')), queries };
}

/** All .sql files below a folder, in one dialect. */
export function corpus(folder, dialect) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith('.sql'));
  const paths = files.map((file) => join(file.parentPath ?? file.path, file.name)).sort();
  return {
    name: `${folder} (${paths.length} files)`,
    schema: {},
    queries: paths.map((path) => ({ name: path, sql: readFileSync(path, 'utf8'), dialect })),
  };
}

/** The columns in the samples' own DDL, which puts one on a line: peers take no DDL. */
function columnsOf(ddl) {
  const tables = {};
  for (const [, table, body] of ddl.matchAll(/create table (\S+) \(\n([\s\S]*?)\n\);/g))
    tables[table] = [...body.matchAll(/^ {2}(\w+) +\w/gm)].map(([, column]) => column).filter((column) => column !== 'primary');
  return tables;
}
