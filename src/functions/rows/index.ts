/** All rows. A subject has a file; a function is in that of what it does. */
import type { FunctionRow } from '../row.js';
import { aggregates } from './aggregates.js';
import { conditionals } from './conditionals.js';
import { dates } from './dates.js';
import { documents } from './documents.js';
import { hashes } from './hashes.js';
import { numbers } from './numbers.js';
import { session } from './session.js';
import { sources } from './sources.js';
import { strings } from './strings.js';
import { structures } from './structures.js';
import { tableFunctions } from './table-functions.js';
import { windows } from './windows.js';

export const ROWS: readonly FunctionRow[] = [
  ...aggregates,
  ...windows,
  ...conditionals,
  ...strings,
  ...numbers,
  ...dates,
  ...documents,
  ...structures,
  ...tableFunctions,
  ...sources,
  ...hashes,
  ...session,
];
