/** Vertica 24: https://docs.vertica.com/24.1.x/en/sql-reference/ */
import { dialect, words } from './define.js';
import { postgres } from './postgres.js';

export const vertica = dialect('vertica', postgres, {
  lex: {
    strictNumbers: false,
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
    unitArguments: true,
    queryPrefixes: ['AT'],
    createOptions: true,
    unnamedAliases: true,
    deleteNeedsFrom: false,
    minus: true,
    typedStrings: 'known',
    comparisonChains: true,
    limitBy: false,
    qualify: true,
    sortBy: false,
    bracketArrays: true,
    wordOperators: words('ILIKE LIKEB ILIKEB SIMILAR OVERLAPS ISNULL NOTNULL INTERPOLATE'),
    intervalExpressions: true,
    unreserved: words('BETWEEN EXISTS BINARY VERBOSE FREEZE CONCURRENTLY'),
  },
  names: { dual: true, fold: 'preserve', quotedIsExact: false },
  functions: {
    moves: new Map([
      ['swap_partitions_between_tables', { from: 0, to: 3 }],
      ['move_partitions_to_table', { from: 0, to: 3 }],
      ['copy_partitions_to_table', { from: 0, to: 3 }],
    ]),
  },
});
