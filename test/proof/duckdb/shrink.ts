/** Makes a list of choices smaller as long as what it makes still fails. */

/** `fails` is asked up to `most` times. */
export async function shrink(
  choices: readonly number[],
  fails: (choices: readonly number[]) => Promise<boolean>,
  most = 1500,
): Promise<readonly number[]> {
  let best = choices;
  let asked = 0;
  const better = async (candidate: readonly number[]) => {
    if (asked++ >= most || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let before = -1; before !== sizeOf(best) && asked < most; ) {
    before = sizeOf(best);
    for (let length = 32; length >= 1; length >>= 1) {
      for (let at = 0; at < best.length; ) {
        const end = at + length;
        if (await better([...best.slice(0, at), ...best.slice(end)])) continue;
        const zeroed = best.map((each, index) => (index >= at && index < end ? 0 : each));
        if (zeroed.some((each, index) => each !== best[index])) await better(zeroed);
        at = end;
      }
    }
    for (let at = 0; at < best.length; at++) {
      const value = best[at] as number;
      if (value > 1) await better(best.map((each, index) => (index === at ? value >> 1 : each)));
    }
  }
  return best;
}

function sizeOf(choices: readonly number[]): number {
  return choices.reduce((sum, each) => sum + each + 1, 0);
}
