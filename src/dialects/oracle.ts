/** Oracle Database 23ai: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const oracle = dialect('oracle', base, {
  aliases: ['plsql', 'oracledb'],
  adds: switches(
    'inOperand subscripts arrowOperator starOperand starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues selectUnique selectInto minus corresponding qualify groupByAll groupingAfterGroup model sample slashBatches declareSections recordValues splitOperators quotedIsExact structFields dual implicitRecursion usingArguments intoFirst bareCalls',
  ),
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'q', 'nq', 'x'],
    identifierChars: '$#',
    identifierStartChars: '',
    numberSuffixes: ['f', 'd'],
    parameters: [':', '&', '?', '${'],
    operators: ['^=', '~=', '**', '<<', '>>'],
  },
  grammar: {
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
    tableQuery: false,
    intersectFirst: false, // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/The-UNION-ALL-INTERSECT-MINUS-Operators.html
    namedPartitions: true, // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/INSERT.html
  },
  names: {
    fold: 'upper',
    lateralAlias: 'none',
    parts: 2,
    pivotNames: 'quoted',
  },
});
