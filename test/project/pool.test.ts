import { describe, expect, it } from 'vitest';
import { analyzeProjectWithPool } from '../../src/project/analyze-with-pool.js';
import { readFolderWithPool } from '../../src/project/folder-with-pool.js';
import { analyzeProject, type Project, type ProjectSource, readFolder, readManifest } from '../../src/project/index.js';
import { type Job, type Pool, runJob, WORTH_THREADS } from '../../src/project/job.js';
import { edges, manifestOf, model, SHOP, seed } from './shop.js';

/** Threads that are none: jobs come back late, the later the longer they are, and every seventh fails. */
function fakePool() {
  const jobs: Job[] = [];
  const pool: Pool = {
    size: 3,
    async run(job) {
      jobs.push(job);
      const number = jobs.length;
      await new Promise((resolve) => setTimeout(resolve, number % 3));
      if (number % 7 === 0) throw new Error('out of memory');
      return runJob(JSON.parse(JSON.stringify(job)) as Job);
    },
  };
  return { jobs, openPool: () => pool };
}

const said = (project: Project) => ({
  edges: edges(project),
  units: project.units.map(({ unit, columns, open, complete, reasons }) => ({ id: unit.id, columns, open, complete, reasons })),
  cycles: project.cycles,
});

/** Long enough that a few hundred are worth threads. */
const filler = `-- ${'x'.repeat(WORTH_THREADS / 550)}\n`;

/** Six layers that read each other with stars and joins; some over an unknown source, some in ways that no list of parents tells. */
function large(): ProjectSource {
  const nodes: Record<string, ReturnType<typeof model>> = { ...SHOP, raw: seed };
  for (let at = 0; at < 600; at++) {
    const parent = at < 100 ? 'raw' : `m${at - 100}`;
    const other = at < 101 ? 'raw' : `m${at - 101}`;
    const unlisted = at % 50 === 49 ? `(select count(*) from "db"."main"."m${at - 1}" where k0 > 0)` : '1';
    const sql =
      at % 10 === 0
        ? `select *, ${at} as k${(at / 10) % 4} from <${parent}>`
        : `select a.*, coalesce(b.k0, b.k${at % 4}) as c${at}, ${unlisted} as n from <${parent}> a left join <${other}> b on a.k0 = b.k0`;
    const ids = [parent, other].map((name) => (name === 'raw' ? 'seed.shop.raw' : name));
    nodes[`m${at}`] = model(filler + sql, ids, at % 30 === 0 ? { columns: { k0: { name: 'k0' }, doc: { name: 'doc' } } } : {});
  }
  nodes['one'] = model('select x from <two>', ['two']);
  nodes['two'] = model('select x from <one>', ['one']);
  return readManifest(manifestOf(nodes));
}

describe('other threads', () => {
  it('come to the same project', async () => {
    const source = large();
    const { jobs, openPool } = fakePool();
    const project = await analyzeProjectWithPool(source, { openPool });
    expect(jobs.length).toBeGreaterThan(20);
    expect(said(project)).toEqual(said(analyzeProject(source)));
  });

  it('come to the same with a schema that they do not have', async () => {
    const source = large();
    const catalog = { lookup: (parts: readonly string[]) => (parts.at(-1) === 'raw' ? { parts, columns: ['k0', 'z'] } : undefined) };
    const project = await analyzeProjectWithPool(source, { ...fakePool(), catalog });
    expect(said(project)).toEqual(said(analyzeProject(source, { catalog })));
  });

  it('leave a small project alone', async () => {
    const { jobs, openPool } = fakePool();
    await analyzeProjectWithPool(readManifest(manifestOf(SHOP)), { openPool });
    expect(jobs).toEqual([]);
  });

  it('have nothing to do where all is kept', async () => {
    const kept = new Map<string, string>();
    const cache = { get: (key: string) => kept.get(key), set: (key: string, answer: string) => void kept.set(key, answer) };
    const source = large();
    const first = await analyzeProjectWithPool(source, { ...fakePool(), cache });
    const { jobs, openPool } = fakePool();
    expect(said(await analyzeProjectWithPool(source, { openPool, cache }))).toEqual(said(first));
    expect(jobs).toEqual([]);
  });

  it('survey the files of a folder', async () => {
    const files = Array.from({ length: 250 }, (_, at) => ({
      path: `m${at}.sql`,
      text:
        at % 5 === 0
          ? `${filler.repeat(3)}create table t${at} (a int, b int);`
          : `${filler.repeat(3)}select * from ${at % 5 === 1 ? 't' : 'm'}${at - 1}`,
    }));
    const { jobs, openPool } = fakePool();
    const source = await readFolderWithPool(files, { openPool, dialect: 'postgres' });
    expect(jobs.length).toBeGreaterThan(10);
    expect(source).toEqual(readFolder(files, { dialect: 'postgres' }));
    expect(said(await analyzeProjectWithPool(source, fakePool()))).toEqual(said(analyzeProject(source)));
  });
});
