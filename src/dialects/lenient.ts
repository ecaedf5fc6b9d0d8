/** What is read for those whose users paste SQL of other engines. No dialect of its own: a parent of rows. */
import { base } from './base.js';
import { dialect, switches } from './define.js';

export const lenient = dialect('lenient', base, {
  adds: switches(
    'dollarQuotes nestedComments stringAliases pathTables emptyNameParts identifierCall isOperand inOperand subscripts bracketArrays colonPaths lambdas arrowOperator starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues top selectInto selectIntoTable fromFirst minus corresponding qualify groupByAll groupingAfterGroup sortBy transform limitComma multiInsert tableHints hiveSettings partitionColumns havingAlias structFields implicitRecursion',
  ),
});
