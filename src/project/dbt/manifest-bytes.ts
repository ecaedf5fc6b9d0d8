/**
 * A manifest that is longer than a string can be (half a gigabyte), from its bytes: one node at a time, so that never more of it
 * is in memory as text than a node, and nothing of what is not read.
 */
import { isRecord } from '../../base/decode.js';
import type { Manifest } from './manifest-types.js';

const GROUPS: ReadonlySet<string> = new Set([
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'unit_tests',
] satisfies (keyof Manifest)[]);

/** Throws SyntaxError for what is not valid JSON (as far as it is read), as JSON.parse does. */
export function parseManifestBytes(bytes: Uint8Array): unknown {
  const groups: [string, unknown][] = [];
  forEachMember(bytes, 0, (name, start) => {
    const isGroup = GROUPS.has(name) && bytes[start] === OPEN_BRACE;
    if (name === 'metadata' || (GROUPS.has(name) && !isGroup)) groups.push([name, valueAt(bytes, start)]);
    if (!isGroup) return;
    const nodes: [string, unknown][] = [];
    forEachMember(bytes, start, (id, at) => nodes.push([id, withoutNeedlessCode(valueAt(bytes, at))]));
    groups.push([name, Object.fromEntries(nodes)]);
  });
  return Object.fromEntries(groups);
}

function withoutNeedlessCode(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const { raw_code: _code, raw_sql: _sql, ...rest } = node;
  const compiled = node['compiled_code'] ?? node['compiled_sql'];
  return typeof compiled === 'string' && compiled.trim() !== '' ? rest : node;
}

/** Made when it is used: the library also loads where there is none. */
let decoder: InstanceType<typeof TextDecoder> | undefined;

/** Bytes of a node that is sure to fit a string. */
const LONGEST_VALUE = 400_000_000;

function valueAt(bytes: Uint8Array, start: number, end = endOfValue(bytes, start)): unknown {
  if (end - start > LONGEST_VALUE) throw new SyntaxError(`the value at byte ${start} is longer than ${LONGEST_VALUE / 1_000_000} MB`);
  decoder ??= new TextDecoder();
  return JSON.parse(decoder.decode(bytes.subarray(start, end)));
}

/** `start`: an object's first character, or white space before it. */
function forEachMember(bytes: Uint8Array, start: number, visit: (name: string, valueStart: number) => unknown): void {
  let at = behind(bytes, start, OPEN_BRACE);
  if (bytes[skipSpace(bytes, at)] === CLOSE_BRACE) return;
  for (;;) {
    const name = skipSpace(bytes, at);
    at = endOfValue(bytes, name);
    const value = skipSpace(bytes, behind(bytes, at, COLON));
    visit(valueAt(bytes, name, at) as string, value);
    at = skipSpace(bytes, endOfValue(bytes, value));
    if (bytes[at] === CLOSE_BRACE) return;
    at = behind(bytes, at, COMMA);
  }
}

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 92, 44, 58, 123, 125, 91, 93];

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] as number) <= 32) at++;
  return at;
}

/** Behind the character that has to come next. */
function behind(bytes: Uint8Array, start: number, wanted: number | undefined): number {
  const at = skipSpace(bytes, start);
  if (bytes[at] !== wanted) throw new SyntaxError(`unexpected character at byte ${at}`);
  return at + 1;
}

function endOfValue(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const char = bytes[at];
    if (char === QUOTE) {
      at = endOfString(bytes, at);
      if (depth === 0) return at;
      continue;
    }
    if (char === OPEN_BRACE || char === OPEN_BRACKET) depth++;
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      if (depth === 0) return at; // the end of a number or a word
      if (--depth === 0) return at + 1;
    } else if (char === COMMA && depth === 0) return at;
    at++;
  }
  throw new SyntaxError('it ends in the middle');
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let end = bytes.indexOf(QUOTE as number, start + 1); end > 0; end = bytes.indexOf(QUOTE as number, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  throw new SyntaxError('it ends within a string');
}
