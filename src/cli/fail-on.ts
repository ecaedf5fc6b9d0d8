/** `--fail-on`: what ends a command with exit code 1. One option, with the same words in every command that can find something. */
import type { Command } from 'commander';
import type { BriefAnalysis, Diagnostic, DiagnosticCode, Project } from '../index.js';
import { didYouMean } from './did-you-mean.js';
import { type ExitCode, UsageError } from './io.js';

/** What a text or a project can have; each command knows some of them. */
export type Finding = 'syntax' | 'unknown-column' | 'incomplete' | 'warning' | 'error';

/** What each command about a project can find. */
export const IN_PROJECTS: readonly Finding[] = ['syntax', 'unknown-column', 'incomplete', 'warning'];

export interface FailOnOptions {
  readonly failOn: ReadonlySet<Finding>;
}

/** Adds the option. An unknown word is wrong usage: a check that never fails would go unseen. */
export function addFailOnOption(command: Command, known: readonly Finding[], fallback?: Finding): Command {
  const option = command
    .createOption('--fail-on <list>', `end with 1 where there is any of ${known.join(', ')}; or none`)
    .default(new Set(fallback === undefined ? [] : [fallback]), fallback ?? 'none')
    .argParser((list) => readList(list, known, command.name()));
  return command.addOption(option);
}

function readList(list: string, known: readonly Finding[], command: string): ReadonlySet<Finding> {
  const findings = new Set<Finding>();
  for (const word of list.split(',').map((each) => each.trim())) {
    const finding = known.find((each) => each === word.toLowerCase());
    if (finding !== undefined) findings.add(finding);
    else if (word.toLowerCase() !== 'none') {
      const words = [...known, 'none'];
      throw new UsageError(`${command} --fail-on knows no '${word}'`, didYouMean(word, words) ?? `it knows: ${words.join(', ')}`);
    }
  }
  return findings;
}

export function exitCodeOf(found: ReadonlySet<Finding>, { failOn }: FailOnOptions): ExitCode {
  return [...failOn].some((finding) => found.has(finding)) ? 1 : 0;
}

/** Codes that say that something of the lineage is not there, or not certain. */
const INCOMPLETE: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'syntax',
  'depth-limit',
  'unknown-table',
  'unknown-column',
  'ambiguous-column',
  'open-star',
  'cut',
  'dynamic-name',
  'union-by-name-guess',
  'unsupported',
  'truncated-plan',
  'internal-error',
]);

/** What a script or a plan has. */
export function findingsOf({ ok, diagnostics }: Pick<BriefAnalysis, 'ok' | 'diagnostics'>): ReadonlySet<Finding> {
  const found = severitiesOf(diagnostics);
  if (!ok) found.add('syntax');
  if (diagnostics.some(({ code }) => code === 'unknown-column')) found.add('unknown-column');
  if (!ok || diagnostics.some(({ code }) => INCOMPLETE.has(code))) found.add('incomplete');
  return found;
}

/** What a project has, whichever part of it a command shows: what is missing elsewhere may be missing here. */
export function findingsIn({ units, diagnostics }: Project): ReadonlySet<Finding> {
  const found = severitiesOf(diagnostics);
  for (const { unit, complete, reasons } of units) {
    if (unit.kind === 'source' || unit.kind === 'seed') continue;
    if (!complete) found.add('incomplete');
    for (const { code } of reasons) if (code === 'syntax' || code === 'unknown-column') found.add(code);
  }
  return found;
}

function severitiesOf(diagnostics: readonly Diagnostic[]): Set<Finding> {
  const found = new Set<Finding>();
  for (const { severity } of diagnostics) {
    if (severity === 'error') found.add('error');
    if (severity !== 'info') found.add('warning');
  }
  return found;
}
