import { readFileSync } from 'node:fs';

/** The package's version; read only when asked for would be nicer, but commander wants it at once, and it takes 0.1 ms. */
export function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
