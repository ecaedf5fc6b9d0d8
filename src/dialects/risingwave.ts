/** RisingWave: PostgreSQL with streaming tables. */
import { dialect } from './define.js';
import { postgres } from './postgres.js';

export const risingwave = dialect('risingwave', postgres, {
  grammar: { createOptions: true, streamObjects: true, unnamedAliases: true, deleteNeedsFrom: false, viewWithoutQuery: true },
});
