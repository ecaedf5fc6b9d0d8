/** What templates hand to functions: the library unwraps the outermost value only, and keywords come as a Map, last. */

export interface Arguments {
  readonly list: readonly unknown[];
  readonly named: ReadonlyMap<string, unknown>;
}

export function argumentsOf(args: readonly unknown[]): Arguments {
  const last = args.at(-1);
  if (!(last instanceof Map)) return { list: args.map(plainValue), named: new Map() };
  const named = new Map([...last].map(([name, value]) => [String(name), plainValue(value)]));
  return { list: args.slice(0, -1).map(plainValue), named };
}

/** A value of the library's as JavaScript has it. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), plainValue(each)]));
  if (typeof value === 'object' && value !== null && 'type' in value && 'value' in value) return plainValue(value.value);
  return value;
}
