/** Documents of nearly the right shape. */
import fc from 'fast-check';

type Json = ReturnType<typeof JSON.parse>;

/** Names that every object of JavaScript has, and what readers tend to take for granted. */
const AWKWARD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'constructor',
  '__proto__',
  [],
  [null],
  [[]],
  {},
  { name: null },
  { toString: 1 },
];

const anyJson = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...AWKWARD) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });

const change = fc.record({
  /** Which of the document's values. */
  place: fc.nat(),
  how: fc.constantFrom('replace', 'delete', 'double', 'rename', 'elsewhere'),
  by: anyJson,
  other: fc.nat(),
});

/** The document with some of its values replaced, deleted, doubled, renamed or put where others stood; as JSON. */
export function nearly(document: unknown): fc.Arbitrary<string> {
  const json = JSON.stringify(document);
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const root: Json = { '': JSON.parse(json) };
    for (const { place, how, by, other } of changes) {
      const places = placesIn(root);
      if (places.length === 0) break;
      const [holder, key] = places[place % places.length] as Place;
      const [from, name] = places[other % places.length] as Place;
      const newName = typeof by === 'string' ? by : 'constructor';
      if (how === 'replace') set(holder, key, copyOf(by));
      else if (how === 'elsewhere') set(holder, key, copyOf(from[name]));
      else if (how !== 'delete') set(holder, Array.isArray(holder) ? holder.length : newName, copyOf(holder[key]));
      if (how === 'delete' || how === 'rename') remove(holder, key);
    }
    return JSON.stringify(root[''] ?? null);
  });
}

type Place = readonly [holder: Json, key: string | number];

function placesIn(holder: Json): Place[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.keys(holder).flatMap((key): Place[] => [[holder, key], ...placesIn(holder[key])]);
}

function copyOf(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}

/** As JSON.parse does: `__proto__` is a member like others. */
function set(holder: Json, key: string | number, value: Json): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function remove(holder: Json, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
