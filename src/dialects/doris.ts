/** Apache Doris: MySQL’s surface over an MPP engine. */
import { dialect, words } from './define.js';
import { mysql } from './mysql.js';

export const doris = dialect('doris', mysql, {
  grammar: {
    // https://doris.apache.org/docs/table-design/index/inverted-index/
    wordOperators: words(
      'RLIKE REGEXP DIV MOD XOR SOUNDS MEMBER MATCH MATCH_ANY MATCH_ALL MATCH_PHRASE MATCH_PHRASE_PREFIX MATCH_PHRASE_EDGE MATCH_REGEXP',
    ),
    bracketArrays: true,
    subscripts: true,
    lambdas: true,
    qualify: true,
    minus: true,
    tableHints: false,
    starExceptBare: true,
    groupByAll: true,
  },
});
