import type { OutputColumn, Step, StepColumn, StepInput } from '../lineage/types.js';

/**
 * The steps on the way to some output columns. Steps keep their places, because they name each other by index; what is not
 * on the way loses its columns and influences.
 */
export function selectSteps(steps: readonly Step[], outputs: readonly OutputColumn[]): Step[] {
  const wanted = new Map<number, Set<StepColumn>>();
  const pending = finalSteps(steps).flatMap((step) => outputs.map(({ column }) => ({ step, column })));
  const want = (inputs: readonly StepInput[]): void => {
    for (const { step, column } of inputs) if (step !== undefined) pending.push({ step, column });
  };
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { step, column } = next;
    if (!wanted.has(step)) want(steps[step]?.influences ?? []);
    const columns = wanted.get(step) ?? new Set();
    wanted.set(step, columns);
    for (const each of steps[step]?.columns ?? []) {
      if ((each.name !== column && each.name !== '*') || columns.has(each)) continue;
      columns.add(each);
      want(each.inputs);
    }
  }
  return steps.map((step, index) => {
    const columns = wanted.get(index);
    return { ...step, columns: step.columns.filter((column) => columns?.has(column)), influences: columns ? step.influences : [] };
  });
}

/** What the statement yields or writes: its writes, else its last step. */
function finalSteps(steps: readonly Step[]): number[] {
  const writes = steps.flatMap((step, index) => (step.kind === 'write' ? [index] : []));
  return writes.length || !steps.length ? writes : [steps.length - 1];
}
