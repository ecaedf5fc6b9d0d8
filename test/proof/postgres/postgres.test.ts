/**
 * Proof by a catalog: `npm run test:postgres`. HEADWATER_COUNT views (1,000) by HEADWATER_SEED (1) are created in PostgreSQL,
 * and its own record of what each view depends on is held against our lineage. See docs/proofs.md.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze, type ScriptAnalysis } from '../../../src/analyze.js';
import { catalogOfSchema } from '../../../src/read/schema-object.js';
import { randomChoices } from '../generate/choices.js';
import { generateQuery } from '../generate/index.js';
import { makeTables, tableSql } from '../generate/schema.js';
import { type Server, startServer } from './server.js';

const count = Number(process.env['HEADWATER_COUNT'] ?? 1000);
const seed = Number(process.env['HEADWATER_SEED'] ?? 1);
const tables = makeTables(randomChoices(seed), false);
const catalog = catalogOfSchema(Object.fromEntries(tables.map(({ name, fields }) => [name, fields.map((field) => field.name)])));
const views = Array.from({ length: count }, (_, at) => ({
  name: `view${at}`,
  ...generateQuery(randomChoices(seed * 1_000_003 + at), tables, 'postgres'),
}));

/** `SELECT view, a, b …` → the rows of each view. */
type ByView = ReadonlyMap<string, readonly string[]>;

interface View {
  readonly name: string;
  readonly sql: string;
  /** For PostgreSQL a view depends on what a CTE reads that nothing reads; for us it does not. */
  readonly unreadCtes: boolean;
  readonly analysis: ScriptAnalysis;
}

let server: Server;
let created: readonly View[];
let usedTables: ByView;
let usedColumns: ByView;
let columns: ByView;

const TABLES = `
  select distinct v.relname, t.relname from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
  join pg_class t on t.oid = d.refobjid where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
  and t.relkind = 'r' and v.relname like 'view%' order by 1, 2;`;
const USAGE = `select distinct view_name, table_name || '.' || column_name from information_schema.view_column_usage
  where view_name like 'view%' and table_schema = 'public' order by 1, 2;`;
const COLUMNS = `select table_name, column_name from information_schema.columns where table_name like 'view%'
  and table_schema = 'public' order by table_name, ordinal_position;`;

beforeAll(() => {
  server = startServer();
  server.run(tables.map((table) => tableSql(table)).join('\n'));
  const { errors } = server.run(views.map(({ name, sql }) => `create view ${name} as ${sql};`).join('\n'));
  const byView = (sql: string) => {
    const rows = new Map<string, string[]>();
    for (const line of server.run(sql).lines) {
      const [view, value] = line.split('\t') as [string, string];
      rows.set(view, [...(rows.get(view) ?? []), value]);
    }
    return rows;
  };
  usedTables = byView(TABLES);
  usedColumns = byView(USAGE);
  columns = byView(COLUMNS);
  created = views
    .filter(({ name }) => columns.has(name))
    .map((view) => ({ ...view, analysis: analyze(`create view ${view.name} as ${view.sql}`, { dialect: 'postgres', catalog }) }));
  console.log(`${created.length} of ${count} views of seed ${seed} created, ${errors.length} refused by PostgreSQL`);
}, 300_000);

afterAll(() => server?.stop());

/** Columns of the steps on the way too: those of a subquery that nothing reads count for PostgreSQL. */
function mentioned({ statements }: ScriptAnalysis): Set<string> {
  const all = new Set<string>();
  for (const { lineage } of statements)
    for (const step of lineage.steps)
      for (const input of [...step.columns.flatMap((column) => column.inputs), ...step.influences])
        if (input.step === undefined) all.add(`${input.dataset}.${input.column}`);
  return all;
}

/** End to end. */
function claimed({ lineage }: ScriptAnalysis): string[] {
  return [...new Set(lineage.edges.map(({ from }) => `${from.dataset}.${from.column}`))].sort();
}

/** The first few views of which something is found, with it. */
function findings(find: (view: View) => readonly string[]): readonly { readonly sql: string; readonly found: readonly string[] }[] {
  return created
    .map((view) => ({ sql: view.sql, found: find(view) }))
    .filter(({ found }) => found.length > 0)
    .slice(0, 3);
}

/** What is in one list only. */
function difference(ours: readonly string[], theirs: readonly string[]): string[] {
  return [...ours.filter((each) => !theirs.includes(each)), ...theirs.filter((each) => !ours.includes(each))];
}

describe('against PostgreSQL', () => {
  it('most queries become views', () => {
    expect(created.length).toBeGreaterThan(count * 0.8);
  });

  it('reads the same tables', () => {
    const find = ({ name, unreadCtes, analysis }: View) =>
      unreadCtes ? [] : difference(analysis.lineage.reads, usedTables.get(name) ?? []);
    expect(findings(find)).toEqual([]);
  });

  it('has the same columns in the same order', () => {
    const find = ({ name, analysis }: View) => {
      const ours = analysis.lineage.columns.map(({ column }) => column);
      return ours.join() === columns.get(name)?.join() ? [] : [`ours: ${ours}; theirs: ${columns.get(name)}`];
    };
    expect(findings(find)).toEqual([]);
  });

  it('claims no column that the view does not use', () => {
    expect(findings(({ name, analysis }) => claimed(analysis).filter((each) => !usedColumns.get(name)?.includes(each)))).toEqual([]);
  });

  it('misses no column that the view uses', () => {
    const find = ({ name, unreadCtes, analysis }: View) => {
      const all = mentioned(analysis);
      return unreadCtes ? [] : (usedColumns.get(name) ?? []).filter((each) => !all.has(each));
    };
    expect(findings(find)).toEqual([]);
  });
});
