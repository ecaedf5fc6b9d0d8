/** The last resort: what no code of ours should have thrown, as a diagnostic that a person can report. It never replaces mending. */
import type { Diagnostic } from './diagnostic.js';
import { fnv1a, hex } from './hash.js';

/**
 * `guard`: the function that caught it; what stands below it on the stack is the caller's. The fingerprint is the same for the same
 * fault whatever the machine, the folder and the line numbers are.
 */
export function faultOf(error: unknown, guard: string): Diagnostic {
  const kind = error instanceof Error ? error.name : typeof error;
  const places = placesOf(error, guard);
  const fingerprint = hex(fnv1a([kind, ...places].join('\n')));
  const where = places.length === 0 ? '' : ` in ${places.join(' < ')}`;
  return {
    severity: 'error',
    code: 'internal-error',
    message: `Headwater failed${where}: ${kind}: ${firstLine(error)} (fault ${fingerprint})`,
    hint: 'This is a mistake of Headwater’s, not yours: please report it with the fault’s number and, if you can, the text.',
  };
}

/** So many functions tell two faults apart. */
const MOST_PLACES = 3;

/**
 * The functions that the error came through, the innermost first. Where the stack ran out is chance, so of a stack overflow only
 * those count that go round in a circle, in the order of their names.
 */
function placesOf(error: unknown, guard: string): string[] {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack.split('\n') : [];
  const names = stack.map(functionIn).filter((name) => name !== undefined);
  const end = names.indexOf(guard);
  const own = end < 0 ? names : names.slice(0, end);
  if (error instanceof RangeError && end < 0) {
    const circle = own.filter((name, at) => own.indexOf(name) !== at);
    return [...new Set(circle)].sort().slice(0, MOST_PLACES);
  }
  return own.slice(0, MOST_PLACES);
}

/** `    at parseCte (file:///…:1:2)` (V8) or `parseCte@file:///…` (others) → `parseCte`; built-in functions have no file. */
function functionIn(line: string): string | undefined {
  const [, v8, other] = /^ {4}at (?:async )?(?:new )?([\w.$]+) \((?!<anonymous>|node:)|^([\w.$]+)@/.exec(line) ?? [];
  return (v8 ?? other)?.split('.').at(-1);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
