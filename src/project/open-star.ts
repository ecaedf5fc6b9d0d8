/**
 * Stars that stay open because nothing tells the columns of a source. Once the whole project is analysed, more is known: which
 * columns readers ask for by name, and which ones documentation lists. Those are taken out of the stars, one by one, all the
 * way down to the source; where documentation turns out to list all that anyone asks for, the star is closed.
 */
import type { Input, OutputColumn, StatementLineage } from '../lineage/types.js';

/** A statement with an open star, kept until the project is analysed. */
export interface OpenStatement {
  readonly dataset: string;
  readonly text: string;
  /** What it is added to the graph with. */
  readonly path: string;
  readonly lineage: StatementLineage;
}

/** What becomes of it. */
export interface Filled {
  readonly open: OpenStatement;
  readonly lineage: StatementLineage;
  /** Datasets over which the star is still open. */
  readonly over: readonly string[];
}

export interface Hints {
  /** Columns that documentation lists. */
  documented(dataset: string): readonly string[] | undefined;
  /** Columns that readers name and nobody makes. */
  asked(dataset: string): Iterable<string>;
}

/** `statements` in dependency order; the answer too. */
export function fillStars(statements: readonly OpenStatement[], hints: Hints): Filled[] {
  const byDataset = new Map(statements.map((open) => [open.dataset, open]));
  const asked = askedOf(statements, byDataset, hints);
  const known = new Map<string, { readonly names: readonly string[]; readonly over: readonly string[] }>();
  const columnsOf = (dataset: string) => {
    const made = known.get(dataset);
    if (made !== undefined) return made;
    const names = [...(hints.documented(dataset) ?? [])];
    const told = new Set(names.map(folded));
    const more = [...(asked.get(dataset)?.values() ?? [])].filter((name) => !told.has(folded(name)));
    const closed = names.length > 0 && more.length === 0 && !byDataset.has(dataset);
    return { names: [...names, ...more], over: closed ? [] : [dataset] };
  };
  return statements.map((open) => {
    const stars = starsOf(open);
    const own = [...(hints.documented(open.dataset) ?? []), ...(asked.get(open.dataset)?.values() ?? [])];
    const over = [...new Set(stars.flatMap((star) => star.over.flatMap((dataset) => columnsOf(dataset).over)))];
    const columns = fill(open, stars, own, (dataset) => columnsOf(dataset).names, over.length === 0);
    known.set(open.dataset, { names: columns.map((column) => column.column).filter((name) => name !== '*'), over });
    return { open, lineage: { ...plain(open.lineage), columns }, over };
  });
}

interface Star {
  readonly column: OutputColumn;
  readonly over: readonly string[];
  /** Nothing is excluded, renamed or replaced on the way. */
  readonly whole: boolean;
}

function starsOf({ lineage, text }: OpenStatement): Star[] {
  return lineage.columns
    .filter((column) => column.column === '*')
    .map((column) => {
      const inputs = column.inputs.filter((input) => input.type === 'DIRECT' && input.column === '*');
      const whole = inputs.every((input) => (input.spans ?? []).every((span) => text[span.end - 1] === '*'));
      return { column, over: [...new Set(inputs.flatMap((input) => input.dataset ?? input.candidates ?? []))], whole };
    });
}

/** From the last reader to the source: what is asked of a star is asked of what it stands over. */
function askedOf(statements: readonly OpenStatement[], byDataset: ReadonlyMap<string, OpenStatement>, hints: Hints) {
  const asked = new Map<string, Map<string, string>>();
  const of = (dataset: string): Map<string, string> => {
    let names = asked.get(dataset);
    if (names === undefined) asked.set(dataset, (names = new Map([...hints.asked(dataset)].map((name) => [folded(name), name]))));
    return names;
  };
  for (const open of byDataset.values()) {
    for (const dataset of starsOf(open).flatMap((star) => star.over)) of(dataset);
  }
  for (const open of statements.toReversed()) {
    const named = new Set(open.lineage.columns.map((column) => folded(column.column)));
    const stars = starsOf(open);
    const over = new Set(stars.flatMap((star) => star.over));
    if (over.size !== 1 || stars.some((star) => !star.whole)) continue;
    const [source] = over as Set<string> & Iterable<string>;
    for (const [key, name] of of(open.dataset)) if (!named.has(key)) of(source as string).set(key, name);
  }
  return asked;
}

function fill(
  { lineage }: OpenStatement,
  stars: readonly Star[],
  own: readonly string[],
  columnsOf: (dataset: string) => readonly string[],
  closed: boolean,
): OutputColumn[] {
  const named = new Set(lineage.columns.map((column) => folded(column.column)));
  const fresh = (name: string): boolean => !named.has(folded(name)) && named.add(folded(name)) !== undefined;
  const all = stars.flatMap((star) => star.over);
  const columns: OutputColumn[] = [];
  for (const column of lineage.columns) {
    const star = stars.find((each) => each.column === column);
    if (star === undefined) {
      columns.push(column);
      continue;
    }
    if (star.whole)
      for (const dataset of star.over)
        for (const name of columnsOf(dataset)) if (fresh(name)) columns.push(columnOf(column, name, [dataset]));
    if (star === stars.at(-1)) for (const name of own) if (fresh(name)) columns.push(columnOf(column, name, all));
    if (!closed || !star.whole) columns.push(column);
  }
  return columns;
}

function columnOf({ dataset, span }: OutputColumn, name: string, over: readonly string[]): OutputColumn {
  const common = { dataset, ...(span && { span }), column: name };
  if (over.length === 0) return { ...common, inputs: [] };
  const source = over.length === 1 ? { dataset: over[0] as string } : { dataset: null, candidates: over };
  return { ...common, inputs: [{ ...source, column: name, type: 'DIRECT', subtype: 'IDENTITY' } as Input] };
}

function folded(name: string): string {
  return name.toLowerCase();
}

/** Members that are computed when read do not survive being spread one by one; steps are not needed any more. */
function plain({ kind, span, fingerprint, reads, writes, columns, influences, diagnostics }: StatementLineage): StatementLineage {
  return { kind, span, fingerprint, reads, writes, columns, influences, steps: [], diagnostics };
}
