/** Apache Flink SQL 2: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/overview/ */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const flink = dialect('flink', generic, {
  aliases: ['flinksql', 'calcite'],
  lex: { identifierQuotes: '"`', nestedComments: false, dollarQuotes: false },
  grammar: {
    bareValues: true,
    wordOperators: words('ILIKE RLIKE REGEXP SIMILAR OVERLAPS GLOB XOR DIV ISNULL NOTNULL MEMBER SUBMULTISET MULTISET'),
    multiInsert: false,
    fromFirst: false,
    colonPaths: false,
  },
  names: { lateralAlias: 'none', unnamed: 'calcite' },
});
