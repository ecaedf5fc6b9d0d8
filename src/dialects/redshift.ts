/** Amazon Redshift: https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html */
import { dialect, switches, words } from './define.js';
import { postgres } from './postgres.js';

export const redshift = dialect('redshift', postgres, {
  adds: switches(
    'wordsAfterNumbers comparisonChains starExceptBare aliasedExpressions unitArguments minus qualify groupByAll indexVariables createOptions bareDelete unnamedAliases structFields correlatedArrays',
  ),
  lex: {
    // [a] where a value could stand: there are no array literals. https://docs.aws.amazon.com/redshift/latest/dg/r_array.html
    identifierQuotes: '"[',
    identifierChars: '$#@',
    identifierStartChars: '#',
    customOperators: false,
    operators: ['<=>', '~*', '!~', '!~*', '<<', '>>', '&&', '|/', '||/', '^'],
    parameters: ['$', ':', '%', '@', '?'],
  },
  grammar: {
    // https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html
    bareFunctions: words('USER SYSDATE'),
    // SUPER values: a.b[0].c, and PartiQL's FROM t, t.items
    convert: 'type-first', // https://docs.aws.amazon.com/redshift/latest/dg/r_CONVERT_function.html
    top: true, // https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html
    typedStrings: 'known',
    noItemAlias: words('SNAPSHOT CHAR CHARACTER'),
    itemAlias: words('DAY HOUR MINUTE MONTH SECOND YEAR END DIV BY LATERAL ASC DESC'),
    unreserved: words('BETWEEN EXISTS VERBOSE FREEZE CONCURRENTLY'),
  },
  names: { lateralAlias: 'after-columns', quotedIsExact: false },
});
