/** Names of datasets: completed, interned, and read. */

import { type CatalogDataset, columnFacts } from '../../catalog/catalog.js';
import { columnKey, storedColumns, storedName, tableKey } from '../../catalog/names.js';
import type { Names } from '../../dialects/dialect.js';
import { isWritten } from '../../lineage/collapse.js';
import type { Column } from '../../lineage/column.js';
import type { KnownColumns, Relation, TypesOf } from '../../lineage/relation.js';
import { knownColumnsOf, scan, scanOpen, scanPartly, withHistory } from '../../lineage/relation.js';
import type { Dataset } from '../../lineage/source.js';
import { internDataset } from '../../lineage/source.js';
import type { DatasetName, Expression, FunctionCall, Identifier } from '../../sql/tree.js';
import { factsOf } from './call.js';
import type { Context } from './context.js';
import { report } from './context.js';
import { pathsOf, tableOf } from './source-function.js';
import { typeOfFacts } from './typing.js';

/** The dataset of a name, or undefined (with a diagnostic) when the text does not say which. */
export function resolveName(ctx: Context, name: DatasetName): Dataset | undefined {
  const called = name.call && calledParts(ctx, name.call);
  if (called !== undefined) return datasetOf(ctx, called);
  if (name.form === 'dynamic' || name.parts.length === 0 || isUnknownTemplate(name)) {
    report(ctx, 'info', 'dynamic-name', 'This dataset is named by an expression: it is not followed.', name);
    return undefined;
  }
  const parts = partsOf(ctx, name);
  const constant = name.form === 'variable' ? constantName(ctx, parts[0] as string) : undefined;
  if (constant !== undefined) return datasetOf(ctx, complete(ctx, constant));
  if (name.form === 'variable' && isPlainName(ctx, name)) return datasetOf(ctx, complete(ctx, partsOf(ctx, { ...name, form: 'name' })));
  if (name.form === 'variable' && !parts[0]?.startsWith('@')) {
    report(ctx, 'info', 'dynamic-name', `The dataset is named by ${parts[0]}: it is not followed.`, name);
    return undefined;
  }
  if (!isPlain(name)) return datasetOf(ctx, parts);
  const dataset = datasetOf(ctx, complete(ctx, parts));
  return parts.length === 1 && ctx.path.length > 0 ? (onPath(ctx, parts, dataset) ?? dataset) : dataset;
}

/** The dataset that a statement makes: it comes into the first schema, whatever else is on the path. */
export function resolveNewName(ctx: Context, name: DatasetName): Dataset | undefined {
  const { path } = ctx;
  ctx.path = [];
  const dataset = resolveName(ctx, name);
  ctx.path = path;
  return dataset;
}

/** The first dataset of this name that is known, by the search path. */
function onPath(ctx: Context, parts: string[], first: Dataset): Dataset | undefined {
  if (isKnown(ctx, first)) return first;
  const { schema } = ctx;
  for (const each of ctx.path) {
    ctx.schema = each;
    const dataset = datasetOf(ctx, complete(ctx, parts));
    ctx.schema = schema;
    if (isKnown(ctx, dataset)) return dataset;
  }
  return undefined;
}

const isKnown = (ctx: Context, dataset: Dataset): boolean =>
  !ctx.gone.has(dataset) && (isWritten(ctx.script, dataset) || knownDataset(ctx, dataset) !== undefined);

function calledParts(ctx: Context, call: FunctionCall): readonly string[] | undefined {
  const facts = factsOf(ctx, call);
  const paths = pathsOf(facts, call);
  return paths?.length === 1 ? paths : tableOf(facts, call);
}

/** `{{ macro() }}`: only ref and source say which dataset they mean. */
function isUnknownTemplate({ form, parts }: DatasetName): boolean {
  return form === 'template' && parts.length === 1 && parts[0]?.quoted === true;
}

/** `IDENTIFIER(t)`, where no variable is called so. */
function isPlainName(ctx: Context, { parts }: DatasetName): boolean {
  const [only] = parts as readonly [Identifier, ...Identifier[]];
  return !MARKS.has(only.name.charAt(0)) && !ctx.declared.has(only.name.toLowerCase());
}

const MARKS = new Set(['@', ':', '$', '?', '%', '&', '{', '#']);

/** A variable that was set to a constant string: the name in it. */
function constantName(ctx: Context, variable: string): string[] | undefined {
  const value = ctx.variables.get(variable.replace(/^[@:$]+/, '').toLowerCase())?.span as Partial<Expression> | undefined;
  if (value?.kind !== 'literal' || value.type !== 'string' || value.value === undefined) return undefined;
  return value.value.split('.').map((part) => storedName(ctx.names, part.replace(/^"|"$/g, ''), part.startsWith('"')));
}

/** The dataset of full parts, as stored. */
export function datasetOf(ctx: Context, parts: readonly string[]): Dataset {
  const name = parts.length === 1 ? (parts[0] as string) : parts.join('.');
  return internDataset(ctx.sources, tableKey(ctx.names, name), parts);
}

function isPlain(name: DatasetName): boolean {
  return name.form === 'name' || name.form === 'template';
}

/** A name's parts as stored. */
export function partsOf(ctx: Context, name: DatasetName): string[] {
  const parts: string[] = [];
  for (const part of name.parts) {
    if (name.form === 'path' || name.form === 'stage' || name.form === 'variable') parts.push(part.name);
    else if (part.quoted && ctx.names.dottedQuotes && part.name.includes('.')) parts.push(...part.name.split('.'));
    else parts.push(storedName(ctx.names, part.name, part.quoted));
  }
  return parts;
}

/** Puts the defaults before a name that lacks its outer parts. */
export function complete(ctx: Context, parts: string[]): string[] {
  const { database, schema } = ctx;
  if (ctx.names.parts === 2) {
    const outer = schema ?? database;
    return parts.length === 1 && outer !== undefined ? [outer, ...parts] : parts;
  }
  if (parts.length === 1 && schema !== undefined) parts = [schema, ...parts];
  if (parts.length === 2 && database !== undefined) parts = [database, ...parts];
  const implied = ctx.names.emptySchema ?? schema;
  if (parts.length === 3 && parts[1] === '' && implied !== undefined) parts = [parts[0] as string, implied, parts[2] as string];
  return parts;
}

/** What is known of a dataset, now: by earlier statements, else by the catalog. */
export function knownDataset(ctx: Context, dataset: Dataset): CatalogDataset | undefined {
  const made = ctx.overlay.get(dataset);
  if (made !== undefined) return made ?? undefined;
  if (ctx.catalog === undefined) return undefined;
  const found = inCatalog(ctx, dataset.parts);
  if (found !== undefined) return found;
  const short = withoutDefaults(ctx, dataset.parts);
  for (let drop = 1; drop <= short; drop++) {
    const shorter = inCatalog(ctx, dataset.parts.slice(drop));
    if (shorter !== undefined) return shorter;
  }
  return undefined;
}

/** A catalog finds names whatever their case: those in quotes are compared here. */
function inCatalog({ catalog, names }: Context, parts: readonly string[]): CatalogDataset | undefined {
  const found = catalog?.lookup(parts);
  if (found?.exactParts === undefined || found.parts.length !== parts.length) return found;
  const same = (at: number): boolean => tableKey(names, found.parts[at] as string) === tableKey(names, parts[at] as string);
  return found.exactParts.every(same) ? found : undefined;
}

/** How many of a name's outer parts are what the defaults say anyway. */
function withoutDefaults(ctx: Context, parts: readonly string[]): number {
  const defaults = ctx.names.parts === 2 ? [ctx.schema ?? ctx.database] : [ctx.database, ctx.schema];
  const used = defaults.slice(defaults.length - (parts.length - 1));
  const same = parts.slice(0, -1).every((part, at) => part === used[at]);
  return same ? parts.length - 1 : 0;
}

/** A dataset's relation; its rows are read. */
export function readDataset(ctx: Context, dataset: Dataset): Relation {
  ctx.reads.add(dataset);
  return datasetRelation(ctx, dataset);
}

/** A dataset's columns, without reading it: the target of an UPDATE. */
export function datasetRelation(ctx: Context, dataset: Dataset): Relation {
  let relation = ctx.scans.get(dataset);
  if (relation === undefined) {
    const known = knownNames(ctx, dataset);
    relation =
      known === undefined
        ? scanOpen(ctx.sources, dataset)
        : known.places.has('*')
          ? scanPartly(ctx.sources, dataset, known)
          : scan(ctx.sources, dataset, known, typesOf(ctx, dataset, known));
    if (isWritten(ctx.script, dataset)) relation = withHistory(ctx.sources, dataset, relation);
    ctx.scans.set(dataset, relation);
  }
  return relation;
}

/** What is known of a table's columns besides their names: by earlier statements, else by the catalog. */
function typesOf(ctx: Context, dataset: Dataset, { keys }: KnownColumns): TypesOf | undefined {
  const { types } = ctx;
  if (types === undefined) return undefined;
  const made = types.made.get(dataset);
  if (made !== undefined) return (at) => made.get(keys[at] as string);
  const known = knownDataset(ctx, dataset);
  return known && ((at) => typeOfFacts(types, columnFacts(known.columns[at])));
}

/** A dataset's columns when they are all known. */
export function knownColumns(ctx: Context, dataset: Dataset): readonly Column[] | undefined {
  const known = knownNames(ctx, dataset);
  return known === undefined || known.places.has('*') ? undefined : scan(ctx.sources, dataset, known).columns;
}

/** The same as they are listed in a catalog, with all that is known of them. */
export function knownListed(ctx: Context, dataset: Dataset): CatalogDataset['columns'] | undefined {
  const known = knownDataset(ctx, dataset);
  const names = knownNames(ctx, dataset);
  if (known === undefined || names === undefined || names.places.has('*')) return undefined;
  return known.columns.map((column, at) => {
    const name = names.names[at] as string;
    if (typeof column === 'string') return name;
    const { exact: _exact, ...facts } = column;
    return { ...facts, name };
  });
}

/** A catalog's tables in a dialect's names: the same for every text, so they are kept as long as the catalog. */
const folded = new WeakMap<CatalogDataset, { readonly names: Names; readonly columns: KnownColumns }>();

function knownNames(ctx: Context, dataset: Dataset): KnownColumns | undefined {
  const known = knownDataset(ctx, dataset);
  if (known === undefined) return undefined;
  let kept = folded.get(known);
  if (kept === undefined || kept.names !== ctx.names) {
    const stored = storedColumns(ctx.names, known);
    const keys = stored.map((name) => columnKey(ctx.names, name));
    kept = { names: ctx.names, columns: knownColumnsOf(stored, keys) };
    folded.set(known, kept);
  }
  return kept.columns;
}

/** Notes what a statement made of a dataset: its columns in order, or `undefined` when they are not known (any more). */
export function redefine(
  ctx: Context,
  dataset: Dataset,
  columns: CatalogDataset['columns'] | undefined,
  about?: Omit<CatalogDataset, 'parts' | 'columns'>,
): void {
  ctx.scans.delete(dataset);
  ctx.types?.made.delete(dataset);
  ctx.overlay.set(dataset, columns === undefined ? null : { parts: dataset.parts, columns, ...about });
}
