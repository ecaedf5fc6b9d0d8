/** PostgreSQL 16: https://www.postgresql.org/docs/16/sql-keywords-appendix.html */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const postgres = dialect('postgres', generic, {
  aliases: ['postgresql', 'pg', 'psql', 'postgis', 'cockroachdb'],
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'e', 'x', 'b', 'u&'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    strictNumbers: true,
    parameters: ['$', ':', '%'],
    customOperators: true,
  },
  grammar: {
    multiInsert: false,
    // https://www.postgresql.org/docs/16/sql-keywords-appendix.html, "reserved"
    reserved:
      words(`ANALYSE ANALYZE ANY ARRAY ASC ASYMMETRIC BOTH CAST CHECK COLLATE COLUMN CONSTRAINT CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_TIME
      CURRENT_TIMESTAMP CURRENT_USER DEFAULT DEFERRABLE DESC DO END FALSE FETCH FOR FOREIGN GRANT INITIALLY LATERAL LEADING LIMIT LOCALTIME LOCALTIMESTAMP OFFSET ONLY PLACING
      PRIMARY REFERENCES RETURNING SESSION_USER SOME SYMMETRIC SYSTEM_USER TABLE TO TRAILING TRUE UNIQUE USER VARIADIC WINDOW
      AUTHORIZATION BINARY COLLATION CONCURRENTLY CURRENT_SCHEMA FREEZE ILIKE ISNULL LEFT NOTNULL OUTER OVERLAPS RIGHT SIMILAR TABLESAMPLE VERBOSE`),
    unreserved: words('BETWEEN EXISTS'),
    reservedValues: words(
      'CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SESSION_USER USER CURRENT_SCHEMA SYSTEM_USER',
    ),
    bareFunctions: words('USER'),
    // words that need AS as a label
    noItemAlias: words('CHAR CHARACTER DAY HOUR MINUTE MONTH PRECISION SECOND VARYING WITHOUT YEAR'),
    itemAlias: words(
      'END DIV BY LATERAL QUALIFY ASC DESC CASE WHEN THEN ELSE SELECT TABLE LIKE NATURAL CROSS INNER JOIN LEFT RIGHT FULL OUTER ALL AND ANY DISTINCT USING NULL TRUE FALSE DEFAULT CHECK CONSTRAINT PRIMARY REFERENCES UNIQUE USER BOTH LEADING TRAILING ONLY PLACING DO SOME SYMMETRIC ASYMMETRIC VERBOSE ANALYZE FREEZE BINARY',
    ),
    tableAlias: words('VALUES START CONNECT PIVOT UNPIVOT MATCH_RECOGNIZE WITHIN BY QUALIFY ANTI SEMI ASOF'),
    wordOperators: words('ILIKE SIMILAR OVERLAPS ISNULL NOTNULL OPERATOR'),
    stringAliases: false,
    pathTables: false,
    emptyNameParts: false,
    identifierCall: false,
    typedStrings: 'any',
    comparisonChains: false,
    isOperand: false,
    inOperand: false,
    bracketArrays: false,
    colonPaths: false,
    lambdas: false,
    starOperand: false,
    starExceptBare: false,
    starPatterns: false,
    aliasedArguments: false,
    queryArguments: false,
    intervalExpressions: false,
    intervalLists: false,
    unitArguments: false,
    currentValues: false,
    emptySelect: true,
    top: false,
    fromFirst: false,
    minus: false,
    corresponding: false,
    qualify: false,
    groupByAll: false,
    groupingAfterGroup: false,
    sortBy: false,
    transform: false,
    limitComma: false,
    joinNeedsCondition: true,
    tableHints: false,
    tableStar: true,
    declareSections: true,
    hiveSettings: false,
    partitionColumns: false,
    createOptions: false,
    deleteNeedsFrom: true,
    unnamedAliases: false,
  },
  names: {
    fold: 'lower',
    quotedIsExact: true,
    lateralAlias: 'none',
    groupByAlias: 'after-columns',
    havingAlias: false,
    structFields: false,
    rowValues: true,
    unnamed: 'postgres',
    implicitRecursion: false,
  },
});
