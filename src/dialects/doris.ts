/** Apache Doris: MySQL’s surface over an MPP engine. */
import { dialect, switches, words } from './define.js';
import { mysql } from './mysql.js';

export const doris = dialect('doris', mysql, {
  adds: switches('subscripts bracketArrays lambdas starExceptBare minus qualify groupByAll'),
  grammar: {
    // https://doris.apache.org/docs/table-design/index/inverted-index/
    wordOperators: words(
      'RLIKE REGEXP DIV MOD XOR SOUNDS MEMBER MATCH MATCH_ANY MATCH_ALL MATCH_PHRASE MATCH_PHRASE_PREFIX MATCH_PHRASE_EDGE MATCH_REGEXP',
    ),
  },
});
