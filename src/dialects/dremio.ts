/** Dremio 25: Calcite’s SQL with its own DDL. */
import { dialect } from './define.js';
import { generic } from './generic.js';

export const dremio = dialect('dremio', generic, {
  grammar: { fromFirst: false },
  names: { unnamed: 'calcite' },
});
