import { fnv1a, hex } from '../base/hash.js';

/** A UUID of version 8 (RFC 9562) that says nothing but "the same text": four FNV-1a hashes, each with its own start. */
export function contentUuid(text: string): string {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((start) => word(text, start));
  const digits = words.join('');
  const variant = '89ab'[Number.parseInt(digits[16]!, 16) & 3];
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `${variant}${digits.slice(17, 20)}`, digits.slice(20)].join(
    '-',
  );
}

function word(text: string, start: number): string {
  const value = fnv1a(text, start);
  // FNV's high bits are good, its low ones are not.
  return hex(value ^ (value >>> 15));
}
