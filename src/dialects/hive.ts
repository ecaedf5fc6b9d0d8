/** Apache Hive 4: https://cwiki.apache.org/confluence/display/Hive/LanguageManual */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const hive = dialect('hive', generic, {
  lex: {
    identifierQuotes: '`',
    stringQuotes: `'"`,
    backslashEscapes: true,
    stringPrefixes: ['x', 'b', 'r', 'u&', 'n'],
    dollarQuotes: false,
    identifierChars: '',
    identifierStartChars: '',
    digitIdentifiers: true,
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
    top: false,
    intervalLists: true,
    selectInto: false,
    tableQuery: true,
    stringAliases: true,
    colonPaths: false,
    arrowOperator: false,
    tableHints: false,
    notAnywhere: true,
  },
  names: {
    fold: 'lower',
    quotedIsExact: false,
    lateralAlias: 'none',
    groupByAlias: 'after-columns',
    havingAlias: true,
    unnamed: 'hive',
    parts: 2,
    implicitRecursion: false,
  },
});
