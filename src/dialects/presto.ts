/** PrestoDB: Trino’s elder. */
import { dialect } from './define.js';
import { trino } from './trino.js';

export const presto = dialect('presto', trino, {
  aliases: ['prestodb', 'prestosql'],
});
