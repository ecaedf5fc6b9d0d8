/** SingleStore 8: https://docs.singlestore.com/db/v8.7/reference/sql-reference/ */
import { dialect } from './define.js';
import { mysql } from './mysql.js';

export const singlestore = dialect('singlestore', mysql, {
  aliases: ['memsql'],
  lex: { operators: ['<=>', '->>', '<<', '>>', '&&', '::', ':>', '!:>', '<->', '<*>', '+='] },
  grammar: { jsonColons: true, tableHints: true, bracketArrays: true, subscripts: true, declareSections: true, equalsAssigns: true },
});
