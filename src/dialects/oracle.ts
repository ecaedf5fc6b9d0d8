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
    parameters: [':', '&', '?', '${'],
    operators: ['^=', '~=', '**', '<<', '>>'],
  },
  grammar: {
    multiInsert: false,
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Oracle-SQL-Reserved-Words.html
    reserved: words(
      'ADD ALTER ANY ASC CHECK CLUSTER COLUMN CONNECT DEFAULT DELETE DESC DROP FOR GRANT IDENTIFIED IMMEDIATE INDEX INSERT LOCK MINUS MODE NOWAIT OF OPTION PRIOR RENAME SHARE SYNONYM TABLE TO TRIGGER UNIQUE UPDATE USER VALUES VIEW',
    ),
    unreserved: words('END EXCEPT'),
    reservedValues: words('USER'),
    bareFunctions: words('SYSDATE SYSTIMESTAMP ROWNUM LEVEL USER UID CONNECT_BY_ISLEAF CONNECT_BY_ISCYCLE ORA_ROWSCN'),
    noItemAlias: words('BULK'),
    itemAlias: words('LIMIT QUALIFY RETURNING DIV FILTER LATERAL'),
    noTableAlias: words('MODEL SAMPLE PARTITION'),
    tableAlias: words('LIMIT QUALIFY LATERAL DEFAULT ANTI SEMI ASOF'),
    wordOperators: words('MEMBER SUBMULTISET MULTISET OVERLAPS LIKEC LIKE2 LIKE4 MOD'),
    stringAliases: false,
    pathTables: false,
    emptyNameParts: false,
    identifierCall: false,
    isOperand: false,
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
    recordValues: true,
    hiveSettings: false,
    partitionColumns: false,
    namedPartitions: true, // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/INSERT.html
    starExceptBare: false,
  },
  names: {
    dual: true,
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
  functions: {
    // Item methods of JSON paths and methods of XMLType:
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/adjsn/oracle-sql-json-path-expression-item-methods.html
    methods: new Set(words('string number date timestamp boolean extract existsnode getstringval getclobval getnumberval')),
    tableValued: new Map([...generic.functions.tableValued, ['table', [{ name: 'column_value', element: true as const }]]]),
  },
});
