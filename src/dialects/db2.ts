/** IBM Db2 12: https://www.ibm.com/docs/en/db2/12.1?topic=sql-reference */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const db2 = dialect('db2', base, {
  aliases: ['ibm_db2', 'ibmdb2'],
  adds: switches(
    'nestedComments pathTables emptyNameParts identifierCall isOperand inOperand subscripts arrowOperator starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalLists currentValues top selectInto selectIntoTable bareValues minus corresponding groupByAll groupingAfterGroup limitComma readOptions labelledDurations hiveSettings partitionColumns quotedIsExact structFields dual implicitRecursion nextValueFor longRegisters',
  ),
  lex: {
    identifierQuotes: '"',
    stringPrefixes: ['n', 'x', 'g', 'gx', 'bx', 'ux', 'u&'],
    identifierStartChars: '#@',
    parameters: ['?', ':'],
    operators: ['^=', '^<', '^>', '!<', '!>', '**'],
  },
  grammar: {
    intoLast: true, // VALUES a INTO b
    wordOperators: words('CONCAT OVERLAPS'),
  },
  names: { fold: 'upper', lateralAlias: 'none', groupByAlias: 'never' },
});
