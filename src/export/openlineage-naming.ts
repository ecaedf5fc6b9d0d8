/** How OpenLineage names datasets: a namespace for where they live, a name within it. https://openlineage.io/docs/spec/naming */

export interface OpenLineageName {
  readonly namespace: string;
  readonly name: string;
}

const DEFAULT_NAMESPACE = 'default';
/** Where the specification fixes the namespace without a host. */
const BY_DIALECT: Record<string, string | undefined> = { bigquery: 'bigquery' };
const SAME_SCHEME: Record<string, string | undefined> = { s3a: 's3', s3n: 's3', abfs: 'abfss', wasb: 'wasbs' };

export function defaultNamespace(dialect: string | undefined): string {
  return BY_DIALECT[dialect ?? ''] ?? DEFAULT_NAMESPACE;
}

/** A URI names its own place (`s3://bucket` + key), a path is a `file`; everything else lives in the given namespace. */
export function openLineageName(dataset: string, namespace: string): OpenLineageName {
  if (dataset.startsWith('/')) return { namespace: 'file', name: dataset };
  const local = /^(?:file|dbfs):(\/.*)$/is.exec(dataset)?.[1];
  if (local !== undefined && !local.startsWith('//')) return { namespace: dataset.slice(0, 4).toLowerCase(), name: local };
  const uri = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/is.exec(dataset);
  if (!uri) return { namespace, name: dataset };
  const [, scheme, authority, path] = uri as unknown as [string, string, string, string];
  const known = SAME_SCHEME[scheme.toLowerCase()] ?? scheme.toLowerCase();
  if (known === 'file') return { namespace: 'file', name: `/${path}` };
  return { namespace: `${known}://${authority}`, name: path || '/' };
}
