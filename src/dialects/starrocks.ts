/** StarRocks: a relative of Doris. */
import { dialect } from './define.js';
import { doris } from './doris.js';

export const starrocks = dialect('starrocks', doris, {});
