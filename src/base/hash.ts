/** FNV-1a, 32 bits: tells texts apart by chance, not against somebody who tries. */
export function fnv1a(text: string, start = 0x811c9dc5): number {
  let value = start;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** 32 bits as 8 hex digits. */
export function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
