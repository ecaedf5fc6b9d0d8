/** Materialize: PostgreSQL with sources, sinks and materialized views. */
import { dialect, words } from './define.js';
import { postgres } from './postgres.js';

export const materialize = dialect('materialize', postgres, {
  grammar: {
    unreserved: words('BETWEEN EXISTS USER'),
    createOptions: true,
    streamObjects: true,
    unnamedAliases: true,
    deleteNeedsFrom: false,
    viewWithoutQuery: true,
  },
});
