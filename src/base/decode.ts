/**
 * Documents of strangers (JSON, YAML) → values of a known shape. What has another shape is left out, and a problem says where it
 * stands. A member that is `null` is a member that is not there; one that nobody asks for is not looked at.
 */

/** The value in the wanted shape; undefined where it has another, which was said then. */
export type Decoder<T> = (value: unknown, document: Decoding) => T | undefined;

export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** A document while it is decoded. */
export interface Decoding {
  /** The members and indexes that lead to the value which is being decoded. */
  readonly path: (string | number)[];
  /** Sentences; those beyond the limit are counted only. */
  readonly problems: string[];
  found: number;
}

export function newDecoding(...path: readonly string[]): Decoding {
  return { path: [...path], problems: [], found: 0 };
}

/** Whoever writes one thing wrongly writes it so everywhere: the first few say it. */
const MOST_PROBLEMS = 20;

/** What is wrong with the value at the current path: `is a number, not a text`. */
export function complain(document: Decoding, what: string): undefined {
  if (++document.found <= MOST_PROBLEMS) document.problems.push(`${pointer(document.path)} ${what}.`);
}

/** All that was wrong, one sentence each: `/nodes/a/tags is a number, not a list.` */
export function problemsOf({ problems, found }: Decoding): readonly string[] {
  return found <= MOST_PROBLEMS ? problems : [...problems, `The same is wrong in ${found - MOST_PROBLEMS} more places.`];
}

/** The path as a JSON Pointer (RFC 6901): names of datasets are full of dots. */
function pointer(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'The document';
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Decodes what stands at one step further into the document. */
export function decodeAt<T, V>(
  step: string | number,
  of: (value: V, document: Decoding) => T | undefined,
  value: V,
  document: Decoding,
): T | undefined {
  document.path.push(step);
  const decoded = of(value, document);
  document.path.pop();
  return decoded;
}

// ── Shapes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const anything: Decoder<unknown> = (value) => value;

export const text: Decoder<string> = (value, document) => (typeof value === 'string' ? value : mismatch(value, 'a text', document));

export const flag: Decoder<boolean> = (value, document) =>
  typeof value === 'boolean' ? value : mismatch(value, 'true or false', document);

export const number: Decoder<number> = (value, document) => (typeof value === 'number' ? value : mismatch(value, 'a number', document));

/** An object of whatever members. */
export const object: Decoder<Readonly<Record<string, unknown>>> = (value, document) =>
  isRecord(value) ? value : mismatch(value, 'an object', document);

/** A text that YAML may take for a number or a truth: a column called `2024` or `on`. */
export const word: Decoder<string> = (value, document) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value, document);

/** Elements of another shape are left out. */
export function list<T>(of: Decoder<T>): Decoder<readonly T[]> {
  return (value, document) => {
    if (!Array.isArray(value)) return mismatch(value, 'a list', document);
    return value.map((each, at) => decodeAt(at, of, each, document)).filter((each) => each !== undefined);
  };
}

/** A list, or its only element. */
export function oneOrMany<T>(of: Decoder<T>): Decoder<readonly T[]> {
  const many = list(of);
  return (value, document) => {
    if (Array.isArray(value)) return many(value, document);
    const one = of(value, document);
    return one === undefined ? undefined : [one];
  };
}

/** An object under any names. Members of another shape are left out. */
export function members<T>(of: Decoder<T>): Decoder<ReadonlyMap<string, T>> {
  return (value, document) => {
    if (!isRecord(value)) return mismatch(value, 'an object', document);
    const found = new Map<string, T>();
    for (const name of Object.keys(value)) {
      const decoded = decodeAt(name, of, value[name], document);
      if (decoded !== undefined) found.set(name, decoded);
    }
    return found;
  };
}

/** What is worth nothing in part: undefined where anything in it has another shape. */
export function whole<T>(of: Decoder<T>): Decoder<T> {
  return (value, document) => {
    const before = document.found;
    const decoded = of(value, document);
    return document.found === before ? decoded : undefined;
  };
}

type Shape = Readonly<Record<string, Decoder<unknown>>>;

type Fields<S extends Shape, Required extends keyof S> = {
  readonly [Name in keyof S as Name extends Required ? Name : never]: Decoded<S[Name]>;
} & { readonly [Name in keyof S as Name extends Required ? never : Name]?: Decoded<S[Name]> };

/** An object of these members. Without one of the `required` it is worth nothing. */
export function record<S extends Shape, Required extends keyof S & string = never>(
  shape: S,
  required: readonly Required[] = [],
): Decoder<Fields<S, Required>> {
  const names = Object.keys(shape);
  return (value, document) => {
    if (!isRecord(value)) return mismatch(value, 'an object', document);
    const fields: Record<string, unknown> = {};
    for (const name of names) {
      const member = value[name];
      if (member === undefined || member === null) continue;
      const decoded = decodeAt(name, shape[name] as Decoder<unknown>, member, document);
      if (decoded !== undefined) fields[name] = decoded;
    }
    const missing = required.find((name) => fields[name] === undefined);
    return missing === undefined ? (fields as Fields<S, Required>) : complain(document, `has no ${missing}`);
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether lists and objects lie more than so many levels within each other. Looks no deeper than that. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => nestsDeeper(each, levels - 1));
}

/** Says that the value at the current path is not what it should be. */
export function mismatch(value: unknown, wanted: string, document: Decoding): undefined {
  return complain(document, `is ${kindOf(value)}, not ${wanted}`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'boolean':
      return String(value);
    case 'number':
      return 'a number';
    default:
      return 'an object';
  }
}
