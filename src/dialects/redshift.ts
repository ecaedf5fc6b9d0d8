/** Amazon Redshift: https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html */
import { dialect, words } from './define.js';
import { postgres } from './postgres.js';

export const redshift = dialect('redshift', postgres, {
  lex: {
    // [a] where a value could stand: there are no array literals. https://docs.aws.amazon.com/redshift/latest/dg/r_array.html
    identifierQuotes: '"[',
    strictNumbers: false,
    identifierChars: '$#@',
    identifierStartChars: '#',
    customOperators: false,
    operators: ['<=>', '~*', '!~', '!~*', '<<', '>>', '&&', '|/', '||/', '^'],
    parameters: ['$', ':', '%', '@', '?'],
  },
  grammar: {
    unitArguments: true,
    // https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html
    bareFunctions: words('USER SYSDATE'),
    // SUPER values: a.b[0].c, and PartiQL's FROM t, t.items
    createOptions: true,
    unnamedAliases: true,
    deleteNeedsFrom: false,
    aliasedExpressions: true,
    indexVariables: true,
    convert: 'type-first', // https://docs.aws.amazon.com/redshift/latest/dg/r_CONVERT_function.html
    top: true, // https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html
    qualify: true,
    minus: true,
    typedStrings: 'known',
    comparisonChains: true,
    starExceptBare: true,
    identifierCall: false,
    groupByAll: true,
    noItemAlias: words('SNAPSHOT CHAR CHARACTER'),
    itemAlias: words('DAY HOUR MINUTE MONTH SECOND YEAR END DIV BY LATERAL ASC DESC'),
    wordOperators: words('ILIKE SIMILAR OVERLAPS ISNULL NOTNULL OPERATOR'),
    unreserved: words('BETWEEN EXISTS VERBOSE FREEZE CONCURRENTLY'),
  },
  names: { lateralAlias: 'after-columns', quotedIsExact: false, structFields: true, correlatedArrays: true },
});
