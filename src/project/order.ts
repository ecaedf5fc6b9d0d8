/** Which comes before which. */

/** Ids so that each stands behind those it depends on, and the groups that go round in circles. */
export interface Order {
  /** All ids. Those that wait for each other come last, in the order in which they were given. */
  readonly ids: readonly string[];
  /** Each a loop: the second depends on the first, …, the first on the last. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Kahn's topological sort, stable: what is given first comes first where dependencies allow. A dependency on itself, or on
 * something that is not among the ids, does not count. Linear in ids and dependencies.
 */
export function orderOf(dependencies: ReadonlyMap<string, readonly string[]>): Order {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [id, needs] of dependencies) {
    const real = new Set(needs.filter((need) => need !== id && dependencies.has(need)));
    waiting.set(id, real.size);
    for (const need of real) {
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [id]);
      else known.push(id);
    }
  }
  const ids = [...waiting.keys()].filter((id) => waiting.get(id) === 0);
  for (let at = 0; at < ids.length; at++) {
    for (const dependent of dependents.get(ids[at] as string) ?? []) {
      const left = (waiting.get(dependent) as number) - 1;
      waiting.set(dependent, left);
      if (left === 0) ids.push(dependent);
    }
  }
  const stuck = new Set([...waiting.keys()].filter((id) => (waiting.get(id) as number) > 0));
  return { ids: [...ids, ...stuck], cycles: stuck.size === 0 ? [] : loopsAmong(stuck, dependencies) };
}

/** One loop for each group, found by going from dependency to dependency until one comes again. */
function loopsAmong(stuck: ReadonlySet<string>, dependencies: ReadonlyMap<string, readonly string[]>): string[][] {
  const loops: string[][] = [];
  const done = new Set<string>();
  for (const start of stuck) {
    const trail: string[] = [];
    const places = new Map<string, number>();
    let id: string | undefined = start;
    while (id !== undefined && !done.has(id)) {
      const place = places.get(id);
      if (place !== undefined) {
        loops.push(trail.slice(place).reverse());
        break;
      }
      places.set(id, trail.length);
      trail.push(id);
      id = dependencies.get(id)?.find((need) => need !== id && stuck.has(need));
    }
    for (const each of trail) done.add(each);
  }
  return loops;
}
