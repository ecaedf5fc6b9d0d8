/** Databricks SQL: https://docs.databricks.com/en/sql/language-manual/ */
import { dialect, switches } from './define.js';
import { spark } from './spark.js';

export const databricks = dialect('databricks', spark, {
  aliases: ['databricks-sql', 'delta'],
  adds: switches('pathTables colonPaths streamTables'),
  lex: { operators: ['<=>', '==', '<<', '>>', '>>>', '->', '|>', '!<', '!>', '&&', '::', '?::'] },
});
