/** dbt's selectors: which units does `+tag:nightly,path:marts` mean? https://docs.getdbt.com/reference/node-selection/syntax */
import type { Project } from './project-run.js';
import type { Unit } from './unit.js';

/** A selector that means nothing in this project. */
export interface Unmatched {
  readonly term: string;
}

/**
 * The ids of the units that the selectors mean, all together. Terms joined by commas must all hold. A term is a name, a path or
 * `method:value`, both with `*` as a wildcard, and may have `+` or `2+` before it (what it depends on), `+` or `+2` behind it
 * (what depends on it) or `@` (what depends on it, with all that this needs).
 */
export function selectUnits(project: Project, selectors: readonly string[]): { ids: Set<string>; unmatched: Unmatched[] } {
  const ids = new Set<string>();
  const unmatched: Unmatched[] = [];
  const neighbours = neighboursOf(project);
  for (const selector of selectors.flatMap((each) => each.split(/\s+/)).filter((each) => each !== '')) {
    const sets = selector.split(',').map((term) => {
      const found = selectTerm(project, term, neighbours);
      if (found.size === 0) unmatched.push({ term });
      return found;
    });
    const [first, ...rest] = sets as [Set<string>, ...Set<string>[]];
    for (const id of first) if (rest.every((set) => set.has(id))) ids.add(id);
  }
  return { ids, unmatched };
}

/** `2+orders+` → how far to go each way, and the rest. */
export function readTerm(term: string): { readonly core: string; readonly up: number; readonly down: number; readonly all: boolean } {
  const [, at, up, core = '', down] = /^(@?)(\d*\+)?(.*?)(\+\d*)?$/s.exec(term) as RegExpExecArray;
  return { core, up: reach(up), down: reach(down), all: at === '@' };
}

function reach(mark: string | undefined): number {
  if (mark === undefined) return 0;
  return mark === '+' ? Number.POSITIVE_INFINITY : Number(mark.replace('+', ''));
}

function selectTerm(project: Project, term: string, { parents, children }: Neighbours): Set<string> {
  const { core, up, down, all } = readTerm(term);
  const matches = matcher(core, project);
  const own = new Set(project.units.filter(({ unit }) => matches(unit)).map(({ unit }) => unit.id));
  if (all) {
    const below = spread(own, children, Number.POSITIVE_INFINITY);
    return spread(below, parents, Number.POSITIVE_INFINITY);
  }
  return new Set([...spread(own, parents, up), ...spread(own, children, down)]);
}

interface Neighbours {
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly children: ReadonlyMap<string, readonly string[]>;
}

function neighboursOf({ units }: Project): Neighbours {
  const children = new Map<string, string[]>(units.map(({ unit }) => [unit.id, []]));
  for (const { unit } of units) for (const id of unit.dependsOn) children.get(id)?.push(unit.id);
  return { parents: new Map(units.map(({ unit }) => [unit.id, unit.dependsOn])), children };
}

/** The starts and what is reached from them within so many steps. */
function spread(starts: ReadonlySet<string>, next: ReadonlyMap<string, readonly string[]>, steps: number): Set<string> {
  const seen = new Set(starts);
  let frontier = [...starts];
  for (let step = 0; step < steps && frontier.length > 0; step++) {
    frontier = frontier.flatMap((id) => next.get(id) ?? []).filter((id) => next.has(id) && !seen.has(id) && seen.add(id) !== undefined);
  }
  return seen;
}

// ── Methods ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type Matches = (unit: Unit) => boolean;

const METHODS: Readonly<Record<string, (value: string, project: Project) => Matches>> = {
  tag: (value) => {
    const like = wildcard(value);
    return (unit) => unit.tags.some(like);
  },
  path: (value) => {
    const like = wildcard(value.replace(/\/$/, ''));
    return ({ path }) => like(path) || foldersOf(path).some(like);
  },
  file: (value) => {
    const like = wildcard(value);
    return ({ path }) => like(path.slice(path.lastIndexOf('/') + 1)) || like(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''));
  },
  fqn: byName,
  source: (value) => {
    const like = wildcard(value);
    return ({ kind, name }) => kind === 'source' && (like(name) || like(name.split('.')[0] as string));
  },
  package: (value) => {
    const like = wildcard(value);
    return (unit) => like(unit.package);
  },
  resource_type: (value) => (unit) => unit.kind === value,
  access: (value) => (unit) => unit.access === value,
  group: (value) => (unit) => unit.group === value,
  'config.materialized': (value) => (unit) => unit.materialized === value,
  exposure: consumedBy,
  metric: consumedBy,
  semantic_model: consumedBy,
  /** Headwater's own: `complete:false`. */
  complete: (value, { units }) => {
    const ids = new Set(units.filter((unit) => String(unit.complete) === value).map(({ unit }) => unit.id));
    return (unit) => ids.has(unit.id);
  },
};

/** All that can stand before the colon. */
export const SELECTOR_METHODS: readonly string[] = Object.keys(METHODS);

function matcher(core: string, project: Project): Matches {
  const colon = core.indexOf(':');
  const method = colon > 0 ? METHODS[core.slice(0, colon)] : undefined;
  if (method !== undefined) return method(core.slice(colon + 1), project);
  if (core.includes('/')) return (METHODS['path'] as (typeof METHODS)[string])(core, project);
  if (/\.(sql|py|csv)$/.test(core)) return (METHODS['file'] as (typeof METHODS)[string])(core, project);
  return byName(core);
}

/** A name, an id, a dataset, or the first parts of dbt's fully qualified name (with or without the package). */
function byName(value: string): Matches {
  const like = wildcard(value);
  return ({ name, id, dataset, fqn }) => like(name) || like(id) || (dataset !== '' && like(dataset)) || prefixesOf(fqn).some(like);
}

function consumedBy(value: string, { consumers, units }: Project): Matches {
  const like = wildcard(value);
  const byId = new Map(consumers.map((consumer) => [consumer.id, consumer]));
  const used = new Set<string>();
  const pending = consumers.filter((consumer) => like(consumer.name)).map((consumer) => consumer.id);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (used.has(id)) continue;
    used.add(id);
    pending.push(...(byId.get(id)?.dependsOn ?? []));
  }
  const ids = new Set(units.map(({ unit }) => unit.id).filter((id) => used.has(id)));
  return (unit) => ids.has(unit.id);
}

function prefixesOf(fqn: readonly string[]): string[] {
  return fqn.flatMap((_part, at) => [fqn.slice(0, at + 1).join('.'), ...(at > 0 ? [fqn.slice(1, at + 1).join('.')] : [])]);
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts
    .slice(0, -1)
    .flatMap((_part, at) => [parts.slice(0, at + 1).join('/'), ...(at > 0 ? [parts.slice(1, at + 1).join('/')] : [])]);
}

/** Whether a text is like the value, where `*` stands for any characters. Case does not count. */
function wildcard(value: string): (text: string) => boolean {
  const [first = '', ...rest] = value.toLowerCase().split('*');
  if (rest.length === 0) return (text) => text.toLowerCase() === first;
  const last = rest.pop() as string;
  return (text) => {
    const lower = text.toLowerCase();
    if (!lower.startsWith(first) || !lower.endsWith(last) || lower.length < first.length + last.length) return false;
    let at = first.length;
    for (const part of rest) {
      at = lower.indexOf(part, at);
      if (at < 0) return false;
      at += part.length;
    }
    return at <= lower.length - last.length;
  };
}
