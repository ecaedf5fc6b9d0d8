/** Random tables: a few columns of a few types, and a few rows of values so small that joins and groups meet. */
import { between, type Choices, chance, pick, shuffled } from './choices.js';

/** `record` is a struct (x int, y text), `ints` and `records` are lists. */
export type Type = 'int' | 'text' | 'record' | 'ints' | 'records';

export interface Field {
  readonly name: string;
  readonly type: Type;
}

export type Value = number | string | null | readonly Value[] | { readonly x: Value; readonly y: Value };

export interface Table {
  readonly name: string;
  /** The first is a key: no value of it occurs twice. */
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Value[])[];
  /** A table that a script made has no key. */
  readonly keyed?: false;
}

const NAMES: Readonly<Record<Type, readonly string[]>> = {
  int: ['a', 'b', 'n'],
  text: ['c', 'd'],
  record: ['s'],
  ints: ['l'],
  records: ['ss'],
};
const LETTERS = ['p', 'q', 'r', 'ab'];

/** `nested`: with structs and lists. */
export function makeTables(choices: Choices, nested: boolean): Table[] {
  return ['t', 'u', 'v'].map((name, at) => {
    const pool: Type[] = ['int', 'text', 'int', 'text'];
    if (nested) pool.push(at === 0 ? 'record' : 'ints', at === 2 ? 'records' : 'int');
    else pool.push('int');
    const fields: Field[] = [{ name: 'id', type: 'int' }];
    for (const type of pool) {
      const free = NAMES[type].filter((each) => !fields.some((field) => field.name === each));
      if (free.length > 0 && chance(choices, 80)) fields.push({ name: pick(choices, free), type });
    }
    const count = between(choices, 3, 6);
    const ids = shuffled(choices, [1, 2, 3, 4, 5, 6, 7]);
    const rows = Array.from({ length: count }, (_, row) =>
      fields.map((field, column) => (column === 0 ? (ids[row] as number) : makeValue(choices, field.type))),
    );
    return { name, fields, rows };
  });
}

export function makeValue(choices: Choices, type: Type): Value {
  if (chance(choices, 12) && type !== 'ints' && type !== 'records') return null;
  switch (type) {
    case 'int':
      return choices.below(5);
    case 'text':
      return pick(choices, LETTERS);
    case 'record':
      return { x: makeValue(choices, 'int'), y: makeValue(choices, 'text') };
    case 'ints':
      return Array.from({ length: choices.below(4) }, () => makeValue(choices, 'int'));
    case 'records':
      return Array.from({ length: choices.below(3) }, () => makeValue(choices, 'record'));
    default:
      return type satisfies never;
  }
}

const TYPES: Readonly<Record<Type, string>> = {
  int: 'integer',
  text: 'varchar',
  record: 'struct(x integer, y varchar)',
  ints: 'integer[]',
  records: 'struct(x integer, y varchar)[]',
};

/** CREATE TABLE and INSERT. `as`: another name, which may have a schema's before it. */
export function tableSql({ name, fields, rows }: Table, as = name): string {
  const columns = fields.map((field) => `${field.name} ${TYPES[field.type]}`);
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
  return `create table ${as} (${columns.join(', ')});\ninsert into ${as} values ${values.join(', ')};`;
}

function literal(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value}'`;
  if (isList(value)) return `[${value.map(literal).join(', ')}]`;
  return `{'x': ${literal(value.x)}, 'y': ${literal(value.y)}}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A column of a table, or one field within it. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly path?: string;
}

/** Every place whose values can change on their own. */
export function placesOf({ name: table, fields }: Table): Place[] {
  return fields.flatMap(({ name: column, type }): Place[] =>
    type === 'record' || type === 'records' ? ['x', 'y'].map((path) => ({ table, column, path })) : [{ table, column }],
  );
}

/**
 * The table with other values at one place, and all else as it was. Lists keep their lengths: how many elements there are
 * is no edge of lineage (a table made by UNNEST is no dataset, and only its columns have sources).
 */
export function perturb(choices: Choices, table: Table, place: Place): Table {
  const at = table.fields.findIndex((field) => field.name === place.column);
  const { type } = table.fields[at] as Field;
  const everyRow = chance(choices, 60);
  const only = choices.below(table.rows.length);
  const ids = shuffled(choices, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const rows = table.rows.map((row, index) => {
    if (at === 0) return everyRow ? row.with(0, ids[index] as number) : index === only ? row.with(0, 9) : row;
    return everyRow || index === only ? row.with(at, otherValue(choices, type, row[at] as Value, place.path)) : row;
  });
  return { ...table, rows };
}

function otherValue(choices: Choices, type: Type, old: Value, path: string | undefined): Value {
  if (isList(old)) {
    const element = type === 'records' ? 'record' : 'int';
    return old.map((each) => otherValue(choices, element, each, path));
  }
  if (type === 'record') {
    if (old === null || typeof old !== 'object') return old;
    const record = old as { x: Value; y: Value };
    return path === 'x'
      ? { x: otherValue(choices, 'int', record.x, undefined), y: record.y }
      : { x: record.x, y: otherValue(choices, 'text', record.y, undefined) };
  }
  return chance(choices, 70) ? makeValue(choices, type) : type === 'int' ? 6 : 'zz';
}
