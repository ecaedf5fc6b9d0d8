/** Exasol 8: https://docs.exasol.com/db/latest/sql_references/ */
import { dialect, switches, words } from './define.js';
import { oracle } from './oracle.js';

export const exasol = dialect('exasol', oracle, {
  adds: switches('ifExpressions starExceptBare selectIntoTable tableQuery bareValues limitComma rowChoice loadedRelations localAliases'),
  lex: { identifierQuotes: '"[', operators: ['^=', '**', '<<', '>>'], parameters: [':', '?', '${'], identifierChars: '$#' },
  grammar: {
    bareFunctions: words('SYSDATE SYSTIMESTAMP ROWNUM LEVEL USER CURRENT_STATEMENT CURRENT_SESSION'),
    itemAlias: words('QUALIFY RETURNING DIV FILTER LATERAL'),
    convert: 'type-first',
    model: false,
    noTableAlias: words('PARTITION REFERENCING'),
    wordOperators: words('RLIKE REGEXP REGEXP_LIKE'),
  },
});
