/** Apache Druid 31: Calcite’s SQL with REPLACE INTO … OVERWRITE. */
import { dialect } from './define.js';
import { generic } from './generic.js';

export const druid = dialect('druid', generic, {
  grammar: { fromFirst: false },
  names: { unnamed: 'calcite' },
});
