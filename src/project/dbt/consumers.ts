/** What a manifest has besides models: tests, exposures, metrics, semantic models, saved queries, unit tests, analyses. */
import type { Consumer, ConsumerKind } from '../unit.js';
import type { Manifest, ManifestElement, ManifestNode } from './manifest-types.js';

const KINDS: ReadonlyMap<string, ConsumerKind> = new Map([
  ['test', 'test'],
  ['analysis', 'analysis'],
  ['exposure', 'exposure'],
  ['metric', 'metric'],
  ['semantic_model', 'semantic-model'],
  ['saved_query', 'saved-query'],
  ['unit_test', 'unit-test'],
]);

export function consumersOf(manifest: Manifest, units: ReadonlyMap<string, ManifestNode>): Consumer[] {
  const { nodes, exposures, metrics, semantic_models, saved_queries, unit_tests } = manifest;
  return [nodes, exposures, metrics, semantic_models, saved_queries, unit_tests].flatMap(namedNodes).flatMap((node) => {
    const kind = KINDS.get(node.resource_type);
    return kind === undefined ? [] : [consumerOf(node, kind, units)];
  });
}

/** The nodes of a group; what they leave out of their names, their keys say: `model.shop.orders`. */
export function namedNodes(group: Manifest['nodes']): ManifestNode[] {
  return [...(group ?? [])].map(([id, node]) => {
    const { unique_id = id, resource_type = id.split('.')[0] ?? '', name = id.split('.').at(-1) ?? '' } = node;
    return Object.assign(node, { unique_id, resource_type, name });
  });
}

function consumerOf(node: ManifestNode, kind: ConsumerKind, units: ReadonlyMap<string, ManifestNode>): Consumer {
  return {
    id: node.unique_id,
    kind,
    name: node.name,
    path: node.original_file_path ?? '',
    tags: node.tags ?? [],
    type: node.test_metadata?.name ?? node.type,
    owner: node.owner?.name ?? node.owner?.email?.[0],
    url: node.url,
    dependsOn: node.depends_on?.nodes ?? [],
    columns: usedColumns(node, units),
  };
}

function usedColumns(node: ManifestNode, units: ReadonlyMap<string, ManifestNode>): Consumer['columns'] {
  const parents = (node.depends_on?.nodes ?? []).filter((id) => units.has(id));
  if (node.resource_type === 'test') return testedColumns(node, parents);
  if (node.resource_type !== 'semantic_model' || parents.length !== 1) return [];
  return semanticColumns(node).map((column) => ({ unit: parents[0] as string, column }));
}

/** The columns of its model that a semantic model uses. */
export function semanticColumns({ entities, dimensions, measures }: Partial<ManifestNode>): string[] {
  const elements: readonly ManifestElement[] = [...(entities ?? []), ...(dimensions ?? []), ...(measures ?? [])];
  return [...new Set(elements.flatMap(({ name, expr }) => (expr === undefined ? [name] : wordsOf(expr))))];
}

/** A generic test's own column and, for `relationships`, the other model's. */
function testedColumns(node: ManifestNode, parents: readonly string[]): Consumer['columns'] {
  const { column_name: column, test_metadata: metadata } = node;
  if (!column) return [];
  // dbt lists the tested model last, after those that its arguments name.
  const tested = node.attached_node ?? parents.at(-1);
  const others = parents.filter((id) => id !== tested);
  const field = metadata?.kwargs?.['field'];
  const own = tested === undefined ? [] : [{ unit: tested, column: unquoted(column) }];
  if (typeof field !== 'string') return own;
  return [...own, ...(others.length ? others : parents).map((unit) => ({ unit, column: unquoted(field) }))];
}

export function unquoted(name: string): string {
  return name.replace(/^["`[]|["`\]]$/g, '');
}

/** The names in an expression; some may be functions, which no column is called. */
function wordsOf(expression: string): string[] {
  return expression.replace(/'[^']*'/g, '').match(/[A-Za-z_]\w*/g) ?? [];
}
