/** What a person's text means in a project: a unit's dataset, any other dataset, or a column. */
import type { DatasetAttributes } from '../graph/attributes.js';
import type { AnalyzedUnit, Project } from './project-run.js';

export interface Target {
  readonly dataset: string;
  /** `null`: the dataset as a whole. */
  readonly column: string | null;
  /** The unit that makes the dataset; undefined for one outside the project. */
  readonly unit: AnalyzedUnit | undefined;
}

/**
 * `orders`, `orders.amount`, `model.shop.orders`, `main.orders.amount`, `raw.payments.id` (a dbt source's): case does not count.
 * Empty when nothing is called so; several when the text is ambiguous. Datasets win over columns, units over other datasets.
 */
export function findTargets(project: Project, text: string): Target[] {
  const names = targetNames(project);
  const wanted = text.toLowerCase();
  const whole = names.datasets(wanted);
  if (whole.length > 0) return whole.map(({ dataset, unit }) => ({ dataset, column: null, unit }));
  const found: Target[] = [];
  for (let dot = wanted.lastIndexOf('.'); dot > 0; dot = wanted.lastIndexOf('.', dot - 1)) {
    const column = text.slice(dot + 1);
    for (const { dataset, unit } of names.datasets(wanted.slice(0, dot))) {
      const stored = columnsOf(project, dataset, unit).find((each) => each.toLowerCase() === column.toLowerCase());
      if (stored !== undefined) found.push({ dataset, column: stored, unit });
    }
    if (found.length > 0) break;
  }
  return found;
}

/** All columns of a dataset that the project knows. */
export function columnsOf({ graph }: Project, dataset: string, unit: AnalyzedUnit | undefined): string[] {
  const key = graph.find({ dataset, column: null });
  const inGraph = key === undefined ? [] : (graph.graph.getNodeAttributes(key) as DatasetAttributes).columns;
  return [...new Set([...(unit?.columns ?? []), ...inGraph])].filter((column) => column !== '*');
}

/** Names to suggest: of units, and of columns where the text is one of a known unit. */
export function suggestions(project: Project, text: string): string[] {
  const dot = text.lastIndexOf('.');
  const units = dot < 0 ? [] : targetNames(project).datasets(text.slice(0, dot).toLowerCase());
  const columns = units.flatMap(({ dataset, unit }) => columnsOf(project, dataset, unit).map((column) => text.slice(0, dot + 1) + column));
  return columns.length > 0 ? columns : project.units.map(({ unit }) => unit.name);
}

interface Named {
  readonly dataset: string;
  readonly unit: AnalyzedUnit | undefined;
}

interface Names {
  /** `name` in lower case. */
  datasets(name: string): readonly Named[];
}

const made = new WeakMap<Project, Names>();

function targetNames(project: Project): Names {
  let names = made.get(project);
  if (names === undefined) made.set(project, (names = indexNames(project)));
  return names;
}

/** Units by id and name first, then any dataset by its name or the last parts of it. */
function indexNames({ units, graph }: Project): Names {
  const byUnit = new Map<string, Map<string, Named>>();
  const byDataset = new Map<string, Map<string, Named>>();
  const add = (map: Map<string, Map<string, Named>>, name: string, named: Named): void => {
    const known = map.get(name.toLowerCase());
    if (known === undefined) map.set(name.toLowerCase(), new Map([[named.dataset, named]]));
    else if (!known.has(named.dataset)) known.set(named.dataset, named);
  };
  const addDataset = (named: Named): void => {
    const parts = named.dataset.split('.');
    for (let from = 0; from < parts.length; from++) add(byDataset, parts.slice(from).join('.'), named);
  };
  for (const unit of units) {
    const named = { dataset: unit.unit.dataset, unit };
    if (named.dataset === '') continue;
    add(byUnit, unit.unit.id, named);
    add(byUnit, unit.unit.name, named);
    addDataset(named);
  }
  graph.graph.forEachNode((_key, attributes) => {
    if ('columns' in attributes && attributes.name !== null) addDataset({ dataset: attributes.name, unit: undefined });
  });
  return { datasets: (name) => [...(byUnit.get(name) ?? byDataset.get(name) ?? new Map<string, Named>()).values()] };
}
