/** Databricks SQL: https://docs.databricks.com/en/sql/language-manual/ */
import { dialect } from './define.js';
import { spark } from './spark.js';

export const databricks = dialect('databricks', spark, {
  aliases: ['databricks-sql', 'delta'],
  lex: { operators: ['<=>', '==', '<<', '>>', '>>>', '->', '|>', '!<', '!>', '&&', '::', '?::'] },
  grammar: { pathTables: true, colonPaths: true, qualify: true, starExceptBare: true },
});
