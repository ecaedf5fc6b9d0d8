/** SQLite 3: https://www.sqlite.org/lang.html */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const sqlite = dialect('sqlite', generic, {
  aliases: ['sqlite3'],
  lex: { identifierQuotes: '"`[', stringPrefixes: ['x'], dollarQuotes: false, nestedComments: false, identifierChars: '$', identifierStartChars: '', numberSuffixes: [], parameters: ['?', ':', '@', '$'], operators: ['<<', '>>', '==', '->>'] },
  grammar: {
    multiInsert: false,
    reserved: words('ADD ALTER CHECK COLLATE CONSTRAINT DEFAULT DELETE DROP FOREIGN INDEX INSERT ISNULL LIMIT NOTNULL PRIMARY REFERENCES SET TABLE TRANSACTION UNIQUE UPDATE VALUES'),
    unreserved: words('FULL INNER CROSS NATURAL ALL'),
    wordOperators: words('GLOB REGEXP MATCH ISNULL NOTNULL'),
    stringNames: true,
    emptyNameParts: false,
    identifierCall: false,
    adjacentStrings: 'none',
    notAnywhere: true,
    emptyIn: true,
    subscripts: false,
    bracketArrays: false,
    colonPaths: false,
    lambdas: false,
    aliasedArguments: false,
    intervalExpressions: false,
    top: false,
    selectInto: false,
    fromFirst: false,
    tableQuery: false,
    minus: false,
    corresponding: false,
    intersectFirst: false, // https://www.sqlite.org/lang_select.html: compound operators group from left to right
    qualify: false,
    groupByAll: false,
    groupingAfterGroup: false,
    sortBy: false,
    transform: false,
    tableHints: false,
    hiveSettings: false,
    partitionColumns: false,
    itemAlias: words('OFFSET QUALIFY END FILTER WITHIN OVER FETCH'),
    tableAlias: words('OFFSET QUALIFY START CONNECT'),
  },
  names: { fold: 'preserve', lateralAlias: 'none', groupByAlias: 'after-columns', havingAlias: true, whereAlias: true, structFields: false, parts: 2 },
});
