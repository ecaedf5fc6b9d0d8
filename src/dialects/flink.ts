/** Apache Flink SQL 2: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/overview/ */
import { dialect } from './define.js';
import { generic } from './generic.js';

export const flink = dialect('flink', generic, {
  aliases: ['flinksql', 'calcite'],
  lex: { identifierQuotes: '"`', nestedComments: false, dollarQuotes: false },
  grammar: { multiInsert: false, fromFirst: false, colonPaths: false },
  names: { lateralAlias: 'none', unnamed: 'calcite' },
});
