/** Apache Spark SQL 4: https://spark.apache.org/docs/latest/sql-ref-ansi-compliance.html */
import { dialect, switches, words } from './define.js';
import { hive } from './hive.js';

export const spark = dialect('spark', hive, {
  aliases: ['sparksql', 'spark-sql', 'spark_sql', 'pyspark'],
  adds: switches(
    'dollarQuotes versionSuffix aliasedExpressions bareValues bareAliasLists pipeTail cteWithoutAs tableHints declareLists viewWithoutQuery',
  ),
  lex: {
    operators: ['<=>', '==', '<<', '>>', '>>>', '->', '|>', '!<', '!>', '&&', '||'],
    numberSuffixes: ['l', 'd', 'f', 's', 'y', 'bd'],
    parameters: ['?', ':', '${', '%'],
  },
  grammar: {
    // https://spark.apache.org/docs/latest/sql-ref-ansi-compliance.html#sql-keywords, default mode: nothing but what the grammar cannot do without
    reserved: [],
    unreserved: words('ALL CREATE GROUP ORDER THEN DISTINCT NULL CASE ELSE IN INTO EXISTS BETWEEN LIKE AS AND'),
    noItemAlias: words('INSERT GROUP ORDER INTO AS AND THEN ELSE IN BETWEEN LIKE'),
    itemAlias: words('END OFFSET'),
    tableAlias: words('OFFSET VALUES RETURNING WHEN DEFAULT START CONNECT'),
    noTableAlias: words('GROUP ORDER CLUSTER SORT DISTRIBUTE MINUS AS'),
    wordOperators: words('ILIKE RLIKE REGEXP DIV'),
    pathTables: false,
  },
  names: {
    fold: 'preserve',
    lateralAlias: 'after-columns',
    usingColumns: 'foremost',
    unnamed: 'spark',
    parts: 3,
    pivotNames: 'value',
  },
});
