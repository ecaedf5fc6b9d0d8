import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure } from '../measure.mjs';

/** PostgreSQL's own parser, compiled to WASM: it reads PostgreSQL only. */
await measure(async ({ peers }) => {
  const entry = createRequire(join(peers, 'from.js')).resolve('libpg-query');
  const module = await import(pathToFileURL(entry).href);
  const library = module.parseSync ? module : module.default;
  await library.loadModule?.();
  return ({ sql, dialect }) => {
    if (!['postgres', 'generic', 'ansi', 'spark'].includes(dialect)) throw new Error('another dialect');
    library.parseSync(sql);
  };
});
