/** SQL:2016, with what its users paste: nothing here contradicts the standard. */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const ansi = dialect('ansi', generic, {
  aliases: ['standard', 'sql'],
  lex: { identifierQuotes: '"`[', backslashEscapes: false },
  grammar: {
    bareValues: true,
    wordOperators: words('ILIKE RLIKE REGEXP SIMILAR OVERLAPS GLOB XOR DIV ISNULL NOTNULL MEMBER SUBMULTISET MULTISET'),
    stringAliases: false,
    joinNeedsCondition: false,
    limitComma: true,
  },
  names: { lateralAlias: 'none' },
});
