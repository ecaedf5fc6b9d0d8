/** Very large scripts: the edges of every statement, without what takes the most room. */
import { type AnalyzeOptions, chooseDialect, cutOf, isOk, type ScriptAnalysis } from './analyze.js';
import type { Diagnostic } from './base/diagnostic.js';
import { type BriefStatement, describeBriefly, type KnownInputs, noteBriefly } from './lineage/brief.js';
import { limitNoted } from './lineage/budget.js';
import { inTextOrder, scriptLineage } from './lineage/script.js';
import type { StatementLineage } from './lineage/types.js';
import { resolveScript } from './resolve/sql/script.js';
import { fingerprint } from './sql/fingerprint.js';
import { read } from './sql/parser/index.js';

/** What `analyze` gives, without trees; statements have no steps, and spans only where a star stays open. */
export interface BriefAnalysis extends Omit<ScriptAnalysis, 'statements'> {
  readonly statements: readonly { readonly lineage: StatementLineage }[];
}

/**
 * The same lineage as `analyze` gives, in a fraction of the memory: no statement's tree is kept longer than it takes to read it. For
 * scripts of hundreds of thousands of statements, and for formats that show no steps. Never throws on any text.
 */
export function analyzeBriefly(sql: string, options?: AnalyzeOptions | null): BriefAnalysis {
  const { dialect, diagnostics: before } = chooseDialect(options?.dialect, sql);
  const reading = read(sql, dialect);
  const noted: BriefStatement[] = [];
  const script = resolveScript(reading.statements, sql, dialect, { ...options, types: false }, (statement, _tree, sources) => {
    noted.push(noteBriefly(statement, sources, fingerprint(reading.tokens, statement.span)));
  });
  const said: readonly Diagnostic[] = noted.flatMap((statement) => statement.diagnostics);
  const known: KnownInputs = new Map();
  const { statements, cut } = limitNoted(script.sources, noted);
  return {
    text: sql,
    dialect: dialect.name,
    ok: isOk(reading.diagnostics),
    statements: statements.map((statement) => ({ lineage: describeBriefly(statement, script.sources, known) })),
    lineage: scriptLineage(script),
    diagnostics: inTextOrder([...before, ...reading.diagnostics, ...said, ...script.diagnostics, ...cutOf(script.cut, cut)]),
  };
}
