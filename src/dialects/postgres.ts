/** PostgreSQL 16: https://www.postgresql.org/docs/16/sql-keywords-appendix.html */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const postgres = dialect('postgres', base, {
  aliases: ['postgresql', 'pg', 'psql', 'postgis', 'cockroachdb'],
  adds: switches(
    'dollarQuotes nestedComments customOperators notAnywhere subscripts arrowOperator emptySelect selectInto selectIntoTable intoLast tableStar declareSections equalsAssigns selectValues settingWords schemaElements quotedIsExact sortAliasAlone rowValues intoFirst',
  ),
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'e', 'x', 'b', 'u&'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    wordsAfterNumbers: false,
    parameters: ['$', ':', '%'],
  },
  grammar: {
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
    // words that need AS as a label; LOOP ends the query of a FOR in PL/pgSQL
    noItemAlias: words('CHAR CHARACTER DAY LOOP HOUR MINUTE MONTH PRECISION SECOND VARYING WITHOUT YEAR'),
    itemAlias: words(
      'END DIV BY LATERAL QUALIFY ASC DESC CASE WHEN THEN ELSE SELECT TABLE LIKE NATURAL CROSS INNER JOIN LEFT RIGHT FULL OUTER ALL AND ANY DISTINCT USING NULL TRUE FALSE DEFAULT CHECK CONSTRAINT PRIMARY REFERENCES UNIQUE USER BOTH LEADING TRAILING ONLY PLACING DO SOME SYMMETRIC ASYMMETRIC VERBOSE ANALYZE FREEZE BINARY',
    ),
    tableAlias: words('VALUES START CONNECT PIVOT UNPIVOT MATCH_RECOGNIZE WITHIN BY QUALIFY ANTI SEMI ASOF'),
    wordOperators: words('ILIKE SIMILAR OVERLAPS ISNULL NOTNULL OPERATOR'),
    typedStrings: 'any',
    comparisonChains: false,
    unitArguments: false,
    bareJoins: false,
    createOptions: false,
    convert: 'call',
    bareDelete: false,
    unnamedAliases: false,
  },
  names: {
    fold: 'lower',
    lateralAlias: 'none',
    unnamed: 'postgres',
  },
});
