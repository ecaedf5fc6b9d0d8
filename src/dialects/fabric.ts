/** Microsoft Fabric’s warehouse: T-SQL. */
import { dialect } from './define.js';
import { tsql } from './tsql.js';

export const fabric = dialect('fabric', tsql, {});
