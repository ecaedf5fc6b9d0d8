/**
 * Text → plans → sections. A plan is what one query execution printed; sections come in a fixed order, so that a header
 * that steps back begins the next plan. Text around them (a log, a notebook's output) belongs to none.
 */
import type { Span } from '../base/span.js';
import type { PlanText, Section, SectionKind } from './plan.js';
import { drawTree, startsTree } from './tree.js';

const HEADERS: ReadonlyMap<string, SectionKind> = new Map([
  ['== Parsed Logical Plan ==', 'parsed'],
  ['== Analyzed Logical Plan ==', 'analyzed'],
  ['== Optimized Logical Plan ==', 'optimized'],
  ['== Physical Plan ==', 'physical'],
]);

const ORDER: readonly SectionKind[] = ['parsed', 'analyzed', 'optimized', 'physical'];

interface Header {
  readonly kind: SectionKind;
  readonly start: number;
  readonly end: number;
}

/** The plans in a text, each with its sections; none when nothing in it looks like a plan. */
export function splitPlans(text: string): PlanText[] {
  const headers = findHeaders(text);
  const first = headers[0];
  const plans: PlanText[] = first === undefined || first.start > 0 ? barePlans(text, first?.start ?? text.length) : [];
  let sections: Section[] = [];
  let start = first?.start ?? 0;
  for (const [at, header] of headers.entries()) {
    const previous = sections.at(-1);
    if (previous !== undefined && !follows(text, previous, header)) {
      plans.push({ span: { start, end: header.start }, sections });
      sections = [];
      start = header.start;
    }
    const end = headers[at + 1]?.start ?? text.length;
    sections.push({ kind: header.kind, span: { start: Math.min(header.end + 1, end), end } });
  }
  if (sections.length > 0) plans.push({ span: { start, end: text.length }, sections });
  return plans;
}

/** Whether a text holds a plan: what a command uses to tell plans from SQL. */
export function looksLikePlan(text: string): boolean {
  return findHeaders(text).length > 0 || barePlans(text, text.length).length > 0;
}

/** The sections of one plan only go forward; EXPLAIN CODEGEN repeats the physical one, a subtree at a time. */
function follows(text: string, previous: Section, header: Header): boolean {
  if (ORDER.indexOf(header.kind) > ORDER.indexOf(previous.kind)) return true;
  return text.startsWith('== Subtree ', header.start) && !text.startsWith('== Subtree 1 ', header.start);
}

/** Trees without any header, a blank line between them: `plan.toString`, `numberedTreeString`. */
function barePlans(text: string, end: number): PlanText[] {
  const plans: PlanText[] = [];
  for (let start = skipBlank(text, 0, end); start < end && startsTree(text, start, end); ) {
    const next = skipBlank(text, drawTree(text, start, end).end, end);
    const span = { start, end: next < end && startsTree(text, next, end) ? next : end };
    plans.push({ span, sections: [{ kind: bareKind(text.slice(span.start, span.end)), span }] });
    start = span.end;
  }
  return plans;
}

function bareKind(tree: string): SectionKind {
  return /(FileScan|BatchScan|HashAggregate\(|Exchange|AdaptiveSparkPlan|\*\(\d+\) )/.test(tree) ? 'physical' : 'analyzed';
}

function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) <= 32) at++;
  return at;
}

function findHeaders(text: string): Header[] {
  const headers: Header[] = [];
  for (let at = text.indexOf('== '); at >= 0; at = text.indexOf('== ', at + 3)) {
    const header = headerAt(text, at);
    if (header !== undefined && isHeader(text, header, headers.at(-1))) headers.push(header);
  }
  return headers;
}

function headerAt(text: string, start: number): Header | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  for (let i = lineStart; i < start; i++) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 124 /* | of a printed table */ && code !== 9) return undefined;
  }
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  if (end - start > 120) return undefined;
  const line = text.slice(start, end).trimEnd();
  const kind = HEADERS.get(line) ?? (line.startsWith('== Subtree ') ? 'physical' : undefined);
  return kind && { kind, start, end };
}

/** A literal may hold a header and Spark prints it raw: no connector can follow a real one, and it stands after a blank line or steps forward. */
function isHeader(text: string, header: Header, previous: Header | undefined): boolean {
  const next = header.end + 1;
  if (/^[:| ]*[:+]- /.test(text.slice(next, next + 200))) return false;
  if (previous === undefined) return true;
  const lineStart = text.lastIndexOf('\n', header.start - 1) + 1;
  const blank = lineStart < 2 || text.charCodeAt(lineStart - 2) === 10 || text.startsWith('\r\n\r\n', lineStart - 4);
  return blank || ORDER.indexOf(header.kind) > ORDER.indexOf(previous.kind);
}

/** Where a section's tree begins: after the schema line or the error message; undefined when it has none. */
export function treeStart(text: string, section: Span): number | undefined {
  for (let line = section.start; line < section.end; ) {
    if (startsTree(text, line, section.end)) return line;
    const newline = text.indexOf('\n', line);
    if (newline < 0 || newline >= section.end) return undefined;
    line = newline + 1;
  }
  return undefined;
}
