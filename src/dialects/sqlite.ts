/** SQLite 3: https://www.sqlite.org/lang.html */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const sqlite = dialect('sqlite', base, {
  aliases: ['sqlite3'],
  adds: switches(
    'stringAliases stringNames pathTables notAnywhere isOperand inOperand inTable emptyIn arrowOperator starOperand starExceptBare starPatterns queryArguments intervalLists currentValues selectIntoTable limitComma havingAlias whereAlias implicitRecursion nullKeys',
  ),
  lex: {
    stringPrefixes: ['x'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['?', ':', '@', '$'],
    operators: ['<<', '>>', '==', '->>'],
  },
  grammar: {
    reserved: words(
      'ADD ALTER CHECK COLLATE CONSTRAINT DEFAULT DELETE DROP FOREIGN INDEX INSERT ISNULL LIMIT NOTNULL PRIMARY REFERENCES SET TABLE TRANSACTION UNIQUE UPDATE VALUES',
    ),
    unreserved: words('FULL INNER CROSS NATURAL ALL'),
    wordOperators: words('GLOB REGEXP MATCH ISNULL NOTNULL'),
    adjacentStrings: 'none',
    tableQuery: false,
    intersectFirst: false, // https://www.sqlite.org/lang_select.html: compound operators group from left to right
    itemAlias: words('OFFSET QUALIFY END FILTER WITHIN OVER FETCH'),
    tableAlias: words('OFFSET QUALIFY START CONNECT'),
  },
  names: {
    lateralAlias: 'none',
    duplicateNames: ':1',
    usingColumns: 'in-place',
    parts: 2,
  },
});
