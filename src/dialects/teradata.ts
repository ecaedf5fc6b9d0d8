/** Teradata Vantage 20: https://docs.teradata.com/r/SQL-Data-Manipulation-Language */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const teradata = dialect('teradata', generic, {
  lex: {
    synonyms: { SEL: 'SELECT', INS: 'INSERT', UPD: 'UPDATE', DEL: 'DELETE', EQ: '=', NE: '<>', GT: '>', LT: '<', GE: '>=', LE: '<=' },
    identifierQuotes: '"',
    stringPrefixes: ['n', 'x', 'u&', '_unicode', '_latin', '_kanjisjis', '_graphic'],
    dollarQuotes: false,
    identifierChars: '$#',
    identifierStartChars: '#$',
    operators: ['^=', '**', '<=>'],
    parameters: ['?', ':', '${'],
  },
  grammar: {
    postfixTypes: true,
    labelledDurations: true, // (a - b) DAY(4) TO SECOND
    queryPrefixes: words('LOCKING LOCK CURRENT VALIDTIME TRANSACTIONTIME SEQUENCED NONSEQUENCED NONTEMPORAL'),
    multiInsert: false,
    wordOperators: words('MOD OVERLAPS CONTAINS MEETS PRECEDES SUCCEEDS EQUALS P_INTERSECT P_NORMALIZE LDIFF RDIFF'),
    fromFirst: false,
    colonPaths: false,
    bracketArrays: false,
    tableAsClones: true,
    dotCommands: true, // https://docs.teradata.com/r/Basic-Teradata-Query-Reference
    // https://docs.teradata.com/r/SQL-Data-Manipulation-Language/Statement-Syntax/MERGE
    mergeInsertValuesOnly: true,
    sample: true,
    tableHints: false,
    qualify: true,
    stringAliases: false,
    lambdas: false,
    sortBy: false,
    transform: false,
    noTableAlias: words('SAMPLE'),
    comparisonChains: true,
    bareFunctions: words('USER'),
    groupByAll: false,
  },
  names: {
    fold: 'preserve',
    lateralAlias: 'after-columns',
    innerAliases: true,
    groupByAlias: 'after-columns',
    whereAlias: true,
    havingAlias: true,
    parts: 2,
    implicitRecursion: false,
  },
});
