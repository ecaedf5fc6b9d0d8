/** Amazon Athena: Trino for queries, Hive for DDL. */
import { dialect, switches } from './define.js';
import { trino } from './trino.js';

export const athena = dialect('athena', trino, {
  adds: switches('stringAliases partitionColumns'),
  lex: { stringQuotes: "'", identifierQuotes: '"`' },
});
