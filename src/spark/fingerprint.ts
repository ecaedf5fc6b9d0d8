/** A plan's fingerprint: a hash of its text without what changes from run to run (ids, stages, addresses of objects). */
import type { Span } from '../base/span.js';

const CHANGING = /#\d+L?|\*\(\d+\) |@[0-9a-f]{5,}|\[(?:plan_)?id=#?\d+\]|\$Lambda[^ ,\])]*|\s+/g;

/** 16 hex digits. */
export function planFingerprint(text: string, { start, end }: Span): string {
  const stable = text.slice(start, end).replace(CHANGING, ' ');
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < stable.length; at++) {
    const code = stable.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 13);
  }
  return hex(low) + hex(high);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
