/** RisingWave: PostgreSQL with streaming tables. */
import { dialect, switches } from './define.js';
import { postgres } from './postgres.js';

export const risingwave = dialect('risingwave', postgres, {
  adds: switches(
    'streamObjects createOptions bareDelete unnamedAliases viewWithoutQuery listConstructors barLambdas queryOptions asOfClause',
  ),
});
