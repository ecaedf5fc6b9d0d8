/** The batch contract: one JSON object in, one out. Written for many small requests: text is put together, not objects. */
import { chooseDialect, isOk } from './analyze.js';
import { planDiagnostics, resolvePlanText } from './analyze-plan.js';
import {
  anything,
  complain,
  type Decoded,
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
import type { Catalog } from './catalog/catalog.js';
import type { FunctionOptions } from './functions/added.js';
import { lineageJson, statementJson } from './lineage/json.js';
import { inTextOrder } from './lineage/script.js';
import { catalogOfSchema } from './read/schema-object.js';
import { resolveScript } from './resolve/sql/script.js';
import { read } from './sql/parser/index.js';

/** What serves requests that do not say it themselves. */
export interface BatchDefaults extends FunctionOptions {
  readonly dialect?: string;
  readonly catalog?: Catalog;
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
}

const MEMBERS = { id: anything, sql: text, plan: text, dialect: text, schema: object, defaultDatabase: text, defaultSchema: text };

const decodeRequest = record(MEMBERS);

type Request = Decoded<typeof decodeRequest>;

/**
 * Answers one line of input with one line of output (without its line break). Never throws: what is wrong with the request is a
 * diagnostic, and so is what should fail within.
 */
export function answer(line: string, defaults?: BatchDefaults | null): string {
  return inOneLine(reply(line, defaults ?? {}));
}

/** The answer to a line that cannot be read. */
export function refuse(problem: string): string {
  return inOneLine(refusal('null', problem));
}

function reply(line: string, defaults: BatchDefaults): string {
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
function answerRequest(id: string, value: Readonly<Record<string, unknown>>, defaults: BatchDefaults): string {
  const document = newDecoding();
  const request = decodeRequest(value, document) ?? {};
  for (const name of Object.keys(value)) if (!Object.hasOwn(MEMBERS, name)) decodeAt(name, noMember, value[name], document);
  const catalog = request.schema && decodeAt('schema', catalogOfSchema, request.schema, document);
  const before = problemsOf(document).map((problem) => badRequest(problem));
  if (request.plan !== undefined) return answerPlan(id, request.plan, defaults, before);
  if (request.sql !== undefined) return answerSql(id, request.sql, request, catalog ?? defaults.catalog, defaults, before);
  return refusal(id, 'A request needs "sql" or "plan", a string.', problemsOf(document).join(' '));
}

function noMember(_value: unknown, document: Decoding): undefined {
  return complain(document, `means nothing: the members of a request are ${Object.keys(MEMBERS).join(', ')}`);
}

function answerSql(
  id: string,
  sql: string,
  request: Request,
  catalog: Catalog | undefined,
  defaults: BatchDefaults,
  before: readonly Diagnostic[],
): string {
  const { dialect, diagnostics } = chooseDialect(request.dialect ?? defaults.dialect, sql);
  const reading = read(sql, dialect);
  const statements = new Pieces();
  const said: (readonly Diagnostic[])[] = [];
  const options = {
    catalog,
    defaultDatabase: request.defaultDatabase ?? defaults.defaultDatabase,
    defaultSchema: request.defaultSchema ?? defaults.defaultSchema,
    functions: defaults.functions,
    masking: defaults.masking,
    advice: false,
    types: false,
  };
  const script = resolveScript(reading.statements, sql, dialect, options, (statement) => {
    statements.add(`,${statementJson(statement)}`);
    said.push(statement.diagnostics);
  });
  const lineage = lineageJson(script, statements.toString().slice(1));
  const all = inTextOrder([...before, ...diagnostics, ...reading.diagnostics, ...said.flat(), ...script.diagnostics, ...script.cut]);
  return `{"id":${id},"ok":${isOk(reading.diagnostics)},${lineage},"diagnostics":${diagnosticsJson(all, sql)}}`;
}

function answerPlan(id: string, plan: string, defaults: BatchDefaults, before: readonly Diagnostic[]): string {
  const script = resolvePlanText(plan, defaults);
  const lineage = lineageJson(script, script.statements.map(statementJson).join(','));
  const diagnostics = [...before, ...script.cut, ...planDiagnostics(script, plan)];
  return `{"id":${id},"ok":${isOk(diagnostics)},${lineage},"diagnostics":${diagnosticsJson(diagnostics, plan)}}`;
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
