// npm run bench -- first [--peers FOLDER]
//
// What the first parse costs a fresh process: CPU time from Node's start until one query of the TPC-DS kind is a tree, over what an
// empty program takes. Engines take turns, each run a process of its own, and the median counts.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { peers: { type: 'string', default: process.env.HEADWATER_BENCH_PEERS ?? '.' }, runs: { type: 'string', default: '15' } },
});

const SQL = `with sales as (
  select s.customer_id, d.year, sum(s.price * s.quantity) as total, count(distinct s.ticket) as tickets
  from store_sale s join date_dim d on s.date_id = d.id left join promotion p on p.id = s.promotion_id
  where d.year between 1999 and 2001 and (p.channel = 'N' or p.id is null)
  group by s.customer_id, d.year having sum(s.price) > 100
), ranked as (
  select c.last_name, x.*, rank() over (partition by x.year order by x.total desc) as place
  from sales x, customer c where c.id = x.customer_id and c.state in ('TN', 'GA', 'OH')
)
select last_name, year, case when place <= 10 then 'top' else 'rest' end as class, coalesce(total, 0) as total
from ranked where exists (select 1 from web_sale w where w.customer_id = ranked.customer_id)
union all
select 'all', null, 'all', sum(total) from ranked order by 1, 2 limit 100`;

const require = createRequire(join(options.peers, 'from.js'));
const peer = (name, program) => {
  try {
    return program(JSON.stringify(pathToFileURL(require.resolve(name)).href));
  } catch {
    console.log(`${name} is not in ${options.peers}: left out (--peers FOLDER)`);
    return undefined;
  }
};
const sql = JSON.stringify(SQL);
const own = (entry) =>
  `const { parse, findDialect } = await import(${JSON.stringify(import.meta.resolve(entry))}); if (parse(${sql}, findDialect('postgres')).diagnostics.length) throw 0;`;

/** What each process runs. */
const PROGRAMS = {
  'node alone': '',
  'headwater/parse': own('headwater/parse'),
  headwater: own('headwater'),
  'libpg-query': peer(
    'libpg-query',
    (url) => `const m = await import(${url}); await (m.default ?? m).loadModule?.(); (m.parseSync ?? m.default.parseSync)(${sql});`,
  ),
  'node-sql-parser': peer(
    'node-sql-parser',
    (url) => `const m = await import(${url}); new (m.default ?? m).Parser().astify(${sql}, { database: 'postgresql' });`,
  ),
  polyglot: peer(
    '@polyglot-sql/sdk',
    (url) =>
      `const m = await import(${url}); await (m.init ?? m.default.init)(); if (!(m.parse ?? m.default.parse)(${sql}, 'postgresql').success) throw 0;`,
  ),
};

const USED = `const { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000));`;

function milliseconds(program) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program + USED], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => line.includes('Error')) ?? stderr);
  return Number(stdout);
}

const names = Object.keys(PROGRAMS).filter((name) => PROGRAMS[name] !== undefined);
const times = new Map(names.map((name) => [name, []]));
for (let run = 0; run < Number(options.runs); run++) for (const name of names) times.get(name).push(milliseconds(PROGRAMS[name]));

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const alone = median(times.get('node alone'));
console.log(`${'first parse'.padEnd(18)} ${'CPU ms'.padStart(8)} ${'over node'.padStart(10)}`);
for (const name of names) {
  const taken = median(times.get(name));
  console.log(`${name.padEnd(18)} ${taken.toFixed(0).padStart(8)} ${(taken - alone).toFixed(0).padStart(10)}`);
}
