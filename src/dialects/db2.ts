/** IBM Db2 12: https://www.ibm.com/docs/en/db2/12.1?topic=sql-reference */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const db2 = dialect('db2', generic, {
  aliases: ['ibm_db2', 'ibmdb2'],
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'x', 'g', 'gx', 'bx', 'ux', 'u&'],
    dollarQuotes: false,
    identifierChars: '$#@',
    identifierStartChars: '#@',
    parameters: ['?', ':'],
    operators: ['^=', '^<', '^>', '!<', '!>', '**'],
  },
  grammar: {
    labelledDurations: true,
    intoLast: true, // VALUES a INTO b
    bareValues: true,
    wordOperators: words('CONCAT OVERLAPS'),
    multiInsert: false,
    isolationClause: true,
    fetchBare: false,
    fromFirst: false,
    colonPaths: false,
    bracketArrays: false,
    declareSections: false,
    tableHints: false,
    qualify: false,
    typedStrings: 'known',
    stringAliases: false,
    lambdas: false,
    sortBy: false,
    transform: false,
    intervalExpressions: false,
  },
  names: { dual: true, fold: 'upper', quotedIsExact: true, lateralAlias: 'none', groupByAlias: 'never', havingAlias: false },
});
