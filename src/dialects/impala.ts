/** Apache Impala 4: https://impala.apache.org/docs/build/html/topics/impala_langref_sql.html */
import { dialect, switches, words } from './define.js';
import { hive } from './hive.js';

export const impala = dialect('impala', hive, {
  adds: switches('correlatedArrays emptyRows sequenceArguments ignoreValues deleteStars indexHints'),
  grammar: {
    selectOptions: true, // SELECT STRAIGHT_JOIN
    wordOperators: words('ILIKE RLIKE REGEXP IREGEXP DIV'),
    aliasedExpressions: true, // VALUES (1 AS a)
  },
});
