/** Apache Spark SQL 4: https://spark.apache.org/docs/latest/sql-ref-ansi-compliance.html */
import { dialect, words } from './define.js';
import { hive } from './hive.js';

export const spark = dialect('spark', hive, {
  aliases: ['sparksql', 'spark-sql', 'spark_sql', 'pyspark'],
  lex: {
    operators: ['<=>', '==', '<<', '>>', '>>>', '->', '|>', '!<', '!>', '&&', '||'],
    numberSuffixes: ['l', 'd', 'f', 's', 'y', 'bd'],
    parameters: ['?', ':', '${', '%'],
    dollarQuotes: true,
    nestedComments: true,
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
    bareValues: true,
    aliasedExpressions: true,
    viewWithoutQuery: true,
    colonPaths: false,
    trailingCommas: false,
    declareSections: false,
    declareLists: true,
    bareAliasLists: true,
    pipeTail: true,
    cteWithoutAs: true,
    withExpressions: false,
    pathTables: false,
    versionSuffix: true,
    sample: false,
    tableHints: true,
    mergeInsertColumnsOnly: false,
  },
  names: {
    fold: 'preserve',
    lateralAlias: 'after-columns',
    groupByAlias: 'after-columns',
    usingColumns: 'foremost',
    havingAlias: true,
    unnamed: 'spark',
    parts: 3,
    implicitRecursion: false,
    pivotNames: 'value',
  },
});
