/** All dialects, by name and alias. */

import { ansi } from './ansi.js';
import { athena } from './athena.js';
import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import { databricks } from './databricks.js';
import { db2 } from './db2.js';
import type { Dialect } from './dialect.js';
import { doris } from './doris.js';
import { dremio } from './dremio.js';
import { druid } from './druid.js';
import { duckdb } from './duckdb.js';
import { dune } from './dune.js';
import { exasol } from './exasol.js';
import { fabric } from './fabric.js';
import { flink } from './flink.js';
import { unionOf } from './generic.js';
import { greenplum } from './greenplum.js';
import { hive } from './hive.js';
import { impala } from './impala.js';
import { mariadb } from './mariadb.js';
import { materialize } from './materialize.js';
import { mysql } from './mysql.js';
import { oracle } from './oracle.js';
import { postgres } from './postgres.js';
import { presto } from './presto.js';
import { redshift } from './redshift.js';
import { risingwave } from './risingwave.js';
import { singlestore } from './singlestore.js';
import { snowflake } from './snowflake.js';
import { spark } from './spark.js';
import { sqlite } from './sqlite.js';
import { starrocks } from './starrocks.js';
import { teradata } from './teradata.js';
import { trino } from './trino.js';
import { tsql } from './tsql.js';
import { vertica } from './vertica.js';

const rows: readonly Dialect[] = [
  ansi,
  postgres,
  greenplum,
  materialize,
  risingwave,
  redshift,
  duckdb,
  vertica,
  mysql,
  mariadb,
  singlestore,
  doris,
  starrocks,
  sqlite,
  bigquery,
  snowflake,
  hive,
  impala,
  spark,
  databricks,
  trino,
  presto,
  athena,
  dune,
  tsql,
  fabric,
  oracle,
  exasol,
  db2,
  teradata,
  clickhouse,
  flink,
  dremio,
  druid,
];

const all: readonly Dialect[] = [unionOf(rows), ...rows];

/** Each dialect under its own name, in the order of the table above. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(all.map((dialect) => [dialect.name, dialect]));

const byAlias = new Map<string, Dialect>(
  all.flatMap((dialect) => [dialect.name, ...dialect.aliases].map((name) => [name, dialect] as const)),
);

/** The dialect of a name or alias, without case; `generic` for none or ''. Undefined for a name that is not known. */
export function findDialect(name: string | null | undefined): Dialect | undefined {
  const asked: unknown = name ?? '';
  return typeof asked === 'string' ? byAlias.get(asked.trim().toLowerCase()) : undefined;
}
