/** The batch contract: one JSON object in, one out. Written for many small requests: text is put together, not objects. */
import { chooseDialect, isOk } from './analyze.js';
import { planDiagnostics, resolvePlanText } from './analyze-plan.js';
import type { Diagnostic } from './base/diagnostic.js';
import { LineIndex } from './base/line-index.js';
import type { Catalog } from './catalog/catalog.js';
import { catalogOfSchema } from './catalog/memory.js';
import type { FunctionOptions } from './functions/added.js';
import { lineageJson } from './lineage/json.js';
import { inTextOrder } from './lineage/script.js';
import { resolveScript } from './resolve/sql/script.js';
import { parse } from './sql/parser/index.js';

/** What serves requests that do not say it themselves. */
export interface BatchDefaults extends FunctionOptions {
  readonly dialect?: string;
  readonly catalog?: Catalog;
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
}

interface Request {
  readonly id?: unknown;
  readonly sql?: unknown;
  readonly plan?: unknown;
  readonly dialect?: unknown;
  readonly schema?: unknown;
  readonly defaultDatabase?: unknown;
  readonly defaultSchema?: unknown;
}

/** Answers one line of input with one line of output (without its line break). Never throws. */
export function answer(line: string, defaults: BatchDefaults): string {
  let request: Request;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return refusal(null, 'A request is a JSON object.');
    request = value;
  } catch (error) {
    return refusal(null, `The line is not valid JSON: ${(error as Error).message}`);
  }
  const id = request.id ?? null;
  if (typeof request.plan === 'string') return answerPlan(id, request.plan, defaults);
  if (typeof request.sql !== 'string') return refusal(id, 'A request needs "sql" or "plan", a string.');
  return answerSql(id, request.sql, request, defaults);
}

function answerSql(id: unknown, sql: string, request: Request, defaults: BatchDefaults): string {
  const { dialect, diagnostics } = chooseDialect(text(request.dialect) ?? defaults.dialect, sql);
  const parsed = parse(sql, dialect);
  const script = resolveScript(parsed.script, sql, dialect, {
    catalog: isSchema(request.schema) ? catalogOfSchema(request.schema) : defaults.catalog,
    defaultDatabase: text(request.defaultDatabase) ?? defaults.defaultDatabase,
    defaultSchema: text(request.defaultSchema) ?? defaults.defaultSchema,
    functions: defaults.functions,
    masking: defaults.masking,
    advice: false,
  });
  const all = [...diagnostics, ...parsed.diagnostics, ...script.statements.flatMap((statement) => statement.diagnostics)];
  return `{"id":${JSON.stringify(id)},"ok":${isOk(parsed.diagnostics)},${lineageJson(script)},"diagnostics":${diagnosticsJson(inTextOrder(all), sql)}}`;
}

function answerPlan(id: unknown, plan: string, defaults: BatchDefaults): string {
  const script = resolvePlanText(plan, defaults);
  const diagnostics = planDiagnostics(script, plan);
  return `{"id":${JSON.stringify(id)},"ok":${isOk(diagnostics)},${lineageJson(script)},"diagnostics":${diagnosticsJson(diagnostics, plan)}}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isSchema(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(id: unknown, message: string): string {
  return JSON.stringify({ id, ok: false, diagnostics: [{ severity: 'error', code: 'bad-request', message }] });
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
