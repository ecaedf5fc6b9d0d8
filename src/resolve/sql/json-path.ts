/** Constant paths into documents, as calls and operators have them. */
import { constantPaths, splitPath } from '../../functions/path.js';
import type { Facts } from '../../functions/table.js';
import type { Expression } from '../../sql/tree.js';

const NONE: readonly (readonly string[])[] = [];

/** The constant paths that a call reads in its first argument; none when they are not constant or the function reads no path. */
export function callPaths({ path }: Facts, list: readonly Expression[]): readonly (readonly string[])[] {
  if (path === undefined || list.length < 2) return NONE;
  return constantPaths(
    path,
    list.slice(1).map((each) => (each.kind === 'literal' ? each : undefined)),
  );
}

/**
 * `doc -> 'a' ->> 'b'`, `doc ->> '$.a.b'`, `doc #>> '{a,b}'`: the path as far as it is constant, and the keys that are not. Numbers are
 * places in arrays, which do not count.
 */
export function operatorPaths(operators: readonly string[], keys: readonly Expression[]): { path: string[]; others: Expression[] } {
  const path: string[] = [];
  const others: Expression[] = [];
  for (const [at, key] of keys.entries()) {
    const step = operatorPath(operators[at] as string, key);
    if (step === undefined) others.push(key);
    else if (others.length === 0) path.push(...step);
  }
  return { path, others };
}

function operatorPath(operator: string, argument: Expression): readonly string[] | undefined {
  if (argument.kind !== 'literal') return undefined;
  if (argument.type === 'number') return [];
  if (argument.type !== 'string') return undefined;
  if (operator === '->' || operator === '->>') return argument.value.startsWith('$') ? splitPath(argument.value) : [argument.value];
  if (operator === '#>' || operator === '#>>') return argument.value.replace(/[{}]/g, '').split(',').filter(Boolean);
  return undefined;
}
