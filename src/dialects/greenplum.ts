/** Greenplum 7: PostgreSQL with its own storage clauses. */
import { dialect, switches } from './define.js';
import { postgres } from './postgres.js';

export const greenplum = dialect('greenplum', postgres, {
  aliases: ['gpdb'],
  adds: switches('createOptions'),
});
