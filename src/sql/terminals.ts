/**
 * Every word and symbol that the grammar mentions. A token that is one of them carries its index here, so the parser
 * compares one interned string (`p.word === 'SELECT'`) and never cuts a substring to know what it looks at.
 * A word in this list is not thereby reserved: see `Grammar.reserved`.
 */
export const KEYWORDS = [
  'ABORT', 'ABSENT', 'ACCOUNT', 'ADD', 'ADMIN', 'AFTER', 'AGGREGATE', 'ALL', 'ALTER', 'ALWAYS', 'ANALYSE', 'ANALYZE', 'AND', 'ANTI',
  'ANY', 'APPEND', 'APPLY', 'ARRAY', 'AS', 'ASC', 'ASCENDING', 'ASOF', 'ASSERT', 'ASYMMETRIC', 'AT', 'ATTACH', 'AUTHORIZATION', 'AUTO', 'BATCH',
  'BEFORE', 'BEGIN', 'BERNOULLI', 'BETWEEN', 'BIGNUMERIC', 'BINARY', 'BIT', 'BLOCK', 'BOTH', 'BREAK', 'BROADCAST', 'BROWSE', 'BUCKET', 'BULK', 'BY',
  'BYTES', 'CACHE', 'CALL', 'CASCADE', 'CASE', 'CAST', 'CATALOG', 'CATCH', 'CHANGES', 'CHAR', 'CHARACTER', 'CHECK', 'CLONE', 'CLOSE',
  'CLUSTER', 'CLUSTERED', 'CLUSTERING', 'COLLATE', 'COLLATION', 'COLUMN', 'COLUMNS', 'COMMENT', 'COMMIT', 'COMPUTE', 'CONCURRENTLY', 'CONFLICT',
  'CONCAT', 'CONNECT', 'CONNECT_BY_ROOT', 'CONSTRAINT', 'CONTAINS', 'CONTINUE', 'CONVERT', 'COPY', 'CORRESPONDING', 'CREATE', 'CROSS', 'CUBE', 'CURRENT', 'CURRENT_CATALOG', 'CURRENT_DATE',
  'CURRENT_ROLE', 'CURRENT_SCHEMA', 'CURRENT_TIME', 'CURRENT_TIMESTAMP', 'CURRENT_USER', 'CURSOR', 'CYCLE', 'DATA', 'DATABASE', 'DATABASES',
  'DATE', 'DATETIME', 'DAY', 'DAYS', 'DEL', 'DEALLOCATE', 'DEC', 'DECIMAL', 'DECLARE', 'DEEP', 'DEFAULT', 'DEFERRABLE', 'DEFINE', 'DELAYED', 'DELETE', 'DELETED', 'DELIMITER', 'DESC',
  'DESCENDING', 'DESCRIBE', 'DESCRIPTOR', 'DETACH', 'DICTIONARY', 'DIRECTED', 'DIRECTORY', 'DISTINCT', 'DISTINCTROW', 'DISTRIBUTE', 'DISTRIBUTED', 'DISTRIBUTION', 'DIV', 'DO', 'DOUBLE', 'DROP',
  'DUPLICATE', 'DYNAMIC', 'EACH', 'EQ', 'ELSE', 'ELSEIF', 'ELSIF', 'EMIT', 'EMPTY', 'END', 'ENDIF', 'ENGINE', 'ERROR', 'ESCAPE', 'EVENT', 'EXCEPT', 'EXCEPTION', 'EXCHANGE', 'EXCLUDE', 'EXCLUDING', 'EXEC',
  'EXECUTE', 'EXISTS', 'EXPLAIN', 'EXPORT', 'EXTEND', 'EXTENDED', 'EXTERNAL', 'EXTRACT', 'FALSE', 'FETCH', 'FILES', 'FILTER', 'FINAL', 'FIRST', 'FLOAT', 'FOLLOWING', 'FOR',
  'FORCE', 'FOREIGN', 'FORMAT', 'FORMATTED', 'FREEZE', 'FROM', 'FULL', 'FUNCTION', 'FUNCTIONS', 'GE', 'GENERATED', 'GEOMETRY', 'GLOB', 'GLOBAL', 'GO', 'GRANT', 'GROUP', 'GROUPING', 'GROUPS', 'GT', 'HASH', 'HAVING', 'HEADER', 'HIGH_PRIORITY',
  'HISTORY', 'HOLD', 'HOUR', 'HOURS', 'ICEBERG', 'IDENTIFIED', 'IDENTIFIER', 'IDENTITY', 'IF', 'IGNORE', 'ILIKE', 'IMMEDIATE', 'IMPORT', 'IN', 'INCLUDE', 'INCLUDING', 'INCREMENTAL', 'INDEX', 'INHERITS', 'INITIALLY',
  'INNER', 'INOUT', 'INPATH', 'INS', 'INSERT', 'INSERTED', 'INT', 'INTEGER', 'INTERPOLATE', 'INTERSECT', 'INTERVAL', 'INTO', 'IREGEXP', 'IS', 'ISNULL', 'ITERATE', 'JOIN', 'JSON', 'JSON_TABLE', 'KEEP', 'KEY', 'KEYS', 'KILL',
  'LAMBDA', 'LANGUAGE', 'LIKE2', 'LIKE4', 'LIKEC', 'LAST', 'LATERAL', 'LE', 'LT', 'LEADING', 'LEAVE', 'LEFT', 'LEVEL', 'LIKE', 'LIMIT', 'LIST', 'LIVE', 'LOAD', 'LOCAL', 'LOCALTIME', 'LOCALTIMESTAMP', 'LOCATION',
  'LOCK', 'LOCKING', 'LOGGED', 'LOOP', 'LOW_PRIORITY', 'MACRO', 'MAP', 'MATCH', 'MATCHED', 'MATCHES', 'MATCH_CONDITION', 'MATCH_RECOGNIZE', 'MATERIALIZED', 'MEASURES', 'MEMBER', 'MERGE', 'MICROSECOND',
  'MINUS', 'MINUTE', 'MINUTES', 'MOD', 'MODE', 'MODEL', 'MODIFY', 'MONTH', 'MONTHS', 'MSCK', 'MULTISET', 'NAME', 'NAMES', 'NATIONAL', 'NE', 'NATURAL', 'NCHAR', 'NEW', 'NEXT', 'NO', 'NOCYCLE',
  'NOT', 'NOTHING', 'NOTNULL', 'NOWAIT', 'NULL', 'NULLAWARE', 'NULLS', 'NUMERIC', 'OBJECT', 'OF', 'OFF', 'OFFSET', 'OLD', 'ON', 'ONE', 'ONLY', 'OPEN', 'OPENJSON', 'OPERATOR', 'OPTIMIZE', 'OPTION', 'OPTIONS', 'OR', 'ORDER',
  'ORDINALITY', 'OTHERS', 'OUT', 'OUTER', 'OUTFILE', 'OUTPUT', 'OVER', 'OVERFLOW', 'OVERLAPS', 'OVERLAY', 'OVERRIDING', 'OVERWRITE', 'OWNER', 'PACKAGE', 'PARTITION', 'PARTITIONED', 'PARTITIONS', 'PASSING', 'PAST', 'PASTE', 'PATH', 'PATTERN', 'PER',
  'PERCENT', 'PERIOD', 'PERSISTENT', 'PIPE', 'PIVOT', 'PLACING', 'PLAN', 'POLICY', 'POSITION', 'POSITIONAL', 'PRAGMA', 'PRECEDING', 'PRECISION', 'PREPARE', 'PREWHERE', 'PRIMARY', 'PRINT', 'PRIOR', 'PROC', 'PROCEDURE', 'PROGRAM', 'PROPERTIES', 'PURGE', 'QUALIFY',
  'QUARTER', 'QUERY', 'QUICK', 'RAISE', 'RANGE', 'READ', 'REAL', 'RECLUSTER', 'RECURSIVE', 'REFERENCE', 'REFERENCES', 'REFERENCING', 'REFRESH', 'REGEXP', 'REGEXP_LIKE', 'REINDEX', 'RELEASE', 'REMOTE', 'RENAME', 'REPEAT', 'REPEATABLE', 'REPLACE', 'RESPECT', 'RESTRICT', 'RETURN', 'RETURNING', 'RETURNS', 'REVOKE',
  'RIGHT', 'RLIKE', 'ROLE', 'ROLLBACK', 'ROLLUP', 'ROOT', 'ROW', 'ROWS', 'RULE', 'SAFE_CAST', 'SAMPLE', 'SAVEPOINT', 'SCHEMA', 'SCHEMAS', 'SCOPED', 'SCROLL', 'SEARCH', 'SECOND', 'SECONDARY', 'SECONDS', 'SECURE', 'SECURITY', 'SEED', 'SEL', 'SELECT', 'SEMI', 'SEMIALL', 'SEPARATOR', 'SEQUENCE', 'SERDE', 'SESSION', 'SESSION_USER', 'SET',
  'SETS', 'SETTINGS', 'SHALLOW', 'SHARE', 'SHOW', 'SHUFFLE', 'SIGNAL', 'SIMILAR', 'SKIP', 'SNAPSHOT', 'SOME', 'SORT', 'SOUNDS', 'SOURCE', 'SQL_BIG_RESULT', 'SQL_BUFFER_RESULT', 'SQL_CACHE', 'SQL_CALC_FOUND_ROWS', 'SQL_NO_CACHE', 'SQL_SMALL_RESULT', 'STAGE', 'START', 'STORED', 'STRAIGHT_JOIN', 'STREAM', 'STREAMING', 'STRICT', 'STRUCT', 'SUBPARTITION', 'SUBSET', 'SUBSTR', 'SUBSTRING', 'SUMMARIZE',
  'SWAP', 'SWITCH', 'SYMMETRIC', 'SYNONYM', 'SYSTEM', 'SYSTEM_TIME', 'SYSTEM_USER', 'SYSTEM_VERSION', 'TABLE', 'TABLES', 'TABLESAMPLE', 'TABLESPACE', 'TAG', 'TARGET', 'TASK', 'TBLPROPERTIES', 'TEMP', 'TEMPORARY', 'THEN', 'TIES', 'TIME', 'TIMESTAMP', 'TIMESTAMPTZ', 'TO', 'TOP', 'TOTALS', 'TRAILING', 'TRAN', 'TRANSACTION',
  'TRANSFORM', 'TRANSIENT', 'TRIGGER', 'TRIM', 'TRUE', 'TRUNCATE', 'TRY', 'TRY_CAST', 'TRY_CONVERT', 'TYPE', 'UNBOUNDED', 'UNCACHE', 'UNION', 'UNIQUE', 'UNKNOWN', 'UNLOAD', 'UNLOCK', 'UNLOGGED', 'UNNEST', 'UNPIVOT', 'UNSET', 'UNTIL', 'UPD', 'UPDATE', 'UPSERT', 'USE', 'USER', 'USING',
  'UUID', 'VACUUM', 'VALIDATE', 'VALUE', 'VALUES', 'VARCHAR', 'VARIADIC', 'VARYING', 'VERBOSE', 'VERSION', 'VERSIONS', 'VIEW', 'VIEWS', 'VIRTUAL', 'VOLATILE', 'WAREHOUSE', 'WEEK', 'WHEN', 'WHERE', 'WHILE', 'WINDOW', 'WITH', 'WITHIN', 'WITHOUT', 'WORK', 'WRITE', 'XML', 'XMLTABLE', 'XOR', 'YEAR', 'YEARS', 'ZONE',
] as const;

/** Symbols of all dialects. Which of the longer ones a dialect reads as one token is `Lex.operators`. */
export const SYMBOLS = [
  '(', ')', '[', ']', '{', '}', ',', ';', '.', '+', '-', '*', '/', '%', '^', '&', '|', '~', '!', '=', '<', '>', ':', '?', '@', '#', '$', '\\', '`',
  '<=', '>=', '<>', '!=', '^=', '~=', '==', '<=>', '||', '&&', '<<', '>>', '>>>', '::', '=>', '->', '->>', ':=', '**', '//', '!<', '!>', '..',
  '|>', '#>', '#>>', '#-', '@>', '<@', '?|', '?&', '~~', '~~*', '!~~', '!~~*', '~*', '!~', '!~*', '@@', '@?', '^@', '|/', '||/', '!!', '<->', '-|-', '&<', '&>', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '??', '?::', ':>', '!:>',
] as const;

export type Keyword = (typeof KEYWORDS)[number];
export type SymbolText = (typeof SYMBOLS)[number];

/** What `p.word` may be: a keyword, a symbol, an operator that only its dialect's users know, or '' for any other token. */
export type Terminal = '' | Keyword | SymbolText | 'custom-operator';

/** All terminals; a token's `terminal` is an index into this. 0 is ''. */
export const TERMINALS: readonly Terminal[] = ['', ...KEYWORDS, ...SYMBOLS, 'custom-operator'];

const indexes = new Map<string, number>(TERMINALS.map((terminal, index) => [terminal, index]));

/** The index of a terminal; throws on a word that is not one, which only a wrong dialect row can ask for. */
export function terminalIndex(terminal: string): number {
  const index = indexes.get(terminal);
  if (index === undefined) throw new Error(`not a terminal of the grammar: ${terminal}`);
  return index;
}

/** As `terminalIndex`, but -1 for text that is no terminal. */
export function findTerminal(text: string): number {
  return indexes.get(text) ?? -1;
}

// ── Looking a word up while it is scanned ────────────────────────────────────────────────────────────────────────────

const SLOTS = 4096;
const slots = new Uint16Array(SLOTS);

/** One step of the scanner's hash over upper-cased ASCII letters. */
export const hashStep = (hash: number, charCode: number): number => (Math.imul(hash, 31) + (charCode & 0xdf)) | 0;

for (let index = 1; index <= KEYWORDS.length; index++) {
  const word = TERMINALS[index] as string;
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  let slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
  while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
  slots[slot] = index;
}

/** The keyword spelled by `text.slice(start, end)` without case, by the hash of those characters; 0 when there is none. */
export function keywordAt(text: string, start: number, end: number, hash: number): number {
  let slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
  for (let index = slots[slot] as number; index !== 0; index = slots[slot] as number) {
    const word = TERMINALS[index] as string;
    if (word.length === end - start) {
      let i = 0;
      while (i < word.length) {
        const c = text.charCodeAt(start + i);
        if ((c >= 97 && c <= 122 ? c - 32 : c) !== word.charCodeAt(i)) break;
        i++;
      }
      if (i === word.length) return index;
    }
    slot = (slot + 1) & (SLOTS - 1);
  }
  return 0;
}
