import { list, newDecoding, oneOrMany, record, text } from '../base/decode.js';
import { parseDocument } from '../read/document.js';

/**
 * SQL within other files. The answer is as long as the text and has the SQL where it stood, so that places stay true: everything
 * else is blank, and a semicolon ends each piece. Only notebooks (JSON) are written out anew.
 */
export function embeddedSql(path: string, text: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (extension === 'md' || extension === 'markdown' || extension === 'qmd') return kept(text, fences(text));
  if (extension === 'ipynb') return notebookSql(text);
  return kept(text, [...strings(text), ...magicLines(text)]);
}

/** Extensions of the files that SQL is looked for in. */
export const EMBEDDING_FILES = ['*.{md,markdown,qmd,py,scala,ipynb}'] as const;

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** ```` ```sql ```` … ```` ``` ````, also with a dialect's name for sql and with options behind it. */
function fences(text: string): Piece[] {
  const pieces: Piece[] = [];
  const fence = /^[ \t]*(`{3,}|~{3,})[ \t]*\{?(?:sql|\w*sql|snowflake|bigquery|duckdb|trino|presto|spark)\b[^\n]*\n/gim;
  for (const open of text.matchAll(fence)) {
    const start = open.index + open[0].length;
    const end = text.indexOf(`\n${(open[1] as string).slice(0, 3)}`, start - 1);
    pieces.push({ start, end: end < 0 ? text.length : end + 1 });
  }
  return pieces;
}

/** The first argument of `….sql(…)` and `….execute(…)`, and `sql=`, `bql=` and `query=` as Airflow's operators have them. */
function strings(text: string): Piece[] {
  const pieces: Piece[] = [];
  const opening =
    /(?:\.(?:sql|execute|read_sql|read_sql_query)\s*\(|\b(?:sql|bql|query|hql)\s*=)\s*(?:text\s*\(\s*)?[fFrRsbu]{0,2}("""|'''|"|')/g;
  for (const open of text.matchAll(opening)) {
    const quote = open[1] as string;
    const start = open.index + open[0].length;
    const end = closing(text, start, quote);
    if (end !== undefined && looksLikeSql(text.slice(start, end))) pieces.push({ start, end });
  }
  return pieces;
}

function closing(text: string, start: number, quote: string): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

function looksLikeSql(text: string): boolean {
  return (
    /^\s*(--|\/\*|select|with|insert|create|merge|update|delete|truncate|copy|replace|from|use|drop|alter)\b/i.test(text) &&
    /\s/.test(text.trim())
  );
}

/** `# MAGIC` lines after `# MAGIC %sql`, as Databricks exports notebooks; `//` in Scala. */
function magicLines(text: string): Piece[] {
  const pieces: Piece[] = [];
  let inSql = false;
  for (const line of text.matchAll(/^(?:#|\/\/|--) MAGIC ?(.*)$|^(.*)$/gm)) {
    const magic = line[1];
    if (magic === undefined) {
      inSql = false;
      continue;
    }
    const start = line.index + line[0].length - magic.length;
    if (magic.startsWith('%')) inSql = magic.startsWith('%sql');
    const skipped = magic.startsWith('%sql') ? 4 : 0;
    if (inSql) pieces.push({ start: start + skipped, end: line.index + line[0].length });
  }
  return pieces;
}

/** Pieces that follow each other line by line are one statement; a semicolon stands where a string or fence ends. */
function kept(text: string, pieces: readonly Piece[]): string {
  const sorted = [...pieces].sort((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const { start, end } of sorted) {
    if (start < at) continue;
    const between = text.slice(at, start);
    const goesOn = result === '' || /^\n(?:#|\/\/|--) MAGIC ?$/.test(between);
    result += `${goesOn ? blank(between) : `;${blank(between).slice(1)}`}${text.slice(start, end)}`;
    at = end;
  }
  return result + (at < text.length ? `;${blank(text.slice(at)).slice(1)}` : '');
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

const notebook = record({ cells: list(record({ cell_type: text, source: oneOrMany(text) })) });

/** Cells that begin with `%%sql` or `%sql`, and SQL in the strings of the others. What is no notebook holds none. */
function notebookSql(content: string): string {
  const parsed = parseDocument(content, 'json');
  const { cells: all = [] } = ('value' in parsed && notebook(parsed.value, newDecoding())) || {};
  const cells = all.filter((cell) => cell.cell_type === 'code').map(({ source = [] }) => source.join(''));
  const pieces = cells.map((cell) => {
    const [magic] = /^\s*%%?(?:big)?sql[^\n]*\n?/.exec(cell) ?? [];
    return magic === undefined ? kept(cell, strings(cell)).trim() : cell.slice(magic.length);
  });
  return pieces.filter((piece) => piece !== '' && piece !== ';').join('\n;\n');
}
