/** Materialize: PostgreSQL with sources, sinks and materialized views. */
import { dialect } from './define.js';
import { postgres } from './postgres.js';

export const materialize = dialect('materialize', postgres, {
  grammar: { viewOptions: true, viewWithoutQuery: true },
});
