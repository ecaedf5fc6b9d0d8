/** Apache Flink SQL 2: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/overview/ */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const flink = dialect('flink', base, {
  aliases: ['flinksql', 'calcite'],
  adds: switches(
    'stringAliases pathTables emptyNameParts identifierCall isOperand inOperand subscripts bracketArrays lambdas arrowOperator starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues top selectInto selectIntoTable bareValues minus corresponding qualify groupByAll groupingAfterGroup sortBy transform limitComma tableHints hiveSettings partitionColumns havingAlias structFields implicitRecursion',
  ),
  lex: { identifierQuotes: '"`' },
  grammar: {
    wordOperators: words('ILIKE RLIKE REGEXP SIMILAR OVERLAPS GLOB XOR DIV ISNULL NOTNULL MEMBER SUBMULTISET MULTISET'),
  },
  names: { lateralAlias: 'none', unnamed: 'calcite' },
});
