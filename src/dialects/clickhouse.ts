/** ClickHouse 25: https://clickhouse.com/docs/sql-reference/syntax */
import { dialect, words } from './define.js';
import { withAggregates } from './functions.js';
import { generic } from './generic.js';

export const clickhouse = dialect('clickhouse', generic, {
  lex: {
    identifierQuotes: '"`',
    backslashEscapes: true,
    stringPrefixes: ['x', 'b'],
    dollarQuotes: true,
    nestedComments: true,
    lineComments: ['#'],
    identifierChars: '$',
    identifierStartChars: '',
    numberSuffixes: [],
    parameters: ['{', '${', '@@'],
    operators: ['<=>', '==', '::', '->', '<<', '>>', '~*', '!~', '!~*'],
  },
  grammar: {
    multiInsert: false,
    reserved: words('PREWHERE'),
    unreserved: words('ALL LIKE EXISTS CREATE GROUP ORDER'),
    reservedValues: words('AND OR'), // functions too: or(a, b)
    noItemAlias: words('PREWHERE SETTINGS FORMAT GROUP ORDER'),
    noTableAlias: words('PREWHERE SETTINGS FORMAT FINAL SAMPLE ARRAY GLOBAL GROUP ORDER'),
    wordOperators: words('ILIKE REGEXP DIV MOD'),
    typedStrings: 'known',
    aliasedExpressions: true,
    ternary: true,
    namedByAssignment: false,
    notAnywhere: true,
    emptyTuple: true,
    inOperand: true,
    inTable: true,
    parametricCalls: true,
    colonPaths: false,
    arrowOperator: false,
    trailingCommas: true,
    top: true,
    selectInto: false,
    withExpressions: true,
    minus: false,
    limitBy: true,
    settings: true,
    orderedBranches: true,
    bareUsing: true,
    usingAlias: false,
    arrayJoin: true,
    sample: true,
    tableHints: false,
    hiveSettings: false,
    partitionColumns: false,
    viewWithoutQuery: true,
    sortBy: false,
    transform: false,
    fromFirst: true,
  },
  names: {
    fold: 'preserve',
    quotedIsExact: false,
    exactTables: true,
    exactAliases: true,
    exactColumns: true,
    lateralAlias: 'before-columns',
    innerAliases: true,
    groupByAlias: 'before-columns',
    havingAlias: true,
    whereAlias: true,
    parts: 2,
    implicitRecursion: false,
    dottedColumns: true,
    leftColumnWins: true,
    semiJoinShowsBoth: true,
  },
  functions: {
    // https://clickhouse.com/docs/sql-reference/aggregate-functions/reference
    aggregates: withAggregates(
      `anyheavy boundingratio contingency corrmatrix corrstable countresample covarpop covarsamp covarpopmatrix covarsampmatrix cramersv deltasum
      deltasumtimestamp entropy exponentialmovingaverage exponentialtimedecayedavg exponentialtimedecayedsum grouparray grouparrayinsertat
      grouparrayintersect grouparraylast grouparraymovingavg grouparraymovingsum grouparraysample grouparraysorted groupbitand groupbitor groupbitxor
      groupbitmap groupbitmapand groupbitmapor groupbitmapxor groupconcat groupuniqarray intervallengthsum kolmogorovsmirnovtest kurtpop kurtsamp
      mannwhitneyutest maxintersections maxintersectionsposition maxmap meanztest minmap quantilebfloat16 quantiledd quantiledeterministic
      quantileexacthigh quantileexactlow quantileexactweighted quantilegk quantileinterpolatedweighted quantiletdigestweighted
      quantiletimingweighted quantilesexact quantilesgk quantilestdigest quantilestiming rankcorr retention sequencecount sequencematch
      sequencenextnode simplelinearregression singlevalueornull skewpop skewsamp stddevpop stddevsamp stochasticlinearregression
      stochasticlogisticregression studentttest sumcount sumkahan sumwithoverflow topkweighted uniqcombined64 uniqtheta varpop welchttest windowfunnel`,
    ),
    combinators: words('if array map simple state merge foreach distinct ordefault ornull resample argmin argmax'),
  },
});
