/** What a session or a sequence gives, and words that look like calls. */
import type { FunctionRow } from '../row.js';

export const session: readonly FunctionRow[] = [
  { names: 'nextval', type: 'integer', nulls: 'never', volatile: true, syntax: { sequence: true } },
  { names: 'lastval setval', syntax: { sequence: true } },
  { names: 'lastval setval', in: 'postgres', type: 'integer' },
  { names: 'uuid', in: 'spark', type: 'string', nulls: 'never', volatile: true },
  { names: 'uuid', in: 'duckdb trino', type: 'uuid', nulls: 'never', volatile: true },
  { names: 'gen_random_uuid', type: 'uuid', nulls: 'never', volatile: true },
  { names: 'generate_uuid', in: 'bigquery', type: 'string', nulls: 'never', volatile: true },
  { names: 'monotonically_increasing_id', type: 'integer', nulls: 'never', volatile: true },
  { names: 'spark_partition_id', type: 'integer', nulls: 'never' },
  { names: 'input_file_name', type: 'string', nulls: 'never' },
  { names: 'current_user session_user current_database current_catalog version', type: 'string' },
  { names: 'typeof pg_typeof', type: 'string', nulls: 'never' },
  { names: 'pg_typeof', in: 'postgres', type: undefined },
  { names: 'with', syntax: { nameFirst: true } }, // Exasol, ClickHouse: WITH(a AS 1, a + 1)
];
