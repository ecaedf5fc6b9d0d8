/** Dune: Trino with 0x… literals. */
import { dialect } from './define.js';
import { trino } from './trino.js';

export const dune = dialect('dune', trino, {});
