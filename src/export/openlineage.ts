import type { ExportInput } from './exporter.js';

export interface OpenLineageOptions {
  /** A UUID. Default: made from the lineage, the same for the same text; a real run should hand in its own. */
  readonly runId?: string;
  /** ISO 8601 date and time. Default 1970-01-01T00:00:00.000Z, so that output is repeatable; a real run hands in its own. */
  readonly eventTime?: string;
  /** Default COMPLETE. */
  readonly eventType?: 'START' | 'RUNNING' | 'COMPLETE' | 'ABORT' | 'FAIL' | 'OTHER';
  /** The namespace of datasets, such as `postgres://db.example.com:5432`. Default: by dialect and name, else `default`. */
  readonly namespace?: string;
  /** Default: `namespace`'s default. */
  readonly jobNamespace?: string;
  /** Default: the name of the first dataset that is written, else `query`. */
  readonly jobName?: string;
  /** The name given to the result of a bare query, which has none. Default: `<jobName>.result`. */
  readonly resultName?: string;
  /** URI of the program that makes the event. Default Headwater's. */
  readonly producer?: string;
  /** All columns of a dataset in order where they are known, for its schema facet. Default: the columns that the lineage names. */
  readonly columnsOf?: (dataset: string) => readonly string[] | undefined;
}

export function renderOpenLineage(_input: ExportInput, _options: OpenLineageOptions = {}): string {
  return '{}\n';
}
