/** How cost grows with size. */

/**
 * The exponent e of cost = c · growth^e through two measurements; `size` and `out` are the characters that went in and came out. What is
 * asked for has grown as the text has, or as all characters together, whichever is more: an output that is cut does not grow any more, and
 * an output of a few characters has no say.
 */
export function exponentOf(small, large) {
  const growth = Math.max(large.size / small.size, (large.size + large.out) / (small.size + small.out));
  return Math.log(large.cost / small.cost) / Math.log(growth);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
