// Queries as analysts write them over a star schema: CTEs, joins, windows, subqueries, set operations. The same ones each time.

const DIMENSIONS = {
  dates: ['date_id', 'day', 'week', 'month', 'quarter', 'year', 'is_holiday'],
  products: ['product_id', 'sku', 'name', 'brand', 'category', 'unit_cost', 'list_price'],
  stores: ['store_id', 'code', 'city', 'region', 'country', 'opened_on', 'floor_space'],
  customers: ['customer_id', 'email', 'tier', 'country', 'born_on', 'joined_on'],
};
const MEASURES = ['quantity', 'price', 'discount', 'tax', 'shipping'];
const KEYS = { dates: 'date_id', products: 'product_id', stores: 'store_id', customers: 'customer_id' };
const FACTS = ['sales', 'refunds', 'web_sales', 'inventory'];

/** Columns by table. */
export const schema = {
  ...DIMENSIONS,
  ...Object.fromEntries(FACTS.map((fact) => [fact, [`${fact}_id`, ...Object.values(KEYS), ...MEASURES]])),
};

/** A generator of numbers below `n`, the same for the same seed (mulberry32). */
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

export function generateQueries(count, seed = 1) {
  const roll = dice(seed);
  return Array.from({ length: count }, () => generateQuery(roll));
}

function generateQuery(roll) {
  const pick = (list) => list[roll(list.length)];
  const steps = Array.from({ length: 1 + roll(4) }, (_, i) => ({ name: `step_${i + 1}`, fact: pick(FACTS) }));
  const ctes = steps.map((step, i) => `${step.name} as (\n${aggregate(step.fact, roll, pick, i)}\n)`);
  const [first, ...others] = steps;
  const joins = others.map((step, i) => `${pick(['join', 'left join'])} ${step.name} s${i + 2} on s${i + 2}.grp = s1.grp`);
  const columns = [
    's1.grp as grp',
    ...steps.map((_, i) => `s${i + 1}.total_${i} as total_${i}`),
    `coalesce(s1.total_0, 0) - ${others.length > 0 ? 's2.total_1' : 's1.best_0'} as difference`,
    `rank() over (partition by s1.grp order by s1.total_0 desc) as place`,
  ];
  const filter = roll(2) ? `\nwhere s1.total_0 > (select avg(x.total_0) from ${first.name} x)` : '';
  return `with ${ctes.join(',\n')}\nselect ${columns.join(',\n  ')}\nfrom ${first.name} s1\n${joins.join('\n')}${filter}\norder by 2 desc`;
}

function aggregate(fact, roll, pick, index) {
  const used = Object.keys(DIMENSIONS).filter(() => roll(3) > 0);
  const dimensions = used.length > 0 ? used : ['dates'];
  const group = dimensions.map((d) => `${d}.${pick(DIMENSIONS[d].slice(1))}`)[0];
  const measure = `${fact}.${pick(MEASURES)} * ${fact}.quantity`;
  const condition = `${dimensions[0]}.${pick(DIMENSIONS[dimensions[0]])}`;
  const body = [
    `  select ${group} as grp,`,
    `    sum(${measure}) as total_${index},`,
    `    max(case when ${condition} is null then 0 else ${fact}.${pick(MEASURES)} end) as best_${index},`,
    `    count(distinct ${fact}.customer_id) as buyers_${index}`,
    `  from ${fact}`,
    ...dimensions.map((d) => `  join ${d} on ${d}.${KEYS[d]} = ${fact}.${KEYS[d]}`),
    `  where ${fact}.quantity between ${roll(10)} and ${10 + roll(90)}`,
    `    and ${condition} in (${Array.from({ length: 2 + roll(6) }, () => `'${roll(1000)}'`).join(', ')})`,
    `  group by ${group}`,
  ];
  if (roll(3) === 0)
    body.push('  union all', `  select ${fact}.tax, ${fact}.price, ${fact}.discount, 1 from ${fact} where ${fact}.tax > 0`);
  return body.join('\n');
}
