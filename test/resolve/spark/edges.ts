import { analyzePlan } from '../../../src/index.js';

/** `t.a -> b IDENTITY` for each edge; `t.a -> * JOIN` where it holds for every column. Datasets of outputs come first: `o: t.a -> …`. */
export function edgesOf(plan: string): string[] {
  return analyzePlan(plan).lineage.edges.map(({ from, to, subtype }) => {
    const source = `${from.dataset}.${[from.column, ...(from.path ?? [])].join('/')}`;
    return `${to.dataset === null ? '' : `${to.dataset}: `}${source} -> ${to.column ?? '*'} ${subtype}`;
  });
}

/** Only values. */
export function valuesOf(plan: string): string[] {
  return edgesOf(plan).filter((edge) => /(IDENTITY|TRANSFORMATION|AGGREGATION)$/.test(edge));
}
