/** What Headwater reads of dbt's manifest.json, versions 4 to 12. Everything may be missing: versions and writers differ. */
import { type Decoded, flag, list, members, number, object, oneOrMany, record, text, whole, word } from '../../base/decode.js';

const contract = record({ enforced: flag });

/** An entity, dimension or measure: its expression, else its name, is a column or made of some. */
export const manifestElement = record({ name: word, expr: word }, ['name']);

export type ManifestElement = Decoded<typeof manifestElement>;

const constraints = list(record({ type: text, columns: list(text) }, ['type']));

const manifestColumn = record({
  name: text,
  quote: flag,
  description: text,
  data_type: text,
  tags: oneOrMany(text),
  constraints,
});

export const manifestNode = record({
  unique_id: text,
  resource_type: text,
  name: text,
  alias: text,
  database: text,
  schema: text,
  identifier: text,
  source_name: text,
  relation_name: text,
  package_name: text,
  original_file_path: text,
  fqn: list(text),
  tags: oneOrMany(text),
  config: record({ materialized: text, meta: object, contract, access: text, group: text, severity: text, where: text }),
  contract,
  access: text,
  group: text,
  description: text,
  meta: object,
  columns: whole(members(manifestColumn)),
  constraints,
  language: text,
  compiled_code: text,
  compiled_sql: text,
  raw_code: text,
  raw_sql: text,
  depends_on: record({ nodes: list(text) }),
  version: word,
  // Of tests.
  column_name: text,
  attached_node: text,
  test_metadata: record({ name: text, kwargs: object }),
  // Of exposures and metrics.
  type: text,
  url: text,
  owner: record({ name: text, email: oneOrMany(text) }),
  // Of semantic models.
  entities: list(manifestElement),
  dimensions: list(manifestElement),
  measures: list(manifestElement),
});

/** A node with what names it, which its key says as well. */
export type ManifestNode = Decoded<typeof manifestNode> & {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly name: string;
};

const nodes = members(manifestNode);

export const decodeManifest = record({
  metadata: record({ adapter_type: text, project_name: text }),
  nodes,
  sources: nodes,
  exposures: nodes,
  metrics: nodes,
  semantic_models: nodes,
  saved_queries: nodes,
  unit_tests: nodes,
});

export type Manifest = Decoded<typeof decodeManifest>;

// Without one of its columns a table would be known wrongly.
const columns = whole(members(record({ name: text, index: number, type: text, comment: text })));
const tables = members(record({ metadata: record({ type: text, comment: text, owner: text }), columns }));

/** dbt's catalog.json: what the warehouse said. */
export const decodeCatalog = record({ nodes: tables, sources: tables });

export type DbtCatalog = Decoded<typeof decodeCatalog>;
