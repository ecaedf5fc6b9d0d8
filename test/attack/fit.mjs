/** How cost grows with size. */

/** The exponent e of cost = c · size^e through two measurements. Sizes are what went in and what came out, in characters. */
export function exponentOf(small, large) {
  return Math.log(large.cost / small.cost) / Math.log(large.size / small.size);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
