/** A schema as an object, from JSON, YAML or a program → what is known about tables. */
import {
  complain,
  type Decoded,
  type Decoding,
  decodeAt,
  flag,
  isRecord,
  list,
  mismatch,
  newDecoding,
  oneOrMany,
  record,
  word,
} from '../base/decode.js';
import type { Catalog, CatalogColumn, CatalogDataset, Learnt } from '../catalog/catalog.js';
import { newCatalog } from '../catalog/memory.js';
import { hasQuotes, readQuotedName } from './quoted-name.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The catalog of `{"db.s.t": ["a", "b"]}`, `{"db.s.t": {"a": "int"}}`, or nested `{"s": {"t": {"a": "int"}}}`. A column may be an object
 * that says more, `{"name": "a", "type": "int", "nullable": false, "description": "…", "tags": ["pii"]}`, and so may a table,
 * `{"description": "…", "owner": "…", "tags": […], "columns": […]}`. Names are as without quotes, or exactly as they are where they are
 * written with quotes: `"\"camelCase\""`.
 *
 * What is no table is left out, a table with a bad column as a whole: its other columns would be taken for all.
 */
export function catalogOfSchema(schema: Members, document: Decoding = newDecoding(), learnt?: Learnt): Catalog {
  const datasets: CatalogDataset[] = [];
  const about: About = { unquoted: true, ...(learnt !== undefined && { learnt: { columns: learnt } }) };
  addDatasets(datasets, schema, [], [], about, document);
  return newCatalog(datasets);
}

/** What holds of all datasets of a schema. */
type About = Pick<CatalogDataset, 'unquoted' | 'learnt'>;

/** No engine has so many schemas within each other. */
const MOST_LEVELS = 16;

function addDatasets(
  datasets: CatalogDataset[],
  schema: Members,
  outer: readonly string[],
  exact: readonly number[],
  about: About,
  document: Decoding,
): void {
  if (document.path.length > MOST_LEVELS) return complain(document, `nests more than ${MOST_LEVELS} levels deep, and was left out`);
  for (const [name, value] of Object.entries(schema)) {
    document.path.push(name);
    const own = readQuotedName(name);
    const parts = outer.length === 0 ? own.parts : [...outer, ...own.parts];
    const exactParts = own.exact.length === 0 ? exact : [...exact, ...own.exact.map((at) => outer.length + at)];
    if (isRecord(value) && isNested(value)) addDatasets(datasets, value, parts, exactParts, about, document);
    else {
      const table = isRecord(value) && saysMore(value) ? tableOf(value, document) : { columns: columnsOf(value, document) };
      const { columns } = table;
      if (columns !== undefined) datasets.push({ parts, ...about, ...table, columns, ...(exactParts.length > 0 && { exactParts }) });
    }
    document.path.pop();
  }
}

/** A schema of tables, or a database of schemas. */
function isNested(schema: Members): boolean {
  const inner = Object.values(schema);
  return inner.length > 0 && inner.every((each) => typeof each === 'object' && each !== null) && !listsColumns(schema);
}

// ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A table with its `columns`; not one that has a column of that name (then it has a type, which is a text), nor a schema with such a table. */
function saysMore({ columns }: Members): boolean {
  return typeof columns === 'object' && columns !== null;
}

const TABLE_MEMBERS: ReadonlySet<string> = new Set(['description', 'owner', 'tags', 'columns']);

/** No schema with a table that is called `columns`, and nothing more is said of the table than that. */
function listsColumns(table: Members): boolean {
  const { columns } = table;
  return Array.isArray(columns) && columns.some(isRecord) && Object.keys(table).every((name) => TABLE_MEMBERS.has(name));
}

const tableFacts = record({ description: word, owner: word, tags: oneOrMany(word) });

function tableOf(table: Members, document: Decoding): Partial<CatalogDataset> {
  const columns = decodeAt('columns', columnsOf, table['columns'], document);
  return { ...tableFacts(table, document), ...(columns !== undefined && { columns }) };
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function columnsOf(value: unknown, document: Decoding): CatalogDataset['columns'] | undefined {
  if (Array.isArray(value)) return value.every(isPlain) ? value : columnList(value, document);
  if (!isRecord(value)) return mismatch(value, 'a list or an object of columns', document);
  return Object.keys(value).map((name) => decodeAt(name, (type, at) => columnOfType(name, type, at), value[name], document) as Column);
}

type Column = string | CatalogColumn;

const isPlain = (column: unknown): column is string => typeof column === 'string' && !hasQuotes(column);

/** Undefined where a column has no name. */
function columnList(value: readonly unknown[], document: Decoding): readonly Column[] | undefined {
  const columns = list(columnOf)(value, document);
  return columns?.length === value.length ? columns : undefined;
}

const columnFacts = record({ name: word, type: word, data_type: word, nullable: flag, description: word, tags: oneOrMany(word) }, ['name']);

/** `a`, or `{"name": "a", …}`. */
function columnOf(column: unknown, document: Decoding): Column | undefined {
  if (!isRecord(column)) {
    const name = word(column, document);
    return name === undefined ? undefined : named(name, {});
  }
  const facts = columnFacts(column, document);
  return facts && named(facts.name, factsOf(facts));
}

/** `"a": "int"` */
function columnOfType(name: string, type: unknown, document: Decoding): Column {
  if (typeof type !== 'string' && type !== null) mismatch(type, 'a type', document);
  return named(name, typeof type === 'string' && type !== '' ? { type } : {});
}

type Facts = Omit<CatalogColumn, 'name'>;

function factsOf({ type, data_type, nullable, description, tags }: Decoded<typeof columnFacts>): Facts {
  const written = type ?? data_type;
  return {
    ...(written !== undefined && { type: written }),
    ...(nullable !== undefined && { nullable }),
    ...(description !== undefined && { comment: description }),
    ...(tags !== undefined && { tags }),
  };
}

/** A column of which nothing is known is its name alone. */
function named(written: string, facts: Facts): Column {
  const { parts, exact } = hasQuotes(written) ? readQuotedName(written) : { parts: [], exact: [] };
  const isExact = parts.length === 1 && exact.length === 1;
  const name = isExact ? (parts[0] as string) : written;
  for (const _ in facts) return { name, ...(isExact && { exact: true }), ...facts };
  return isExact ? { name, exact: true } : name;
}
