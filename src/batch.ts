/** The batch contract: one JSON object in, one out. Written for many small requests: text is put together, not objects. */
import { type AnalyzeOptions, readOptions, readSettings, SETTING_NAMES } from './analyze/options.js';
import { resolvePlanText } from './analyze/plan.js';
import { openDecoded, type Resolved, resolveReading } from './analyze/resolve.js';
import {
  anything,
  complain,
  type Decoding,
  decodeAt,
  isRecord,
  nestsDeeper,
  newDecoding,
  object,
  problemsOf,
  record,
  text,
} from './base/decode.js';
import { badRequest, type Diagnostic } from './base/diagnostic.js';
import { faultOf } from './base/fault.js';
import { LineIndex } from './base/line-index.js';
import { Pieces } from './base/pieces.js';
import { lineageJson, statementJson } from './lineage/json.js';
import { inTextOrder } from './lineage/script.js';
import type { ResolvedStatement } from './lineage/statement.js';
import { adviseQuickly } from './lint/run.js';
import { catalogOfSchema } from './read/schema-object.js';
import { read } from './sql/parser/index.js';

/** What serves requests that do not say it themselves. */
export type BatchDefaults = AnalyzeOptions;

const decodeRequest = record({ id: anything, sql: text, plan: text, dialect: text, schema: object });

const MEMBERS = ['id', 'sql', 'plan', 'dialect', 'schema', ...SETTING_NAMES];

/**
 * Answers one line of input with one line of output (without its line break). Never throws: what is wrong with the request is a
 * diagnostic, and so is what should fail within.
 */
export function answer(line: string, defaults?: BatchDefaults | null): string {
  return inOneLine(reply(line, knownDefaults(defaults ?? NONE)));
}

type Defaults = ReturnType<typeof readOptions>;

const NONE: BatchDefaults = {};

/** Read once: the same record serves many lines. */
const READ = new WeakMap<BatchDefaults, Defaults>();

function knownDefaults(given: BatchDefaults): Defaults {
  const known = READ.get(given) ?? readOptions(given);
  if (typeof given === 'object') READ.set(given, known);
  return known;
}

/** The answer to a line that cannot be read. */
export function refuse(problem: string): string {
  return inOneLine(refusal('null', problem));
}

function reply(line: string, defaults: Defaults): string {
  let request: unknown;
  try {
    // Some programs begin whatever they write with a byte order mark.
    request = JSON.parse(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line);
  } catch (error) {
    return refusal('null', `The line is not valid JSON: ${(error as Error).message}`);
  }
  if (!isRecord(request)) return refusal('null', 'A request is a JSON object.');
  let id: string | undefined;
  try {
    id = idJson(request['id'] ?? null);
    if (id === undefined) return refusal('null', `/id is too long, or nests more than ${MOST_LEVELS_OF_ID} levels deep.`);
    return answerRequest(id, request, defaults);
  } catch (error) {
    return failure(id ?? 'null', faultOf(error, reply.name));
  }
}

const MOST_LEVELS_OF_ID = 100;
const LONGEST_ID = 1_000_000;

/** The id as it is echoed; undefined where that asks too much. */
function idJson(id: unknown): string | undefined {
  if (typeof id === 'object' && nestsDeeper(id, MOST_LEVELS_OF_ID)) return undefined;
  if (typeof id === 'string' && id.length > LONGEST_ID) return undefined;
  const json = JSON.stringify(id);
  return json.length > LONGEST_ID ? undefined : json;
}

/** `id`: JSON, here and below. */
function answerRequest(id: string, value: Readonly<Record<string, unknown>>, { options: defaults, diagnostics }: Defaults): string {
  const document = newDecoding();
  const { sql, plan, schema, dialect = defaults.dialect } = decodeRequest(value, document) ?? {};
  const settings = readSettings(value, document);
  for (const name of Object.keys(value)) if (!MEMBERS.includes(name)) decodeAt(name, noMember, value[name], document);
  const catalog = schema && decodeAt('schema', catalogOfSchema, schema, document);
  const problems = problemsOf(document);
  const before = [...diagnostics, ...problems.map((problem) => badRequest(problem))];
  const options = { ...defaults, ...settings, dialect, catalog: catalog ?? defaults.catalog, check: adviseQuickly };
  if (plan !== undefined) return answerWith(id, before, plan, (take) => resolvePlanText(plan, options, take));
  if (sql === undefined) return refusal(id, 'A request needs "sql" or "plan", a string.', problems.join(' '));
  const opened = openDecoded(sql, options);
  return answerWith(id, before, sql, (take) => resolveReading(opened, read(sql, opened.dialect), take));
}

function noMember(_value: unknown, document: Decoding): undefined {
  return complain(document, `means nothing: the members of a request are ${MEMBERS.join(', ')}`);
}

function answerWith(
  id: string,
  before: readonly Diagnostic[],
  of: string,
  resolve: (take: (statement: ResolvedStatement) => void) => Resolved,
): string {
  const statements = new Pieces();
  const { ok, script, diagnostics } = resolve((statement) => statements.add(`,${statementJson(statement)}`));
  const lineage = lineageJson(script, statements.toString().slice(1));
  const all = inTextOrder([...before, ...diagnostics, ...script.cut]);
  return `{"id":${id},"ok":${ok},${lineage},"diagnostics":${diagnosticsJson(all, of)}}`;
}

function refusal(id: string, problem: string, hint = ''): string {
  return failure(id, { ...badRequest(problem, 'error'), ...(hint !== '' && { hint }) });
}

function failure(id: string, diagnostic: Diagnostic): string {
  return `{"id":${id},"ok":false,"diagnostics":[${JSON.stringify(diagnostic)}]}`;
}

/** JSON leaves these as they are, and some readers end a line at them. They can only stand within strings. */
const LINE_ENDS = [
  ['\u0085', '\\u0085'],
  ['\u2028', '\\u2028'],
  ['\u2029', '\\u2029'],
] as const;

function inOneLine(json: string): string {
  return LINE_ENDS.reduce((line, [end, escaped]) => (line.includes(end) ? line.replaceAll(end, escaped) : line), json);
}

/** Each diagnostic with its line and column, counted from 1. */
function diagnosticsJson(diagnostics: readonly Diagnostic[], sql: string): string {
  if (diagnostics.length === 0) return '[]';
  const lines = new LineIndex(sql);
  return JSON.stringify(
    diagnostics.map(({ severity, code, message, expected, hint, span }) => {
      if (span === undefined) return { severity, code, message, expected, hint };
      const { line, column } = lines.locate(span.start);
      return { severity, code, message, expected, hint, span: [span.start, span.end], line, column };
    }),
  );
}
