/**
 * Which words may be names, by dialect, compiled into flags a word: where the grammar expects a column, an alias without AS
 * or a table alias, one array look-up decides.
 */
import type { Dialect } from '../../dialects/dialect.js';
import { TERMINALS, type Terminal, terminalIndex } from '../terminals.js';

export interface WordTable {
  /** 1: never a column or function name without quotes. By terminal index. */
  readonly reserved: Uint8Array;
  /** 1: cannot be a select item's alias without AS. */
  readonly notItemAlias: Uint8Array;
  /** 1: cannot be a table's alias, with or without AS. */
  readonly notTableAlias: Uint8Array;
  /** Precedence of each binary operator; 0 for no operator. */
  readonly precedence: Uint8Array;
  /** Behind a plain name: 2 where the expression surely ends before this word, 1 where only its operand does, else 0. */
  readonly ends: Uint8Array;
}

const words = (list: string): string[] => list.split(' ');

/** Reserved in nearly every dialect: words that begin or join clauses, and that no engine takes as a bare column name. */
const RESERVED = words(
  'ALL AND AS BETWEEN CASE CREATE CROSS DISTINCT ELSE EXCEPT EXISTS FROM FULL GROUP HAVING IN INNER INTERSECT INTO IS JOIN LIKE NATURAL NOT NULL ON OR ORDER SELECT THEN UNION USING WHEN WHERE WITH',
);

/** Words that end a select item or relation in every dialect, so that they are no alias without AS. */
const NO_ITEM_ALIAS = words('FETCH FOR LIMIT OFFSET WINDOW QUALIFY RETURNING LATERAL END BY COLLATE OVER FILTER WITHIN DIV');
const NO_TABLE_ALIAS = words(
  'FETCH FOR LIMIT OFFSET WINDOW QUALIFY RETURNING LATERAL LEFT RIGHT SET VALUES TABLESAMPLE PIVOT UNPIVOT CONNECT START MATCH_RECOGNIZE WITHIN BY DEFAULT WHEN ASOF ANTI SEMI LOOP',
);

/**
 * Levels of binary operators, from loose to tight. Within a level operators chain from left to right. IN, LIKE, BETWEEN
 * and IS have the level of comparisons, and their own productions.
 */
export const Precedence = {
  or: 1,
  xor: 2,
  and: 3,
  not: 4,
  is: 5,
  comparison: 6,
  predicate: 7,
  other: 8,
  bitAnd: 9,
  shift: 10,
  sum: 11,
  product: 12,
  power: 13,
  at: 14,
  collate: 15,
  unary: 16,
} as const;

const LEVELS: readonly (readonly [number, string])[] = [
  [Precedence.or, 'OR'],
  [Precedence.xor, 'XOR'],
  [Precedence.and, 'AND &&'],
  [Precedence.is, 'IS ISNULL NOTNULL'],
  [Precedence.comparison, '= < > <= >= <> != ^= ~= == <=> !< !> ^< ^>'],
  [
    Precedence.predicate,
    'IN BETWEEN LIKE ILIKE RLIKE REGEXP GLOB SIMILAR MATCH LIKEC LIKE2 LIKE4 LIKEB ILIKEB REGEXP_LIKE IREGEXP OVERLAPS CONTAINS MEETS PRECEDES SUCCEEDS EQUALS SOUNDS MEMBER SUBMULTISET MATCHES MATCH_ANY MATCH_ALL MATCH_PHRASE MATCH_PHRASE_PREFIX MATCH_PHRASE_EDGE MATCH_REGEXP NOT',
  ],
  [
    Precedence.other,
    '|| -> ->> #> #>> #- @> <@ ?| ?& ?? ~~ ~~* !~~ !~~* ~ ~* !~ !~* @@ @? ^@ <-> <*> -|- &< &> @ # ? | custom-operator OPERATOR CONCAT P_INTERSECT P_NORMALIZE LDIFF RDIFF ~# ~#* !~# !~#* *=',
  ],
  [Precedence.bitAnd, '&'],
  [Precedence.shift, '<< >> >>>'],
  [Precedence.sum, '+ - MULTISET'],
  [Precedence.product, '* / % DIV MOD //'],
  [Precedence.power, '^ **'],
  [Precedence.at, 'AT'],
  [Precedence.collate, 'COLLATE'],
];

/** What nearly always stands behind an operand that is a plain name. Others may too: they only take the longer way. */
const EXPRESSION_ENDS = words(
  ', ) ; FROM AS WHERE GROUP ORDER HAVING LIMIT UNION THEN ELSE WHEN END ASC DESC ON JOIN INNER LEFT RIGHT FULL CROSS',
);
const OPERAND_ENDS = words('= < > <= >= <> != + - * / || AND OR IS IN BETWEEN LIKE');

/** Words that begin a clause behind a select list: where the parser lost its way, it goes on at one of them. */
export const CLAUSES: ReadonlySet<Terminal> = new Set<Terminal>([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'WINDOW',
  'RETURNING',
  'ON',
  'WHEN',
]);

const tables = new WeakMap<Dialect, WordTable>();

export function wordTable(dialect: Dialect): WordTable {
  let table = tables.get(dialect);
  if (table === undefined) {
    table = compile(dialect);
    tables.set(dialect, table);
  }
  return table;
}

function flags(...lists: readonly (readonly string[])[]): Uint8Array {
  const result = new Uint8Array(TERMINALS.length);
  for (const list of lists) for (const word of list) result[terminalIndex(word)] = 1;
  return result;
}

function compile(dialect: Dialect): WordTable {
  const { grammar } = dialect;
  const reserved = flags(RESERVED, grammar.reserved);
  for (const word of grammar.unreserved) reserved[terminalIndex(word)] = 0;
  const all = TERMINALS.filter((_, index) => reserved[index] === 1);
  const precedence = new Uint8Array(TERMINALS.length);
  const wordOperators = new Set(grammar.wordOperators);
  for (const [level, operators] of LEVELS)
    for (const operator of operators.split(' ')) {
      const isWord = /^[A-Z_]+$/.test(operator);
      if (!isWord || COMMON_WORD_OPERATORS.has(operator) || wordOperators.has(operator)) precedence[terminalIndex(operator)] = level;
    }
  if (grammar.splitOperators) precedence[terminalIndex('!')] = Precedence.comparison; // `a ! = b`
  const operatorWords = TERMINALS.filter((word, index) => precedence[index] !== 0 && /^[A-Z]/.test(word) && word !== 'AT');
  const notItemAlias = flags(all, NO_ITEM_ALIAS, grammar.noItemAlias);
  const notTableAlias = flags(all, NO_TABLE_ALIAS, grammar.noTableAlias);
  for (const word of grammar.itemAlias) notItemAlias[terminalIndex(word)] = 0;
  for (const word of grammar.tableAlias) notTableAlias[terminalIndex(word)] = 0;
  // a clause or operator that the dialect has is never an alias, whatever its parent said
  for (const word of operatorWords) notItemAlias[terminalIndex(word)] = 1;
  for (const word of clauseWords(grammar)) notItemAlias[terminalIndex(word)] = notTableAlias[terminalIndex(word)] = 1;
  const ends = new Uint8Array(TERMINALS.length);
  for (const word of OPERAND_ENDS) if (precedence[terminalIndex(word)] !== 0) ends[terminalIndex(word)] = 1;
  for (const word of EXPRESSION_ENDS) ends[terminalIndex(word)] = 2;
  return { reserved, notItemAlias, notTableAlias, precedence, ends };
}

function clauseWords(grammar: Dialect['grammar']): string[] {
  return ['SET', ...(grammar.qualify ? ['QUALIFY'] : []), ...(grammar.multiInsert ? ['INSERT'] : []), ...(grammar.minus ? ['MINUS'] : [])];
}

const COMMON_WORD_OPERATORS = new Set(['OR', 'AND', 'IS', 'IN', 'BETWEEN', 'LIKE', 'NOT', 'AT', 'COLLATE']);
