/** Transact-SQL: https://learn.microsoft.com/en-us/sql/t-sql/language-reference */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const tsql = dialect('tsql', base, {
  aliases: ['mssql', 'sqlserver', 'sql-server', 'transact-sql', 'synapse', 'azuresql'],
  adds: switches(
    'nestedComments stringAliases emptyNameParts identifierCall arrowOperator starOperand starPatterns queryArguments intervalLists currentValues top equalsAlias selectInto selectIntoTable corresponding groupingAfterGroup tableHints semicolonless sortAliasAlone implicitRecursion goBatches updateStatistics alterRoutines silentAssignments',
  ),
  lex: {
    identifierQuotes: '"[',
    bracketNames: 'always',
    stringPrefixes: ['n'],
    numberSuffixes: [],
    parameters: ['@', '@@', '${', '$', '%', '?'],
    operators: ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '!<', '!>', '^='],
  },
  grammar: {
    // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/reserved-keywords-transact-sql
    reserved: words(
      'ADD ALTER ANY ASC AUTHORIZATION BEGIN BREAK BROWSE BULK BY CASCADE CHECK CLOSE CLUSTERED COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS CONTINUE CONVERT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DEALLOCATE DECLARE DEFAULT DELETE DESC DISTRIBUTED DOUBLE DROP END ESCAPE EXEC EXECUTE EXTERNAL FETCH FOR FOREIGN FUNCTION GRANT IDENTITY IF INDEX INSERT KEY KILL LEFT MERGE OF OFF OPEN OPTION OUTER OVER PERCENT PIVOT PLAN PRECISION PRIMARY PRINT PROC PROCEDURE READ REFERENCES RETURN REVOKE RIGHT ROLLBACK RULE SCHEMA SESSION_USER SET SOME SYSTEM_USER TABLE TABLESAMPLE TO TOP TRAN TRANSACTION TRIGGER TRUNCATE TRY_CONVERT UNIQUE UNPIVOT UPDATE USE USER VALUES VIEW WHILE',
    ),
    reservedValues: words('CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER SESSION_USER SYSTEM_USER USER'),
    bareFunctions: words('USER'),
    itemAlias: words('LIMIT OFFSET QUALIFY RETURNING DIV FILTER LATERAL'),
    tableAlias: words('LIMIT OFFSET QUALIFY RETURNING LATERAL CONNECT START MATCH_RECOGNIZE ASOF ANTI SEMI'),
    noItemAlias: words('OPTION'),
    noTableAlias: words('OPTION OUTPUT GO'),
    wordOperators: [],
    adjacentStrings: 'none',
    convert: 'type-first',
    tableQuery: false,
    typeArraySuffix: false,
  },
  names: {
    lateralAlias: 'none',
    groupByAlias: 'never',
    unnamed: 'tsql',
    parts: 4,
    useMeans: 'database',
    duplicateNames: 'refused',
  },
});
