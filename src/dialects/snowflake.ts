/** Snowflake: https://docs.snowflake.com/en/sql-reference/reserved-keywords */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const snowflake = dialect('snowflake', base, {
  adds: switches(
    'backslashEscapes dollarQuotes stages stringAliases pathTables emptyNameParts identifierCall isOperand inOperand likeAnyBare subscripts bracketArrays colonPaths lambdas starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues trailingCommas top selectInto selectIntoTable fromFirst minus qualify groupByAll fetchBare copyFromTableStage sample declareSections viewWithoutQuery quotedIsExact havingAlias whereAlias structFields dual implicitRecursion intoFirst bareCalls',
  ),
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['x', 'n', 'r', 'b'],
    lineComments: ['//'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['?', ':', '$', '${', '%', '&'],
    operators: ['<<', '>>', '|>', '->>', '**'],
  },
  grammar: {
    reserved: words(
      'ANY CHECK COLUMN CONSTRAINT CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DELETE DROP FALSE FOR GRANT ILIKE INSERT LATERAL LEFT LOCALTIME LOCALTIMESTAMP MINUS QUALIFY REGEXP REVOKE RIGHT RLIKE SAMPLE SET SOME TABLE TABLESAMPLE TO TRIGGER TRUE UNIQUE UPDATE VALUES',
    ),
    reservedValues: words('CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP'),
    itemAlias: words('OFFSET END RETURNING DIV'),
    tableAlias: words('OFFSET RETURNING WHEN'),
    noTableAlias: words('SAMPLE CHANGES AT BEFORE'),
    wordOperators: words('ILIKE RLIKE REGEXP'),
    adjacentStrings: 'none',
  },
  names: {
    emptySchema: 'PUBLIC',
    fold: 'upper',
    numberedColumns: '$',
    unnamed: 'snowflake',
    useMeans: 'database',
    pivotNames: 'quoted',
  },
});
