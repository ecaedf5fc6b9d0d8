/** Apache Druid 31: Calcite’s SQL with REPLACE INTO … OVERWRITE. */
import { dialect } from './define.js';
import { lenient } from './lenient.js';

export const druid = dialect('druid', lenient, {
  grammar: { fromFirst: false },
  names: { unnamed: 'calcite' },
});
