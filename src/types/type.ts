/** Types of values as their engine writes them, and what is known of a value: its type, and whether it may be NULL. */
import type { TypeFamily, ValueType } from '../functions/types.js';

export interface Type extends ValueType {
  readonly family: TypeFamily;
  readonly element?: Type | undefined;
  readonly key?: Type | undefined;
  /** Of a struct, where they are known. */
  readonly fields?: readonly TypeField[] | undefined;
  /** As the engine writes it: `DECIMAL(18,3)`, `timestamp without time zone`. Undefined where only the family is known. */
  readonly exact?: string | undefined;
  /** Digits of a decimal in all, and of those behind the point. */
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  /** A constant's text, as long as it may still become another type: `1` next to a TINYINT is one. */
  readonly constant?: string | undefined;
}

export interface TypeField {
  /** Undefined: the field has no name. */
  readonly name: string | undefined;
  readonly type: Type | undefined;
}

/** What is known of a value; undefined is not known. */
export interface Typed {
  readonly type: Type | undefined;
  readonly nullable: boolean | undefined;
}

export const UNKNOWN: Typed = { type: undefined, nullable: undefined };

/** Only the family: of what is exact, where nobody knows how exactly. */
export function familyOf(type: ValueType | undefined): Type | undefined {
  if (type === undefined) return undefined;
  const { family, element, key } = type;
  return element === undefined && key === undefined ? { family } : { family, element: familyOf(element), key: familyOf(key) };
}

/** Of a value that is computed: it becomes no other type any more. */
export function withoutConstant(type: Type | undefined): Type | undefined {
  return type?.constant === undefined ? type : { ...type, constant: undefined };
}

/** As a column has it: no constant any more, and NULL alone may be of any type. */
export function settled({ type, nullable }: Typed): Typed {
  if (type?.family === 'null') return { type: undefined, nullable };
  return { type: withoutConstant(type), nullable };
}
