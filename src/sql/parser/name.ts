/** Names: one part, a column's, a dataset's. */
import type { Terminal } from '../terminals.js';
import { TokenKind } from '../tokens.js';
import type { DatasetName, Identifier } from '../tree.js';
import {
  advance,
  at,
  atEnd,
  type Cursor,
  eat,
  endOf,
  expect,
  fail,
  peek,
  peekKind,
  skipBalanced,
  spanFrom,
  startFrom,
  startOf,
  textOf,
  touches,
} from './cursor.js';

// ── One part ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The token as an identifier, whatever word it is. */
export function takeIdentifier(p: Cursor): Identifier {
  const start = startOf(p);
  let end = p.tokens.ends[p.pos] as number;
  const quoted = p.kind === TokenKind.Quoted || p.kind === TokenKind.String;
  let name = quoted ? unquote(p.text, start, end) : p.text.slice(start, end);
  advance(p);
  // `{{ prefix }}_name` and `name_{{ suffix }}` are one name with a hole
  while (
    (p.kind === TokenKind.Template || p.tokens.kinds[p.pos - 1] === TokenKind.Template) &&
    touches(p) &&
    (p.kind === TokenKind.Word || p.kind === TokenKind.Template)
  ) {
    name += textOf(p);
    end = p.tokens.ends[p.pos] as number;
    advance(p);
  }
  return { kind: 'identifier', name, quoted, start, end };
}

/** The text inside quotes, with doubled quotes and brackets undone. */
export function unquote(text: string, from: number, end: number): string {
  const start = (text.charCodeAt(from) | 32) === 117 && text.charCodeAt(from + 1) === 38 ? from + 2 : from; // U&"name"
  const open = text.charCodeAt(start);
  const close = open === 91 ? 93 : open;
  const inner = text.slice(start + 1, end > start + 1 && text.charCodeAt(end - 1) === close ? end - 1 : end);
  const closer = String.fromCharCode(close);
  return inner.includes(closer) ? inner.replaceAll(closer + closer, closer) : inner;
}

export const noName = (p: Cursor): Identifier => ({ kind: 'identifier', name: '', quoted: false, start: endOf(p), end: endOf(p) });

/** A word that is not reserved, or a quoted name. */
export function atName(p: Cursor): boolean {
  if (p.kind === TokenKind.Word) return p.words.reserved[p.tokens.terminals[p.pos] as number] === 0;
  return p.kind === TokenKind.Quoted || p.kind === TokenKind.Template || (p.kind === TokenKind.Parameter && textOf(p).startsWith('${'));
}

/** name := a word that is not reserved | a quoted name */
export function parseIdentifier(p: Cursor, what = 'a name'): Identifier {
  if (atName(p) || (p.kind === TokenKind.String && p.grammar.stringNames)) return takeIdentifier(p);
  if (p.kind === TokenKind.Word && p.words.reserved[p.tokens.terminals[p.pos] as number] === 1)
    fail(p, [what], `${p.word} is a reserved word here: quote it to use it as a name`);
  else fail(p, [what]);
  return noName(p);
}

/** Any word may stand where only a name can: after a dot, after AS in a select list. */
export function parseLabel(p: Cursor, what = 'a name'): Identifier {
  if (p.kind === TokenKind.Word || p.kind === TokenKind.Quoted || p.kind === TokenKind.Template || p.kind === TokenKind.Parameter)
    return takeIdentifier(p);
  if (p.kind === TokenKind.String && p.grammar.stringAliases) return takeIdentifier(p);
  fail(p, [what]);
  return noName(p);
}

/** names := '(' name, … ')' */
export function parseNameList(p: Cursor): Identifier[] {
  const names: Identifier[] = [];
  if (!expect(p, '(')) return names;
  do {
    if (at(p, ')')) break;
    names.push(parseIdentifier(p, 'a column name'));
  } while (eat(p, ','));
  expect(p, ')');
  return names;
}

// ── Dataset names ────────────────────────────────────────────────────────────────────────────────────────────────────

export const FILE_FORMATS: ReadonlySet<string> = new Set([
  'parquet',
  'csv',
  'json',
  'orc',
  'delta',
  'text',
  'avro',
  'binaryfile',
  'iceberg',
  'xml',
]);

export function atDatasetName(p: Cursor): boolean {
  return (
    atName(p) ||
    p.kind === TokenKind.Stage ||
    ((p.word === '.' || p.word === '..') && p.dialect.lex.bracketNames === 'always') ||
    p.kind === TokenKind.Parameter ||
    (p.kind === TokenKind.String && p.grammar.pathTables) ||
    (p.word === 'IDENTIFIER' && peek(p) === '(')
  );
}

/** `@stage/path/file.csv`: whatever stands close behind a variable makes a stage of it. */
function withPath(p: Cursor, variable: DatasetName): DatasetName {
  const { start } = variable;
  if (p.text.charAt(start) !== '@' || !(at(p, '/') || at(p, '.')) || !touches(p)) return variable;
  while (!atEnd(p) && touches(p) && !at(p, ')') && !at(p, ';') && !at(p, ',') && !at(p, '(')) advance(p);
  const end = endOf(p);
  const part: Identifier = { kind: 'identifier', name: p.text.slice(start, end), quoted: false, start, end };
  return { kind: 'dataset-name', form: 'stage', parts: [part], start, end };
}

/** dataset := name { '.' name } | path | @stage | variable | template | IDENTIFIER '(' … ')' */
export function parseDatasetName(p: Cursor, what = 'a table name'): DatasetName {
  const start = startOf(p);
  if (p.kind === TokenKind.Stage) return onePart(p, 'stage');
  if (p.kind === TokenKind.Parameter && !textOf(p).startsWith('${')) return withPath(p, onePart(p, 'variable'));
  if (p.kind === TokenKind.String) return onePart(p, 'path', what);
  if (p.word === 'IDENTIFIER' && peek(p) === '(') return parseIdentifierCall(p);
  if ((at(p, '.') || at(p, '..')) && p.dialect.lex.bracketNames === 'always') return parseOmittedParts(p, start);
  if (!atName(p)) {
    const part = parseIdentifier(p, what);
    return { kind: 'dataset-name', form: 'name', parts: part.name === '' ? [] : [part], start: part.start, end: part.end };
  }
  const template = p.kind === TokenKind.Template;
  const parts = template ? templateParts(takeIdentifier(p)) : [takeDashedIdentifier(p)];
  while (at(p, '.') || at(p, '..')) {
    const omitted = at(p, '..') && p.grammar.emptyNameParts;
    if (at(p, '..') && !omitted) fail(p, ['a name']);
    advance(p);
    if (at(p, '*') && p.grammar.deleteStars) {
      advance(p); // MySQL: DELETE t.* FROM …
      break;
    }
    if (omitted) parts.push(noName(p));
    if (p.kind === TokenKind.String && p.grammar.stringNames) parts.push(takeIdentifier(p));
    else if (p.kind === TokenKind.Template) parts.push(...templateParts(takeIdentifier(p)));
    else if (p.kind === TokenKind.Number && touches(p)) parts.push(takeIdentifier(p));
    else parts.push(p.kind === TokenKind.Word || p.kind === TokenKind.Quoted ? takeDashedIdentifier(p) : parseLabel(p));
  }
  if (at(p, '@') && touches(p) && peekKind(p) === TokenKind.Word && !p.grammar.versionSuffix) {
    // a database link (Oracle): `t@remote.example.com`
    advance(p);
    const last = parts.pop() as Identifier;
    let link = takeIdentifier(p);
    while (at(p, '.') && touches(p)) {
      advance(p); // a link with its domain: `t@remote.example.com`
      const next = takeIdentifier(p);
      link = { ...link, name: `${link.name}.${next.name}`, end: next.end };
    }
    parts.push({ ...last, name: `${last.name}@${link.name}`, end: link.end });
  }
  const last = parts.at(-1) as Identifier;
  const [first, second] = parts;
  if (parts.length === 2 && second?.quoted && /[/.:]/.test(second.name) && FILE_FORMATS.has((first as Identifier).name.toLowerCase()))
    return { kind: 'dataset-name', form: 'path', parts: [second], start: startFrom(p, start), end: endOf(p) };
  const form = template ? 'template' : !last.quoted && last.name.startsWith('#') ? 'temporary' : 'name';
  return { kind: 'dataset-name', form, parts, start: startFrom(p, start), end: endOf(p) };
}

/** T-SQL: `..t`, `.t`, `...t`: everything before the name is omitted. */
function parseOmittedParts(p: Cursor, start: number): DatasetName {
  while (at(p, '.') || at(p, '..')) advance(p);
  const part = parseIdentifier(p, 'a table name');
  return {
    kind: 'dataset-name',
    form: part.name.startsWith('#') ? 'temporary' : 'name',
    parts: [part],
    start: startFrom(p, start),
    end: endOf(p),
  };
}

function onePart(p: Cursor, form: 'stage' | 'variable' | 'path', what?: string): DatasetName {
  const { start } = spanFrom(p, startOf(p));
  if (form === 'path' && !p.grammar.pathTables && !p.grammar.stringNames) {
    fail(p, [what ?? 'a table name']);
    return { kind: 'dataset-name', form, parts: [], start, end: start };
  }
  const part = takeIdentifier(p);
  // a string that holds a stage's address is that stage: '@s/dir'
  const named = form === 'path' && part.name.startsWith('@') ? 'stage' : form;
  return { kind: 'dataset-name', form: named, parts: [part], start: part.start, end: part.end };
}

/** BigQuery: `my-project.ds.t`, a name with dashes where a dataset's is expected. */
function takeDashedIdentifier(p: Cursor): Identifier {
  const first = takeIdentifier(p);
  if (!p.dialect.lex.dashedNames || first.quoted) return first;
  let end = first.end;
  while (
    at(p, '-') &&
    touches(p) &&
    (peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Number) &&
    p.tokens.starts[p.pos + 1] === p.tokens.ends[p.pos]
  ) {
    advance(p);
    end = p.tokens.ends[p.pos] as number;
    advance(p);
  }
  return end === first.end ? first : { ...first, name: p.text.slice(first.start, end), end };
}

/** IDENTIFIER '(' 'a.b' | a.b | $var | expr ')' */
function parseIdentifierCall(p: Cursor): DatasetName {
  const start = startOf(p);
  advance(p);
  if (peekKind(p) === TokenKind.String && peek(p, 2) === ')') {
    advance(p);
    const text = takeIdentifier(p);
    advance(p);
    return { ...namedByString(text), start: startFrom(p, start), end: endOf(p) };
  }
  if ((peekKind(p) === TokenKind.Word || peekKind(p) === TokenKind.Quoted) && (peek(p, 2) === ')' || peek(p, 2) === '.')) {
    advance(p);
    const parts = [takeIdentifier(p)];
    while (eat(p, '.')) parts.push(takeIdentifier(p));
    expect(p, ')');
    // a variable's name, if one was declared; else the dataset's own
    const form = parts.length === 1 ? 'variable' : 'name';
    return { kind: 'dataset-name', form, parts, start: startFrom(p, start), end: endOf(p) };
  }
  if (peekKind(p) === TokenKind.Parameter && peek(p, 2) === ')') {
    advance(p);
    const variable = takeIdentifier(p);
    advance(p);
    return { kind: 'dataset-name', form: 'variable', parts: [variable], start: startFrom(p, start), end: endOf(p) };
  }
  skipBalanced(p);
  return { kind: 'dataset-name', form: 'dynamic', parts: [], start: startFrom(p, start), end: endOf(p) };
}

/** The dataset that a string names: `'a.b'`. */
export function namedByString(text: Identifier): DatasetName {
  let offset = text.start + 1;
  const parts = text.name.split('.').map((name): Identifier => {
    const part: Identifier = {
      kind: 'identifier',
      name: name.replaceAll('"', ''),
      quoted: name.startsWith('"'),
      start: offset,
      end: offset + name.length,
    };
    offset += name.length + 1;
    return part;
  });
  return { kind: 'dataset-name', form: 'name', parts, start: text.start, end: text.end };
}

/** `{{ ref('x') }}` → x; `{{ source('s', 't') }}` → s, t; other templates → their text. */
export function templateParts(token: Identifier): Identifier[] {
  const inner = token.name.replace(/^\{\{[-+]?\s*/, '').replace(/\s*[-+]?\}\}$/, '');
  const call = /^(ref|source)\s*\(([^)]*)\)$/.exec(inner);
  if (call === null) return [{ ...token, name: inner, quoted: true }];
  const texts = [...(call[2] as string).matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
  if (texts.length === 0) return [{ ...token, name: inner, quoted: true }];
  const used = call[1] === 'ref' ? texts.slice(-1) : texts;
  return used.map((name) => ({ ...token, name }));
}

/** [ONLY] name [*] | ONLY '(' name ')': a table with or without what inherits from it (PostgreSQL) */
export function parseInheritedName(p: Cursor): DatasetName {
  const open = eat(p, 'ONLY') && eat(p, '(');
  const name = parseDatasetName(p);
  if (open) expect(p, ')');
  else eat(p, '*');
  return name;
}

/** Whether a word that could be an alias opens a clause here, by what follows it: `a OFFSET 1`, `a SORT BY b`. */
export function opensClause(p: Cursor): boolean {
  switch (p.word) {
    case 'OFFSET':
    case 'LIMIT':
      return opensCount(p);
    case 'SORT':
    case 'CLUSTER':
    case 'DISTRIBUTE':
      return peek(p) === 'BY' && p.grammar.sortBy;
    default:
      return false;
  }
}

/** Whether an expression follows, and not what ends an aliased item or table. */
function opensCount(p: Cursor): boolean {
  switch (peekKind(p)) {
    case TokenKind.Number:
    case TokenKind.Parameter:
    case TokenKind.Template:
    case TokenKind.String:
      return true;
    case TokenKind.Word: {
      const next = p.tokens.terminals[p.pos + 1] as number;
      if (p.words.ends[next] === 2) return false;
      return (p.words.notTableAlias[next] === 0 && p.words.notItemAlias[next] === 0) || COUNT_WORDS.has(peek(p));
    }
    default:
      return COUNT_WORDS.has(peek(p));
  }
}

const COUNT_WORDS: ReadonlySet<Terminal> = new Set<Terminal>(['(', '-', '+', '~', 'NOT', 'EXISTS', 'CASE', 'NULL', 'CAST']);

/** Whether a keyword may be a bare alias here; any other word or quoted name may. */
export function atAlias(p: Cursor, excluded: Uint8Array): boolean {
  if (p.kind === TokenKind.Quoted) return true;
  return p.kind === TokenKind.Word && excluded[p.tokens.terminals[p.pos] as number] === 0 && !atEnd(p);
}
