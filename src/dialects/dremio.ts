/** Dremio 25: Calcite’s SQL with its own DDL. */
import { dialect } from './define.js';
import { lenient } from './lenient.js';

export const dremio = dialect('dremio', lenient, {
  grammar: { fromFirst: false },
  names: { unnamed: 'calcite' },
});
