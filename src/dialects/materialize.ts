/** Materialize: PostgreSQL with sources, sinks and materialized views. */
import { dialect, switches, words } from './define.js';
import { postgres } from './postgres.js';

export const materialize = dialect('materialize', postgres, {
  adds: switches(
    'streamObjects createOptions bareDelete unnamedAliases viewWithoutQuery listConstructors barLambdas queryOptions asOfClause',
  ),
  grammar: {
    unreserved: words('BETWEEN EXISTS USER'),
  },
});
