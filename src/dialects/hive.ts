/** Apache Hive 4: https://cwiki.apache.org/confluence/display/Hive/LanguageManual */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const hive = dialect('hive', base, {
  adds: switches(
    'backslashEscapes nestedComments digitIdentifiers stringAliases pathTables emptyNameParts identifierCall notAnywhere isOperand inOperand subscripts bracketArrays lambdas starOperand starExceptBare starPatterns aliasedArguments queryArguments intervalExpressions intervalLists currentValues selectIntoTable fromFirst minus corresponding qualify groupByAll groupingAfterGroup sortBy transform limitComma multiInsert hiveSettings partitionColumns havingAlias structFields',
  ),
  lex: {
    identifierQuotes: '`',
    stringQuotes: `'"`,
    stringPrefixes: ['x', 'b', 'r', 'u&', 'n'],
    identifierChars: '',
    identifierStartChars: '',
    numberSuffixes: ['l', 'd', 'f', 's', 'y', 'bd', 'g', 'k', 'm'],
    parameters: ['?', ':', '${', '%', '@'],
    operators: ['<=>', '==', '&&', '<<', '>>', '>>>', '->'],
    synonyms: { '!': 'NOT' },
  },
  grammar: {
    reserved: words('LATERAL LEFT RIGHT TABLE'),
    unreserved: words('ALL'),
    wordOperators: words('RLIKE REGEXP IREGEXP DIV'),
    adjacentStrings: 'any',
    noItemAlias: words('INSERT'),
    noTableAlias: words('CLUSTER SORT DISTRIBUTE MINUS'),
  },
  names: {
    fold: 'lower',
    lateralAlias: 'none',
    unnamed: 'hive',
    parts: 2,
  },
});
