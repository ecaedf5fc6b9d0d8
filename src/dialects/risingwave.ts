/** RisingWave: PostgreSQL with streaming tables. */
import { dialect } from './define.js';
import { postgres } from './postgres.js';

export const risingwave = dialect('risingwave', postgres, {
  grammar: { viewOptions: true, viewWithoutQuery: true },
});
