import type { OutputColumn, Step, StepColumn, StepInput } from '../lineage/types.js';

/**
 * The steps on the way to some output columns. Steps keep their places, because they name each other by index; what is not
 * on the way loses its columns and influences.
 */
export function selectSteps(steps: readonly Step[], outputs: readonly OutputColumn[], indirect: boolean): Step[] {
  const keeps = (input: StepInput): boolean => indirect || input.type === 'DIRECT';
  const wanted: (Set<string> | undefined)[] = steps.map(() => undefined);
  const want = (step: number, column: string): void => void (wanted[step] ??= new Set()).add(column);
  for (const step of finalSteps(steps)) for (const output of outputs) want(step, output.column);
  const selected: Step[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index]!;
    const names = wanted[index];
    const columns = step.columns.filter((column) => names?.has(column.name) || (names && column.name === '*'));
    const kept = pruned(step, columns, names ? keeps : () => false);
    selected.push(kept);
    for (const input of [...kept.columns.flatMap((column) => column.inputs), ...kept.influences]) {
      if (input.step !== undefined) want(input.step, input.column);
    }
  }
  return selected.reverse();
}

/** The steps that no other reads: what the statement yields or writes. */
export function finalSteps(steps: readonly Step[]): number[] {
  const read = new Set<number>();
  for (const step of steps) {
    for (const input of [...step.columns.flatMap((column) => column.inputs), ...step.influences]) {
      if (input.step !== undefined) read.add(input.step);
    }
  }
  return steps.flatMap((step, index) => (step.kind === 'write' || (index === steps.length - 1 && !read.has(index)) ? [index] : []));
}

function pruned(step: Step, columns: readonly StepColumn[], keeps: (input: StepInput) => boolean): Step {
  return {
    ...step,
    columns: columns.map((column) => ({ ...column, inputs: column.inputs.filter(keeps) })),
    influences: step.influences.filter(keeps),
  };
}
