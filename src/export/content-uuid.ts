/** A UUID of version 8 (RFC 9562) that says nothing but "the same text": four FNV-1a hashes, each with its own start. */
export function contentUuid(text: string): string {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((start) => hash(text, start).toString(16).padStart(8, '0'));
  const hex = words.join('');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3];
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

function hash(text: string, start: number): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  // FNV's high bits are good, its low ones are not.
  return (value ^ (value >>> 15)) >>> 0;
}
