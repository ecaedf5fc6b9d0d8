/** What dbt's documents say of a dataset: descriptions, types, contracts, constraints, tests; and the warehouse, by catalog.json. */
import type { CatalogColumn, CatalogDataset, CatalogKey, CatalogTest, Learnt } from '../../catalog/catalog.js';
import { mergeColumns } from '../../catalog/merge.js';
import { columnKey, storedName } from '../../catalog/names.js';
import type { Names } from '../../dialects/dialect.js';

/** As a properties file writes it, and the manifest repeats it. */
export interface DocumentedColumn {
  readonly name: string;
  readonly quote?: boolean;
  readonly description?: string;
  readonly data_type?: string;
  readonly tags?: readonly string[];
  readonly constraints?: readonly Constraint[];
  readonly tests: readonly DocumentedTest[];
}

export interface Constraint {
  readonly type: string;
  /** Of a constraint beside the columns. */
  readonly columns?: readonly string[];
}

export interface DocumentedTest {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** It fails where any row does: neither a warning nor for some rows only. */
  readonly strict: boolean;
  /** Of `relationships`: the other dataset, and its column. */
  readonly references?: NonNullable<CatalogKey['references']> | undefined;
}

export interface Documented {
  readonly dataset: string;
  readonly description: string | undefined;
  readonly owner: string | undefined;
  readonly tags: readonly string[];
  readonly columns: readonly DocumentedColumn[];
  readonly constraints: readonly Constraint[];
  readonly tests: readonly DocumentedTest[];
  /** The contract is enforced. */
  readonly contract: boolean;
  readonly file: string | undefined;
}

/** What the warehouse said. */
export interface Listed {
  readonly kind: string | undefined;
  readonly comment: string | undefined;
  readonly owner: string | undefined;
  readonly columns: readonly Pick<CatalogColumn, 'name' | 'type' | 'comment'>[];
}

/** All that is said of a dataset; undefined where that is nothing. Its columns need not be all that it has. */
export function describe(documented: Documented, listed: Listed | undefined, names: Names): CatalogDataset | undefined {
  const { dataset, contract, file } = documented;
  const at = (by: Learnt['by']): Learnt => ({ by, ...(file !== undefined && { file }) });
  const own = documented.columns.map((column) => columnOf(column, contract, names, at));
  const warehouse: Learnt = { by: 'warehouse' };
  const theirs = listed?.columns.map((column): CatalogColumn => ({ ...column, learnt: { name: warehouse } }));
  const columns = theirs === undefined ? own : mergeColumns(names, theirs, own);
  const keys = [...documented.columns.flatMap((column) => keysOfColumn(column, contract, names, at)), ...keysOf(documented, names, at)];
  const description = documented.description || listed?.comment;
  const owner = documented.owner ?? listed?.owner;
  const learnt = {
    columns: theirs === undefined ? at(contract ? 'contract' : 'properties') : warehouse,
    ...(documented.description && { description: at('properties') }),
    ...(documented.owner !== undefined && { owner: at('properties') }),
    ...(documented.tags.length > 0 && { tags: at('properties') }),
    ...(contract && { contract: at('contract') }),
  };
  const about = {
    ...(listed?.kind !== undefined && { kind: listed.kind }),
    ...(description && { description }),
    ...(owner !== undefined && { owner }),
    ...(documented.tags.length > 0 && { tags: documented.tags }),
    ...(keys.length > 0 && { keys }),
    ...(documented.tests.length > 0 && { tests: documented.tests.map((test) => testOf(test, at)) }),
    ...(contract && { contract: true as const }),
  };
  if (columns.length === 0 && Object.keys(about).length === 0) return undefined;
  return { parts: dataset.split('.'), columns, ...about, learnt };
}

type At = (by: Learnt['by']) => Learnt;

function columnOf(column: DocumentedColumn, contract: boolean, names: Names, at: At): CatalogColumn {
  const { description, data_type, tags = [], constraints = [], tests } = column;
  const constrained = contract && constraints.some(({ type }) => type === 'not_null' || (type === 'primary_key' && !names.nullKeys));
  const tested = tests.some(({ name, strict }) => name === 'not_null' && strict);
  const learnt = {
    name: at(contract ? 'contract' : 'properties'),
    ...(contract && description && { comment: at('properties') }),
    ...(!constrained && tested && { nullable: at('test') }),
  };
  return {
    name: storedColumn(column, names),
    ...(data_type && { type: data_type }),
    ...((constrained || tested) && { nullable: false }),
    ...(description && { comment: description }),
    ...(tags.length > 0 && { tags }),
    ...(tests.length > 0 && { tests: tests.map((test) => testOf(test, at)) }),
    learnt,
  };
}

function storedColumn({ name, quote }: Pick<DocumentedColumn, 'name' | 'quote'>, names: Names): string {
  return storedName(names, name, quote === true);
}

function testOf({ name, arguments: given }: DocumentedTest, at: At): CatalogTest {
  return { name, ...(Object.keys(given).length > 0 && { arguments: given }), learnt: at('test') };
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const KEYS: ReadonlyMap<string, CatalogKey['kind']> = new Map([
  ['primary_key', 'primary'],
  ['unique', 'unique'],
]);

function keysOfColumn(column: DocumentedColumn, contract: boolean, names: Names, at: At): CatalogKey[] {
  const columns = [storedColumn(column, names)];
  const constrained = contract ? (column.constraints ?? []).flatMap(({ type }) => keyOf(type, columns, at('contract'))) : [];
  const tested = column.tests.flatMap(({ name, strict, references }): CatalogKey[] => {
    if (!strict) return [];
    if (name === 'unique') return [{ kind: 'unique', columns, learnt: at('test') }];
    return references === undefined ? [] : [{ kind: 'foreign', columns, references, learnt: at('test') }];
  });
  return [...constrained, ...tested];
}

function keysOf({ constraints, columns, contract }: Documented, names: Names, at: At): CatalogKey[] {
  if (!contract) return [];
  const quoted = new Map(columns.map((column) => [columnKey(names, column.name), storedColumn(column, names)]));
  return constraints.flatMap(({ type, columns: named = [] }) =>
    keyOf(
      type,
      named.map((name) => quoted.get(columnKey(names, name)) ?? storedName(names, name, false)),
      at('contract'),
    ),
  );
}

function keyOf(type: string, columns: readonly string[], learnt: Learnt): CatalogKey[] {
  const kind = KEYS.get(type);
  return kind === undefined || columns.length === 0 ? [] : [{ kind, columns, learnt }];
}

// ── Tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What a test is given: dbt 1.10 and later under `arguments`, before that beside its settings. The tested model and column go without
 * saying.
 */
export function documentedTest(
  name: string,
  given: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>>,
  references: DocumentedTest['references'],
): DocumentedTest {
  const { arguments: own, config: _config, model: _model, column_name: _column, where, severity, name: _name, ...rest } = given;
  const strict = !(config['where'] ?? where) && String(config['severity'] ?? severity ?? 'error').toLowerCase() === 'error';
  const more = typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as Readonly<Record<string, unknown>>) : rest;
  return { name, arguments: more, strict, references };
}
