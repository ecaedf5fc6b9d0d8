/** Trino: https://trino.io/docs/current/language/reserved.html */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const trino = dialect('trino', base, {
  aliases: ['trinosql', 'starburst'],
  adds: switches(
    'dollarQuotes digitIdentifiers isOperand inOperand subscripts bracketArrays lambdas starOperand starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues selectIntoTable bareValues corresponding groupByAuto groupByAll structFields',
  ),
  lex: {
    identifierQuotes: '"`',
    stringPrefixes: ['x', 'u&', 'b', 'n'],
    identifierChars: '@',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['?', '${', '%', ':'],
    operators: ['->', '|>'],
  },
  grammar: {
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
  },
  names: {
    fold: 'lower',
    lateralAlias: 'none',
    groupByAlias: 'never',
    unnamed: 'trino',
    usingColumns: 'alone',
  },
});
