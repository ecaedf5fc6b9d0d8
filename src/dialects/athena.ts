/** Amazon Athena: Trino for queries, Hive for DDL. */
import { dialect } from './define.js';
import { trino } from './trino.js';

export const athena = dialect('athena', trino, {
  lex: { stringQuotes: "'", identifierQuotes: '"`' },
  grammar: { partitionColumns: true, stringAliases: true },
});
