/** Seeded choices: the same seed and index give the same input on every machine. */

/** Numbers from 0 to 1 (mulberry32), from a seed of any parts. */
export function newRandom(...parts) {
  let state = hashOf(parts.join('/'));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound) => Math.floor(next() * bound);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
    /** Small numbers more often than large ones, up to `most`. */
    small: (most) => 1 + Math.floor(next() ** 4 * most),
  };
}

/** FNV-1a over the characters. */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
