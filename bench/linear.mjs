// npm run bench -- linear
//
// How the time to parse and to answer grows with the text: each shape at a size, and at twice and four times that. Around 2 and 4 is
// linear; the CPU time of the best of five runs counts.
import { answer, findDialect, parse } from 'headwater';

const list = (count, item, by) => Array.from({ length: count }, (_, at) => item(at)).join(by);
const nested = (count, open, middle, close) => open.repeat(count) + middle + close.repeat(count);

const SHAPES = {
  AND: [2000, (n) => `select a from t where ${list(n, () => 'a = 1', ' and ')}`],
  '||': [2000, (n) => `select ${list(n, () => 'a', ' || ')} from t`],
  'UNION ALL': [1000, (n) => list(n, (at) => `select a, b from t${at}`, ' union all ')],
  'IN list': [5000, (n) => `select a from t where a in (${list(n, () => '1', ', ')})`],
  columns: [5000, (n) => `select ${list(n, (at) => `a${at} as b${at}`, ', ')} from t`],
  joins: [250, (n) => `select x0.a from t0 x0 ${list(n, (at) => `join t${at + 1} x${at + 1} on x${at}.id = x${at + 1}.id`, ' ')}`],
  CTEs: [250, (n) => `with c0 as (select a from t)${list(n, (at) => `, c${at + 1} as (select a from c${at})`, '')} select a from c${n}`],
  statements: [1000, (n) => list(n, () => 'select a from t', ';\n')],
  parentheses: [90, (n) => `select ${nested(n, '(', 'a', ')')} from t`],
  CASE: [90, (n) => `select ${nested(n, 'case when a = 1 then ', 'b', ' end')} from t`],
  subqueries: [45, (n) => `${'select a from ('.repeat(n)}select a from t${') d'.repeat(n)}`],
};

const dialect = findDialect('postgres');

function milliseconds(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

console.log(
  `${'shape'.padEnd(14)} ${'size'.padStart(6)} ${'parse x2'.padStart(9)} ${'x4'.padStart(6)} ${'answer x2'.padStart(10)} ${'x4'.padStart(6)}`,
);
for (const [name, [size, text]] of Object.entries(SHAPES)) {
  const texts = [1, 2, 4].map((factor) => text(size * factor));
  const parsed = texts.map((sql) => milliseconds(() => parse(sql, dialect)));
  const answered = texts.map((sql) => milliseconds(() => answer(JSON.stringify({ sql, dialect: 'postgres' }), {})));
  const ratio = ([one, ...more]) => more.map((each) => (each / Math.max(one, 0.01)).toFixed(1));
  const [p2, p4, a2, a4] = [...ratio(parsed), ...ratio(answered)];
  console.log(`${name.padEnd(14)} ${String(size).padStart(6)} ${p2.padStart(9)} ${p4.padStart(6)} ${a2.padStart(10)} ${a4.padStart(6)}`);
}
