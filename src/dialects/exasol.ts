/** Exasol 8: https://docs.exasol.com/db/latest/sql_references/ */
import { dialect, words } from './define.js';
import { oracle } from './oracle.js';

export const exasol = dialect('exasol', oracle, {
  lex: { identifierQuotes: '"[', operators: ['^=', '**', '<<', '>>'], parameters: [':', '?', '${'], identifierChars: '$#' },
  grammar: {
    bareValues: true,
    ifExpressions: true,
    bareFunctions: words('SYSDATE SYSTIMESTAMP ROWNUM LEVEL USER CURRENT_STATEMENT CURRENT_SESSION'),
    itemAlias: words('QUALIFY RETURNING DIV FILTER LATERAL'),
    qualify: true,
    convert: 'type-first',
    model: false,
    rowChoice: true,
    loadedRelations: true,
    noTableAlias: words('PARTITION REFERENCING'),
    typedStrings: 'known',
    tableQuery: true,
    fetchBare: false,
    selectIntoTable: true,
    stringAliases: false,
    slashBatches: true,
    limitComma: true,
    pathTables: false,
    starExceptBare: true,
    wordOperators: words('RLIKE REGEXP REGEXP_LIKE'),
  },
  names: { localAliases: true },
});
