/** DuckDB 1.4: https://duckdb.org/docs/stable/sql/introduction */
import { dialect, switches, words } from './define.js';
import { postgres } from './postgres.js';

export const duckdb = dialect('duckdb', postgres, {
  adds: switches(
    'wordsAfterNumbers stringAliases pathTables comparisonChains isOperand inOperand bareFilter bracketArrays lambdas starOperand starExceptBare starPatterns aliasedArguments intervalExpressions unitArguments trailingCommas prefixAlias fromFirst describeQuery pivotOverJoin pivotStatement qualify groupByAll bareJoins sample createOptions unnamedAliases mergeInsertColumnsOnly havingAlias whereAlias structFields usingSample spreadingStars',
  ),
  lex: {
    parameters: ['$', '?', ':', '%'],
    nestedComments: false,
  },
  grammar: {
    reserved:
      words(`ANALYSE ANALYZE ANY ASC ASYMMETRIC BOTH CAST CHECK COLLATE COLUMN CONSTRAINT DEFAULT DEFERRABLE DESC DO END FALSE FETCH FOR FOREIGN GRANT INITIALLY LATERAL LEADING LIMIT OFFSET ONLY PLACING
      PRIMARY REFERENCES RETURNING SOME SYMMETRIC TABLE TO TRAILING TRUE UNIQUE VARIADIC WINDOW QUALIFY PIVOT UNPIVOT DESCRIBE SUMMARIZE SHOW`),
    reservedValues: words('CURRENT_DATE CURRENT_TIMESTAMP'),
    noItemAlias: [],
    itemAlias: words('DAY HOUR MINUTE MONTH SECOND YEAR END DIV BY LATERAL ASC DESC'),
    tableAlias: words('VALUES START CONNECT MATCH_RECOGNIZE WITHIN BY'),
    wordOperators: words('ILIKE SIMILAR OVERLAPS ISNULL NOTNULL GLOB OPERATOR'),
    emptySelect: false,
    usingAlias: false,
    declareSections: false,
    intoLast: false,
    equalsAssigns: false,
    selectValues: false,
    typedStrings: 'known',
    adjacentStrings: 'none',
  },
  names: {
    fold: 'preserve',
    quotedIsExact: false,
    lateralAlias: 'after-columns',
    numberedColumns: '#',
    unnamed: 'duckdb',
    usingColumns: 'in-place',
    duplicateNames: '_1',
  },
});
