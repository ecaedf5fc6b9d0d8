/** Trino: https://trino.io/docs/current/language/reserved.html */
import { dialect, words } from './define.js';
import { withAggregates } from './functions.js';
import { generic } from './generic.js';

export const trino = dialect('trino', generic, {
  aliases: ['trinosql', 'starburst'],
  lex: {
    identifierQuotes: '"`',
    stringPrefixes: ['x', 'u&', 'b', 'n'],
    dollarQuotes: true,
    nestedComments: false,
    identifierChars: '@',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['?', '${', '%', ':'],
    operators: ['->', '|>'],
    digitIdentifiers: true,
  },
  grammar: {
    multiInsert: false,
    reserved: words(
      'ALTER CAST CONSTRAINT CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DROP END ESCAPE EXECUTE EXTRACT FALSE GROUPING INSERT LEFT LOCALTIME LOCALTIMESTAMP OUTER PREPARE RECURSIVE RIGHT ROLLUP TABLE TRUE UNNEST VALUES',
    ),
    reservedValues: words(
      'CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP',
    ),
    unreserved: words('ALL'),
    wordOperators: [],
    bareFunctions: words('CURRENT_PATH'),
    itemAlias: words('END OFFSET RETURNING QUALIFY'),
    tableAlias: words('OFFSET RETURNING QUALIFY START CONNECT PIVOT UNPIVOT WHEN DEFAULT '),
    stringAliases: false,
    pathTables: false,
    emptyNameParts: false,
    identifierCall: false,
    colonPaths: false,
    arrowOperator: false,
    starExceptBare: false,
    bareValues: true,
    top: false,
    selectInto: false,
    fromFirst: false,
    minus: false,
    qualify: false,
    groupByAll: true,
    groupByAuto: true,
    groupingAfterGroup: false,
    sortBy: false,
    transform: false,
    limitComma: false,
    tableHints: false,
    hiveSettings: false,
    partitionColumns: false,
  },
  names: {
    fold: 'lower',
    quotedIsExact: false,
    lateralAlias: 'none',
    groupByAlias: 'never',
    havingAlias: false,
    unnamed: 'trino',
    implicitRecursion: false,
    usingColumns: 'alone',
  },
  // https://trino.io/docs/current/functions/aggregate.html
  functions: {
    aggregates: withAggregates(
      'approx_most_frequent bitwise_and_agg bitwise_or_agg bitwise_xor_agg checksum geometric_mean learn_classifier learn_regressor tdigest_agg values_at_quantiles',
    ),
  },
});
