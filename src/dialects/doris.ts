/** Apache Doris: MySQL’s surface over an MPP engine. */
import { dialect } from './define.js';
import { mysql } from './mysql.js';

export const doris = dialect('doris', mysql, {
  grammar: {
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
