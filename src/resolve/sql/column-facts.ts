/** What statements say of a table besides the names of its columns: types, constraints, comments. */
import type { CatalogColumn, CatalogDataset, CatalogKey } from '../../catalog/catalog.js';
import { columnName } from '../../catalog/catalog.js';
import { columnKey } from '../../catalog/names.js';
import type { Dataset } from '../../lineage/source.js';
import type { ColumnDefinition, CreateTable, ForeignTable, Identifier, OtherStatement, TableKey } from '../../sql/tree.js';
import { type Context, keyOf, stored } from './context.js';
import { complete, knownDataset, partsOf, redefine, resolveName } from './tables.js';

export type Columns = CatalogDataset['columns'];
export type About = Omit<CatalogDataset, 'parts' | 'columns'>;

/** A definition's column. Its name alone where nothing else is said. */
export function definedColumn(ctx: Context, definition: ColumnDefinition, inKey = false): string | CatalogColumn {
  const { type, generated, facts } = definition;
  const name = stored(ctx, definition.name);
  const isKey = (facts?.key === 'primary' && !facts.unchecked) || inKey;
  const notNull = facts?.notNull || (isKey && !ctx.names.nullKeys);
  if (type === undefined && generated === undefined && facts === undefined && !notNull) return name;
  return {
    name,
    ...(type && { type: type.text }),
    ...(notNull && { nullable: false }),
    ...(facts?.comment !== undefined && { comment: facts.comment }),
    ...(generated && { generated: ctx.text.slice(generated.start, generated.end) }),
    ...(ctx.learntAt && { learnt: { name: ctx.learntAt(definition.start) } }),
  };
}

export function definedColumns(ctx: Context, { columns, facts }: CreateTable): Columns {
  const primary = facts?.keys?.filter(({ kind, unchecked }) => kind === 'primary' && !unchecked) ?? [];
  const inKey = new Set(primary.flatMap((key) => key.columns.map((column) => keyOf(ctx, column))));
  return columns.map((column) => definedColumn(ctx, column, inKey.size > 0 && inKey.has(keyOf(ctx, column.name))));
}

/** What a new table is besides its columns; undefined where that is nothing. */
export function aboutTable(ctx: Context, { columns, facts, start, objectType }: CreateTable): About {
  const keys = columns.flatMap((column) => keysOfColumn(ctx, column)).concat((facts?.keys ?? []).map((key) => tableKey(ctx, key)));
  return {
    kind: objectType,
    ...(facts?.comment !== undefined && { description: facts.comment }),
    ...(keys.length > 0 && { keys }),
    ...(ctx.learntAt && { learnt: { columns: ctx.learntAt(start) } }),
  };
}

function keysOfColumn(ctx: Context, { name, facts, start }: ColumnDefinition): CatalogKey[] {
  const keys: CatalogKey[] = [];
  if (facts === undefined) return keys;
  const own = { columns: [stored(ctx, name)], ...(ctx.learntAt && { learnt: ctx.learntAt(start) }) };
  if (facts.key !== undefined) keys.push({ kind: facts.key, ...own });
  if (facts.references !== undefined) keys.push({ kind: 'foreign', ...own, references: referenced(ctx, facts.references) });
  return keys;
}

function tableKey(ctx: Context, { kind, columns, references }: TableKey): CatalogKey {
  return {
    kind,
    columns: storedAll(ctx, columns),
    ...(references && { references: referenced(ctx, references) }),
    ...(ctx.learntAt && columns[0] && { learnt: ctx.learntAt(columns[0].start) }),
  };
}

function referenced(ctx: Context, { name, columns }: ForeignTable): NonNullable<CatalogKey['references']> {
  return { parts: complete(ctx, partsOf(ctx, name)), ...(columns && { columns: storedAll(ctx, columns) }) };
}

function storedAll(ctx: Context, names: readonly Identifier[]): string[] {
  return names.map((name) => stored(ctx, name));
}

// ── Later statements ─────────────────────────────────────────────────────────────────────────────────────────────────

/** What is known of a dataset besides its columns. */
export function aboutOf(ctx: Context, dataset: Dataset): About {
  const {
    parts: _parts,
    columns: _columns,
    unquoted: _unquoted,
    exactParts: _exact,
    ...about
  } = knownDataset(ctx, dataset) ?? NOTHING_KNOWN;
  return about;
}

const NOTHING_KNOWN: CatalogDataset = { parts: [], columns: [] };

/** The same when a column is called otherwise (`to`), or gone. */
export function aboutChanged(ctx: Context, dataset: Dataset, key: string, to: string | undefined): About {
  const { keys, ...about } = aboutOf(ctx, dataset);
  if (keys === undefined) return about;
  const isIt = (column: string): boolean => columnKey(ctx.names, column) === key;
  const kept = to === undefined ? keys.filter(({ columns }) => !columns.some(isIt)) : keys;
  return {
    ...about,
    keys: kept.map((each) => ({ ...each, columns: each.columns.map((column) => (isIt(column) ? (to ?? column) : column)) })),
  };
}

/** ALTER TABLE t ADD PRIMARY KEY (a): as pg_dump writes keys. */
export function addKey(ctx: Context, dataset: Dataset, key: TableKey): void {
  const known = ctx.overlay.get(dataset);
  if (!known) return;
  const inKey = new Set(key.columns.map((column) => keyOf(ctx, column)));
  const notNull = key.kind === 'primary' && !key.unchecked && !ctx.names.nullKeys;
  const columns = known.columns.map((column) =>
    notNull && inKey.has(columnKey(ctx.names, columnName(column))) ? withFacts(column, { nullable: false }) : column,
  );
  const about = aboutOf(ctx, dataset);
  redefine(ctx, dataset, columns, { ...about, keys: [...(about.keys ?? []), tableKey(ctx, key)] });
}

/** COMMENT ON TABLE t, COMMENT ON COLUMN t.a: for what this script made. */
export function resolveComment(ctx: Context, { facts }: OtherStatement): void {
  if (facts === undefined) return;
  const { name, isColumn, comment } = facts;
  const parts = isColumn ? name.parts.slice(0, -1) : name.parts;
  const dataset = parts.length === 0 ? undefined : resolveName(ctx, { ...name, parts });
  const known = dataset && ctx.overlay.get(dataset);
  if (!known) return;
  const about = aboutOf(ctx, dataset);
  if (!isColumn) return redefine(ctx, dataset, known.columns, { ...about, description: comment });
  const key = keyOf(ctx, name.parts.at(-1) as Identifier);
  const columns = known.columns.map((column) =>
    columnKey(ctx.names, columnName(column)) === key ? withFacts(column, { comment }) : column,
  );
  redefine(ctx, dataset, columns, about);
}

function withFacts(column: string | CatalogColumn, facts: Partial<CatalogColumn>): CatalogColumn {
  return { ...(typeof column === 'string' ? { name: column } : column), ...facts };
}
