import { hex } from '../base/hash.js';
import type { Span } from '../base/span.js';
import { TokenKind, type Tokens } from './tokens.js';

/**
 * A hash of the tokens within a span, 16 hex digits: equal for texts that differ in white space, comments and the case of
 * unquoted words. Two FNV-1a hashes side by side; good for telling statements apart, not against an attacker.
 */
export function fingerprint({ text, count, kinds, starts, ends }: Tokens, span: Span): string {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let token = firstAt(starts, count, span.start); token < count && (starts[token] as number) < span.end; token++) {
    const folds = kinds[token] === TokenKind.Word;
    for (let at = starts[token] as number; at < (ends[token] as number); at++) {
      const code = folds ? lowered(text.charCodeAt(at)) : text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
    b = Math.imul(b ^ 0x1f, 0x85ebca6b) ^ (b >>> 13);
  }
  return hex(a) + hex(b);
}

/** The first token that starts at `offset` or after it. */
function firstAt(starts: Uint32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowered(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
