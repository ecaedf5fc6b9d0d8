/** MySQL 8.4: https://dev.mysql.com/doc/refman/8.4/en/keywords.html */
import { dialect, words } from './define.js';
import { generic } from './generic.js';

export const mysql = dialect('mysql', generic, {
  lex: {
    identifierQuotes: '`',
    stringQuotes: `'"`,
    backslashEscapes: true,
    stringPrefixes: [
      'n',
      'x',
      'b',
      // https://dev.mysql.com/doc/refman/8.4/en/charset-charsets.html
      ...`_armscii8 _ascii _big5 _binary _cp1250 _cp1251 _cp1256 _cp1257 _cp850 _cp852 _cp866 _cp932 _dec8 _eucjpms _euckr _filename _gb18030 _gb2312 _gbk
        _geostd8 _greek _hebrew _hp8 _keybcs2 _koi8r _koi8u _latin1 _latin2 _latin5 _latin7 _macce _macroman _sjis _swe7 _tis620 _ucs2 _ujis _utf16 _utf16le
        _utf32 _utf8 _utf8mb3 _utf8mb4`.split(/\s+/),
    ],
    dollarQuotes: false,
    nestedComments: false,
    conditionalComments: 'mysql', // https://dev.mysql.com/doc/refman/8.4/en/comments.html
    lineComments: ['#'],
    dashNeedsSpace: true,
    identifierChars: '$',
    identifierStartChars: '$',
    digitIdentifiers: true,
    quotedVariables: true,
    numberSuffixes: [],
    parameters: ['?', '@', '@@', ':', '${', '%'],
    operators: ['<=>', '->>', '<<', '>>', '&&', '//'],
  },
  grammar: {
    queryArguments: false, // VALUES(a) is a function: https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html
    bareFunctions: words('UTC_DATE UTC_TIME UTC_TIMESTAMP'),
    multiInsert: false,
    reserved: words(
      `ADD ALTER ANALYZE ASC BOTH CHECK COLLATE COLUMN CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASES DEFAULT DELETE DESC DESCRIBE DISTINCTROW DIV DROP EACH ELSEIF FALSE FETCH FOR FORCE FOREIGN GRANT
      IF IGNORE INDEX INSERT INTERVAL ITERATE KEY KEYS KILL LATERAL LEADING LEAVE LEFT LIMIT LOAD LOCK LOOP MATCH MOD OPTIMIZE OUTER OUTFILE PARTITION PRIMARY PROCEDURE REGEXP RENAME REPEAT REPLACE RIGHT RLIKE SCHEMA SCHEMAS SEPARATOR SET SHOW
      STRAIGHT_JOIN TABLE TERMINATED TO TRAILING TRIGGER TRUE UNIQUE UNLOCK UPDATE USE USING VALUES WHILE WINDOW XOR`.replace(
        'TERMINATED',
        '',
      ),
    ),
    reservedValues: words('CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER'),
    unreserved: words('FULL'),
    itemAlias: words('END OFFSET QUALIFY FILTER WITHIN RETURNING OVERLAPS'),
    tableAlias: words('OFFSET QUALIFY PIVOT UNPIVOT CONNECT START MATCH_RECOGNIZE WITHIN ASOF ANTI SEMI RETURNING'),
    wordOperators: words('RLIKE REGEXP DIV MOD XOR SOUNDS MEMBER'),
    pathTables: false,
    emptyNameParts: false,
    identifierCall: false,
    adjacentStrings: 'any',
    notAnywhere: true,
    isOperand: false,
    inOperand: false,
    subscripts: false,
    bracketArrays: false,
    colonPaths: false,
    lambdas: false,
    starExceptBare: false,
    aliasedArguments: false,
    convert: 'type-last',
    binaryOperator: true,
    intervalLists: false,
    selectOptions: true,
    top: false,
    selectIntoTable: false,
    fromFirst: false,
    minus: false,
    corresponding: false,
    qualify: false,
    groupByAll: false,
    groupingAfterGroup: false,
    sortBy: false,
    transform: false,
    intoLast: true,
    tableHints: false,
    delimiters: true,
    declareLists: true,
    hiveSettings: false,
    partitionColumns: false,
    namedPartitions: true, // https://dev.mysql.com/doc/refman/8.4/en/partitioning-selection.html
  },
  names: {
    dual: true,
    fold: 'preserve',
    quotedIsExact: false,
    lateralAlias: 'none',
    groupByAlias: 'after-columns',
    itemSettles: true,
    havingAlias: true,
    structFields: false,
    unnamed: 'mysql',
    parts: 2,
    implicitRecursion: false,
    duplicateNames: 'refused',
  },
});
