/** SQL:2016, with what its users paste: nothing here contradicts the standard. */
import { dialect, switches, words } from './define.js';
import { lenient } from './lenient.js';

export const ansi = dialect('ansi', lenient, {
  aliases: ['standard', 'sql'],
  adds: switches('bareValues'),
  lex: { identifierQuotes: '"`[' },
  grammar: {
    wordOperators: words('ILIKE RLIKE REGEXP SIMILAR OVERLAPS GLOB XOR DIV ISNULL NOTNULL MEMBER SUBMULTISET MULTISET'),
    stringAliases: false,
  },
  names: { lateralAlias: 'none' },
});
