import nodeSqlParser from 'node-sql-parser';
import { measure } from '../measure.mjs';

/** Its names for dialects, where it has them. */
const DATABASES = {
  postgres: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
  redshift: 'redshift',
  hive: 'hive',
  spark: 'hive',
  databricks: 'hive',
  tsql: 'transactsql',
  trino: 'trino',
  athena: 'athena',
  mariadb: 'mariadb',
};

const parser = new nodeSqlParser.Parser();

await measure(() => ({ sql, dialect }) => {
  const database = DATABASES[dialect];
  if (!database) throw new Error(`no grammar for ${dialect}`);
  parser.astify(sql, { database });
});
