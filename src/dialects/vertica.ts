/** Vertica 24: https://docs.vertica.com/24.1.x/en/sql-reference/ */
import { dialect, switches, words } from './define.js';
import { postgres } from './postgres.js';

export const vertica = dialect('vertica', postgres, {
  adds: switches(
    'wordsAfterNumbers comparisonChains bracketArrays intervalExpressions unitArguments minus qualify createOptions bareDelete unnamedAliases dual',
  ),
  lex: {
    customOperators: false,
    operators: [
      '<=>',
      '~*',
      '!~',
      '!~*',
      '~~',
      '~~*',
      '!~~',
      '!~~*',
      '~#',
      '~#*',
      '!~#',
      '!~#*',
      '<<',
      '>>',
      '//',
      '||/',
      '|/',
      '!!',
      '::',
      '->',
      '->>',
    ],
    parameters: [':', '?', '%'],
  },
  grammar: {
    queryPrefixes: ['AT'],
    typedStrings: 'known',
    wordOperators: words('ILIKE LIKEB ILIKEB SIMILAR OVERLAPS ISNULL NOTNULL INTERPOLATE'),
    unreserved: words('BETWEEN EXISTS BINARY VERBOSE FREEZE CONCURRENTLY'),
  },
  names: { fold: 'preserve', quotedIsExact: false },
});
