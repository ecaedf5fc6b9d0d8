/** One SELECT: over rows, or over groups. */
import { between, chance, pick, some } from './choices.js';
import { makeCondition, makeExpression, type Site, window, windowBody } from './expression.js';
import { makeFrom } from './from.js';
import { columnsOf, freshName, keyOf, type Leaf, type Made, type Maker, newScope, type Scope } from './maker.js';
import type { Wish } from './query.js';
import type { Field, Type } from './schema.js';
import { makeStar } from './star.js';

export interface Item {
  readonly sql: string;
  readonly fields: readonly Field[];
  /** The column that it is, unchanged. */
  readonly column?: string;
}

/** `total`: an aggregate without groups; `rows`: without aggregates; otherwise as it happens. */
export function makeSelect(m: Maker, wish: Wish, form?: 'total' | 'rows'): Made {
  m.fuel--;
  const scope = newScope(wish.outer, wish.ctes);
  const from = makeFrom(m, scope, wish.depth);
  const grouped = form === 'total' || (form === undefined && chance(m.choices, 25));
  return grouped ? groupedSelect(m, wish, scope, from, form === 'total') : plainSelect(m, wish, scope, from);
}

function wantedTypes(m: Maker, { want }: Wish, kinds: readonly Type[]): readonly Type[] {
  return want ?? Array.from({ length: between(m.choices, 1, 3) }, () => pick(m.choices, kinds));
}

function where(m: Maker, site: Site, depth: number, percent: number): string {
  return chance(m.choices, percent) ? ` where ${makeCondition(m, site, Math.max(depth, 1))}` : '';
}

/** A name of its own, or now and then that of a column in sight. */
function itemName(m: Maker, scope: Scope, taken: readonly Field[]): string {
  const own = freshName(m, 'c');
  const inSight = scope.sources.flatMap((source) => source.fields.map(({ name }) => name)).filter((name) => !name.startsWith('"'));
  if (m.style.explicit || !chance(m.choices, 12) || inSight.length === 0) return own;
  const name = pick(m.choices, inSight);
  return taken.some((field) => field.name === name) ? own : name;
}

// ── Over rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

function plainSelect(m: Maker, wish: Wish, scope: Scope, from: string): Made {
  const named = chance(m.choices, 10) ? freshName(m, 'win') : undefined;
  const windowClause = named === undefined ? '' : ` window ${named} as (${windowBody(m, { scope: { ...scope, aliases: [] } })})`;
  const site: Site = { scope, windows: true, ...(named !== undefined && { named: [named] }) };
  const items = plainItems(m, wish, site);
  const fields = items.flatMap((item) => item.fields);
  const condition = where(m, { scope: { ...scope, aliases: ownNames(m, fields) } }, wish.depth, 45);
  const qualify = m.engine === 'duckdb' && chance(m.choices, 10) ? ` qualify ${window(m, site, 1)} < ${1 + m.choices.below(3)}` : '';
  const { before, after } = distinctClause(m, wish, scope, fields);
  const columns = items.map((item) => item.sql).join(', ');
  const defined = windowClause !== '' && `${columns}${qualify}`.includes(`over ${named}`) ? windowClause : '';
  const sql = `select ${before}${columns} from ${from}${condition}${defined}${qualify}${after}`;
  return { sql, fields, key: before === '' ? derivedKey(scope, items) : undefined, sorted: after !== '' };
}

/** DuckDB: the select list's own names, where no column has them. */
function ownNames(m: Maker, fields: readonly Field[]): Field[] {
  if (m.engine !== 'duckdb' || m.style.explicit || !chance(m.choices, 10)) return [];
  return fields.filter(({ name, type }) => /^c\d+$/.test(name) && (type === 'int' || type === 'text'));
}

function plainItems(m: Maker, wish: Wish, site: Site): Item[] {
  const { scope } = site;
  if (wish.want === undefined && !m.style.explicit && chance(m.choices, 35)) {
    const star = makeStar(m, site, wish.depth);
    return chance(m.choices, 40) ? [star, ...expressionItems(m, wish, site, star.fields, ['int'])] : [star];
  }
  const kinds: Type[] = m.engine === 'duckdb' ? ['int', 'text', 'int', 'text', 'record', 'ints', 'records'] : ['int', 'text'];
  const items = expressionItems(m, wish, site, [], wantedTypes(m, wish, kinds));
  scope.aliases.length = 0;
  return items;
}

function expressionItems(m: Maker, wish: Wish, site: Site, before: readonly Field[], types: readonly Type[]): Item[] {
  const { scope } = site;
  const taken = [...before];
  return types.map((type) => {
    const bare = columnsOf(m, { ...scope, aliases: [] }).filter((each) => each.type === type && !/[[]|\.x$/.test(each.text));
    if (chance(m.choices, 30) && bare.length > 0) {
      const { text } = pick(m.choices, bare);
      const name = text.slice(text.indexOf('.') + 1);
      if (!taken.some((field) => field.name === name)) {
        taken.push({ name, type });
        return { sql: text, fields: [{ name, type }], column: text };
      }
    }
    const windowed = type === 'int' && chance(m.choices, 15);
    const sql = windowed ? window(m, site, 2) : makeExpression(m, site, type, Math.max(wish.depth, 1) + 1);
    const field = { name: itemName(m, scope, taken), type };
    taken.push(field);
    // A name like a column's means the column.
    const lateral = m.engine === 'duckdb' && !m.style.explicit && field.name.startsWith('c') && !sql.includes('over');
    if (lateral && field.name.length > 1 && chance(m.choices, 30)) scope.aliases.push(field);
    return { sql: `${sql} as ${field.name}`, fields: [field] };
  });
}

/** DISTINCT, or DISTINCT ON with an order that has no ties. */
function distinctClause(m: Maker, wish: Wish, scope: Scope, fields: readonly Field[]): { before: string; after: string } {
  const key = keyOf(scope);
  if (wish.top === true && key !== undefined && key.length > 0 && wish.want === undefined && chance(m.choices, 7)) {
    const leaves = columnsOf(m, { ...scope, aliases: [] }).filter(({ type }) => type === 'int' || type === 'text');
    const on = pick(m.choices, leaves).text;
    return { before: `distinct on (${on}) `, after: ` order by ${on}, ${key.join(', ')}` };
  }
  return { before: chance(m.choices, 10) && fields.length > 0 ? 'distinct ' : '', after: '' };
}

function derivedKey(scope: Scope, items: readonly Item[]): readonly string[] | undefined {
  const key = keyOf(scope);
  if (key === undefined) return undefined;
  const names = key.map((text) => items.find((item) => item.column === text)?.fields[0]?.name);
  return names.every((name) => name !== undefined) ? names : undefined;
}

// ── Over groups ──────────────────────────────────────────────────────────────────────────────────────────────────────

function groupedSelect(m: Maker, wish: Wish, scope: Scope, from: string, total: boolean): Made {
  const rows: Site = { scope };
  const columns = columnsOf(m, scope).filter(({ type }) => type === 'int' || type === 'text');
  const keys: Leaf[] = total || columns.length === 0 ? [] : some(m.choices, columns, 2);
  if (keys.length > 0 && chance(m.choices, 15)) keys.push({ text: `(${makeExpression(m, rows, 'int', 1)})`, type: 'int' });
  const site: Site = { scope, keys, aggregates: true, windows: !total };
  const taken: Field[] = [];
  const items: Item[] = [];
  const types = wantedTypes(m, wish, ['int', 'text']);
  const listed = wish.want === undefined ? keys : [];
  for (const { text, type } of listed) {
    const field = { name: freshName(m, 'g'), type };
    taken.push(field);
    items.push({ sql: `${text} as ${field.name}`, fields: [field] });
  }
  for (const type of types) {
    const field = { name: itemName(m, scope, taken), type };
    taken.push(field);
    items.push({ sql: `${makeExpression(m, site, type, Math.max(wish.depth, 1))} as ${field.name}`, fields: [field] });
  }
  const condition = where(m, rows, wish.depth, 30);
  const having = keys.length > 0 && chance(m.choices, 20) ? ` having ${makeCondition(m, { scope, keys, aggregates: true }, 1)}` : '';
  // With HAVING, DuckDB's GROUP BY ALL groups by the columns that HAVING reads as well: by all of a struct for one field.
  const by = groupBy(m, keys, listed.length > 0 ? taken : [], having === '');
  const sql = `select ${items.map((item) => item.sql).join(', ')} from ${from}${condition}${by}${having}`;
  return { sql, fields: taken, key: undefined };
}

function groupBy(m: Maker, keys: readonly Leaf[], items: readonly Field[], all: boolean): string {
  if (keys.length === 0) return '';
  const list = keys.map(({ text }) => text).join(', ');
  const forms = [list, list, `rollup (${list})`, `cube (${list})`, `grouping sets ((${list}), (${keys[0]?.text}), ())`];
  if (items.length > 0) forms.push(keys.map((_, at) => at + 1).join(', '));
  if (items.length > 0 && m.engine === 'duckdb') forms.push(all ? 'all' : list, keys.map((_, at) => items[at]?.name).join(', '));
  return ` group by ${pick(m.choices, forms)}`;
}
