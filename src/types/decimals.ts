/** Precision and scale. */
import type { Type } from './type.js';

export interface Digits {
  readonly precision: number;
  readonly scale: number;
}

/** `1.50`: three digits, two of them behind the point; `0.5` as it is written, or one digit where `zeros` do not count. Undefined for other forms. */
export function digitsOf(number: string, zeros: boolean): Digits | undefined {
  if (!/^\d*\.?\d*$/.test(number)) return undefined;
  const [whole = '', fraction = ''] = number.split('.');
  const significant = zeros ? whole : whole.replace(/^0+/, '');
  return { precision: Math.max(1, significant.length + fraction.length), scale: fraction.length };
}

/** Wide enough for both. */
export function wideEnough(a: Digits, b: Digits): Digits {
  const scale = Math.max(a.scale, b.scale);
  return { precision: Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale };
}

/** Of a decimal, or of an integer by the digits that its type may have. */
export function digitsOfType({ family, exact, precision, scale }: Type, integers: Readonly<Record<string, number>>): Digits | undefined {
  if (family === 'decimal') return precision === undefined ? undefined : { precision, scale: scale ?? 0 };
  const digits = integers[exact ?? ''];
  return digits === undefined ? undefined : { precision: digits, scale: 0 };
}
