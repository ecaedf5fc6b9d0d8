/** Teradata Vantage 20: https://docs.teradata.com/r/SQL-Data-Manipulation-Language */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const teradata = dialect('teradata', base, {
  adds: switches(
    'nestedComments pathTables emptyNameParts identifierCall isOperand inOperand subscripts arrowOperator starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues top selectInto selectIntoTable minus corresponding qualify groupingAfterGroup limitComma postfixTypes hiveSettings tableAsClones partitionColumns mergeInsertValuesOnly innerAliases havingAlias whereAlias structFields tableOperators expandOn macroStatements selectNormalize insertBareValues updateElseInsert summaries literalSuffixes sampleClause nextValueFor longRegisters',
  ),
  lex: {
    synonyms: { SEL: 'SELECT', INS: 'INSERT', UPD: 'UPDATE', DEL: 'DELETE', EQ: '=', NE: '<>', GT: '>', LT: '<', GE: '>=', LE: '<=' },
    identifierQuotes: '"',
    stringPrefixes: ['n', 'x', 'u&', '_unicode', '_latin', '_kanjisjis', '_graphic'],
    identifierChars: '$#',
    identifierStartChars: '#$',
    operators: ['^=', '**', '<=>'],
    parameters: ['?', ':', '${'],
  },
  grammar: {
    labelledDurations: true, // (a - b) DAY(4) TO SECOND
    queryPrefixes: words('LOCKING LOCK CURRENT VALIDTIME TRANSACTIONTIME SEQUENCED NONSEQUENCED NONTEMPORAL'),
    wordOperators: words('MOD OVERLAPS CONTAINS MEETS PRECEDES SUCCEEDS EQUALS P_INTERSECT P_NORMALIZE LDIFF RDIFF'),
    dotCommands: true, // https://docs.teradata.com/r/Basic-Teradata-Query-Reference
    // https://docs.teradata.com/r/SQL-Data-Manipulation-Language/Statement-Syntax/MERGE
    noTableAlias: words('SAMPLE'),
    bareFunctions: words('USER'),
  },
  names: {
    parts: 2,
  },
});
