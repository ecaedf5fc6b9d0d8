/** MySQL 8.4: https://dev.mysql.com/doc/refman/8.4/en/keywords.html */

import { base } from './base.js';
import { dialect, switches, words } from './define.js';

export const mysql = dialect('mysql', base, {
  adds: switches(
    'backslashEscapes dashNeedsSpace digitIdentifiers quotedVariables stringAliases notAnywhere arrowOperator starOperand starPatterns binaryOperator intervalExpressions currentValues selectOptions selectInto limitComma intoLast delimiters declareLists itemSettles havingAlias dual emptyRows sequenceArguments ignoreValues deleteStars indexHints plainBodies characterAttributes',
  ),
  lex: {
    identifierQuotes: '`',
    stringQuotes: `'"`,
    stringPrefixes: [
      'n',
      'x',
      'b',
      // https://dev.mysql.com/doc/refman/8.4/en/charset-charsets.html
      ...`_armscii8 _ascii _big5 _binary _cp1250 _cp1251 _cp1256 _cp1257 _cp850 _cp852 _cp866 _cp932 _dec8 _eucjpms _euckr _filename _gb18030 _gb2312 _gbk
        _geostd8 _greek _hebrew _hp8 _keybcs2 _koi8r _koi8u _latin1 _latin2 _latin5 _latin7 _macce _macroman _sjis _swe7 _tis620 _ucs2 _ujis _utf16 _utf16le
        _utf32 _utf8 _utf8mb3 _utf8mb4`.split(/\s+/),
    ],
    conditionalComments: 'mysql', // https://dev.mysql.com/doc/refman/8.4/en/comments.html
    lineComments: ['#'],
    identifierChars: '$',
    identifierStartChars: '$',
    numberSuffixes: [],
    parameters: ['?', '@', '@@', ':', '${', '%'],
    operators: ['<=>', '->>', '<<', '>>', '&&', '//'],
  },
  grammar: {
    bareFunctions: words('UTC_DATE UTC_TIME UTC_TIMESTAMP'),
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
    adjacentStrings: 'any',
    convert: 'type-last',
    namedPartitions: true, // https://dev.mysql.com/doc/refman/8.4/en/partitioning-selection.html
  },
  names: {
    lateralAlias: 'none',
    unnamed: 'mysql',
    parts: 2,
    duplicateNames: 'refused',
  },
});
