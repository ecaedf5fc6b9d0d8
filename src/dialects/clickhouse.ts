/** ClickHouse 25: https://clickhouse.com/docs/sql-reference/syntax */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const clickhouse = dialect('clickhouse', base, {
  adds: switches(
    'backslashEscapes dollarQuotes nestedComments stringAliases pathTables emptyNameParts identifierCall notAnywhere isOperand inOperand inTable subscripts bracketArrays lambdas starOperand starExceptBare starPatterns emptyTuple aliasedExpressions aliasedArguments queryArguments parametricCalls intervalExpressions intervalLists currentValues trailingCommas top selectIntoTable fromFirst withExpressions corresponding qualify groupByAll groupingAfterGroup limitComma limitBy settings bareUsing arrayJoin ternary sample orderedBranches viewWithoutQuery exactTables exactAliases exactColumns innerAliases havingAlias whereAlias structFields dottedColumns leftColumnWins semiJoinShowsBoth subcolumns spacedRows insertFunctions clusters mutations final viewTargets',
  ),
  lex: {
    identifierQuotes: '"`',
    stringPrefixes: ['x', 'b'],
    lineComments: ['#'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['{', '${', '@@'],
    operators: ['<=>', '==', '::', '->', '<<', '>>', '~*', '!~', '!~*'],
  },
  grammar: {
    reserved: words('PREWHERE'),
    unreserved: words('ALL LIKE EXISTS CREATE GROUP ORDER'),
    reservedValues: words('AND OR'), // functions too: or(a, b)
    noItemAlias: words('PREWHERE SETTINGS FORMAT GROUP ORDER'),
    noTableAlias: words('PREWHERE SETTINGS FORMAT FINAL SAMPLE ARRAY GLOBAL GROUP ORDER'),
    wordOperators: words('ILIKE REGEXP DIV MOD'),
    namedByAssignment: false,
    usingAlias: false,
  },
  names: {
    lateralAlias: 'before-columns',
    groupByAlias: 'before-columns',
    parts: 2,
  },
});
