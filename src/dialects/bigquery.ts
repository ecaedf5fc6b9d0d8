/** GoogleSQL: https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const bigquery = dialect('bigquery', base, {
  aliases: ['googlesql', 'bq', 'spanner'],
  adds: switches(
    'backslashEscapes tripleQuotes braceHints dashedNames stringAliases isOperand inOperand subscripts bracketArrays lambdas starOperand aliasedArguments queryArguments intervalExpressions intervalLists currentValues trailingCommas selectIntoTable fromFirst corresponding qualify groupByAll declareLists exactTables dottedQuotes havingAlias structFields rowValues correlatedArrays',
  ),
  lex: {
    identifierQuotes: '`',
    stringQuotes: `'"`,
    stringPrefixes: ['r', 'b', 'rb', 'br'],
    lineComments: ['#'],
    identifierChars: '',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['?', '@', '@@', '${', '%'],
    operators: ['<<', '>>', '|>'],
  },
  grammar: {
    // https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#reserved_keywords
    reserved:
      words(`ANY ARRAY ASC AT CAST COLLATE CUBE CURRENT DEFAULT DEFINE DESC END ESCAPE EXCLUDE EXTRACT FALSE FETCH FOLLOWING FOR GROUPING GROUPS IF IGNORE INTERVAL LATERAL LEFT LIMIT MERGE NEW NO NULLS OF OUTER OVER PARTITION PRECEDING
      QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SET SOME STRUCT TABLESAMPLE TO TRUE UNBOUNDED UNNEST WINDOW WITHIN`),
    itemAlias: words('OFFSET END RETURNING'),
    noItemAlias: words('EXCEPT'),
    tableAlias: words('OFFSET RETURNING VALUES START CONNECT MATCH_RECOGNIZE'),
    wordOperators: [],
    adjacentStrings: 'none',
    intersectFirst: false,
  },
  names: {
    lateralAlias: 'none',
    unnamed: 'bigquery',
    pivotNames: 'aggregate-first',
  },
});
