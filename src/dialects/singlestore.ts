/** SingleStore 8: https://docs.singlestore.com/db/v8.7/reference/sql-reference/ */
import { dialect, switches } from './define.js';
import { mysql } from './mysql.js';

export const singlestore = dialect('singlestore', mysql, {
  aliases: ['memsql'],
  adds: switches('subscripts bracketArrays jsonColons tableHints declareSections equalsAssigns intoFirst bareCalls selectHints'),
  lex: { operators: ['<=>', '->>', '<<', '>>', '&&', '::', ':>', '!:>', '<->', '<*>', '+='] },
});
