/**
 * The corpus form: `=== title`, flags (`# dialect: snowflake`, `# schema: t(a, b) u(c)`, `# default: db.s`), the SQL, `---`,
 * then one line an output column with its sources:
 *
 *     a <- t.a IDENTITY, u.b AGGREGATION        a column of the query's result; `o.a` one of a dataset that is written
 *     rows <- t.z FILTER                        what holds for all columns; `o rows` for those of a dataset
 *     b <-                                      no source at all
 *
 * `{t,u}.c` is a column that either could own, `t.doc[a.b]` a field, `+masking` a masked edge. Lines that begin with
 * `reads:`, `writes:`, `intermediate:`, `kinds:` or `diagnostics:` are checked where they stand.
 */
import { analyze, type ScriptAnalysis } from '../../src/analyze/analyze.js';
import type { Edge, SourceColumn } from '../../src/lineage/types.js';
import { advise } from '../../src/lint/run.js';
import { catalogOfSchema } from '../../src/read/schema-object.js';

export interface LineageCase {
  readonly title: string;
  readonly flags: readonly string[];
  readonly sql: string;
  readonly expected: readonly string[];
}

export function readCases(text: string): LineageCase[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', rest = ''] = splitAt(part, '\n');
      const [body, expected] = splitAt(rest, '\n---\n');
      const lines = body.split('\n');
      const flags = lines.filter((line) => line.startsWith('# '));
      const sql = lines
        .filter((line) => !line.startsWith('# '))
        .join('\n')
        .trim();
      return { title: head.trim(), flags, sql, expected: expected.split('\n').filter((line) => line.trim() !== '') };
    });
}

export function writeCases(cases: readonly LineageCase[]): string {
  return cases.map(({ title, flags, sql, expected }) => [`=== ${title}`, ...flags, sql, '---', ...expected, ''].join('\n')).join('\n');
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

export function analyzeCase({ flags, sql }: LineageCase): ScriptAnalysis {
  const flag = (name: string) => flags.find((line) => line.startsWith(`# ${name}: `))?.slice(name.length + 4);
  const schema = flag('schema');
  const [database, defaultSchema] = flag('default')?.split('.') ?? [];
  return analyze(sql, {
    dialect: flag('dialect') ?? 'generic',
    check: advise,
    ...(schema !== undefined && { catalog: catalogOfSchema(readSchemaFlag(schema)) }),
    ...(database !== undefined && { defaultDatabase: database }),
    ...(defaultSchema !== undefined && { defaultSchema }),
  });
}

/** `t(a, b) s.u(c)` */
function readSchemaFlag(text: string): Record<string, string[]> {
  const tables = [...text.matchAll(/([^\s(]+)\(([^)]*)\)/g)];
  return Object.fromEntries(tables.map(([, name, columns]) => [name, (columns as string).split(',').map((column) => column.trim())]));
}

/** What an analysis says, line by line, with the checked lines that `wanted` has. */
export function linesOf({ lineage, statements, diagnostics }: ScriptAnalysis, wanted: readonly string[]): string[] {
  const lines = lineage.columns.map(({ dataset, column }) => {
    const sources = lineage.edges.filter((edge) => edge.to.dataset === dataset && edge.to.column === column);
    return `${dataset === null ? '' : `${dataset}.`}${column} <- ${sources.map(sourceText).join(', ')}`.trim();
  });
  for (const dataset of new Set(lineage.edges.filter((edge) => edge.to.column === null).map((edge) => edge.to.dataset))) {
    const sources = lineage.edges.filter((edge) => edge.to.column === null && edge.to.dataset === dataset);
    lines.push(`${dataset === null ? '' : `${dataset} `}rows <- ${sources.map(sourceText).join(', ')}`);
  }
  const checked: Record<string, readonly string[]> = {
    reads: lineage.reads,
    writes: lineage.writes,
    intermediate: lineage.intermediate,
    kinds: statements.map((statement) => statement.lineage.kind),
    diagnostics: diagnostics.map((diagnostic) => diagnostic.code),
  };
  for (const [name, values] of Object.entries(checked)) {
    if (wanted.some((line) => line.startsWith(`${name}:`))) lines.push(`${name}: ${values.join(', ')}`.trim());
  }
  return [...new Set(lines)];
}

function sourceText(edge: Edge): string {
  return `${columnText(edge.from)} ${edge.subtype}${edge.masking ? '+masking' : ''}`;
}

function columnText({ dataset, column, path, candidates }: SourceColumn): string {
  const owner = dataset ?? `{${candidates?.join(',')}}`;
  return `${owner}.${column}${path === undefined ? '' : `[${path.join('.')}]`}`;
}
