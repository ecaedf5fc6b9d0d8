/** Oracle Database 23ai: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const oracle = dialect('oracle', generic, {
  aliases: ['plsql', 'oracledb'],
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'q', 'nq', 'x'],
    dollarQuotes: false,
    nestedComments: false,
    identifierChars: '$#',
    identifierStartChars: '',
    numberSuffixes: ['f', 'd'],
    parameters: [':', '&', '?', '${', '@'].filter((mark) => mark !== '@'),
    operators: ['^=', '~=', '**', '<<', '>>'],
  },
  grammar: {
    multiInsert: false,
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Oracle-SQL-Reserved-Words.html
    reserved: words(
      'ADD ALTER ANY ASC CHECK CLUSTER COLUMN CONNECT CURRENT DEFAULT DELETE DESC DROP EXCLUSIVE FOR GRANT IDENTIFIED IMMEDIATE INDEX INSERT LOCK MINUS MODE NOWAIT OF OFFLINE OPTION PRIOR PUBLIC RENAME SHARE START SYNONYM TABLE TO TRIGGER UNIQUE UPDATE USER VALUES VIEW'
        .replace('EXCLUSIVE ', '')
        .replace('OFFLINE ', '')
        .replace('PUBLIC ', '')
        .replace('START ', '')
        .replace('CURRENT ', ''),
    ),
    unreserved: words('JOIN INNER FULL CROSS NATURAL USING END LEFT RIGHT CASE WHEN EXCEPT').filter((word) =>
      ['END', 'EXCEPT'].includes(word),
    ),
    reservedValues: words('USER'),
    bareFunctions: words('SYSDATE SYSTIMESTAMP ROWNUM LEVEL USER UID CONNECT_BY_ISLEAF CONNECT_BY_ISCYCLE ORA_ROWSCN'),
    noItemAlias: words('BULK'),
    itemAlias: words('LIMIT QUALIFY RETURNING DIV FILTER LATERAL'),
    noTableAlias: words('MODEL SAMPLE PARTITION LOG'.replace(' LOG', '')),
    tableAlias: words('LIMIT QUALIFY LATERAL DEFAULT ANTI SEMI ASOF'),
    wordOperators: words('MEMBER OVERLAPS LIKEC LIKE2 LIKE4'),
    stringAliases: false,
    pathTables: false,
    emptyNameParts: false,
    identifierCall: false,
    isOperand: false,
    subscripts: false,
    bracketArrays: false,
    colonPaths: false,
    lambdas: false,
    selectUnique: true,
    selectIntoTable: false,
    top: false,
    fromFirst: false,
    tableQuery: false,
    groupingAfterGroup: true,
    sortBy: false,
    transform: false,
    limitComma: false,
    intersectFirst: false, // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/The-UNION-ALL-INTERSECT-MINUS-Operators.html
    model: true,
    splitOperators: true,
    sample: true,
    tableHints: false,
    slashBatches: true,
    declareSections: true,
    hiveSettings: false,
    partitionColumns: false,
    starExceptBare: false,
  },
  names: {
    fold: 'upper',
    quotedIsExact: true,
    lateralAlias: 'none',
    groupByAlias: 'after-columns',
    havingAlias: false,
    structFields: true,
    unnamed: 'text',
    parts: 2,
    pivotNames: 'quoted',
  },
});
