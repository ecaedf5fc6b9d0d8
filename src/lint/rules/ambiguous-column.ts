import { stored } from '../../resolve/sql/context.js';
import type { Identifier } from '../../sql/tree.js';
import { rule } from '../rule.js';

export const ambiguousColumn = rule({
  code: 'ambiguous-column',
  sees: 'statement',
  severity: 'warning',
  why: 'An engine refuses a name that two relations have, or picks one of them.',
  bad: [['postgres', 'with t as (select 1 as id), u as (select 2 as id) select «id» from t join u on t.id = u.id']],
  good: [['postgres', 'with t as (select 1 as id), u as (select 2 as id) select t.id from t join u on t.id = u.id']],
  check({ names, sides }, report) {
    for (const node of sides.ambiguous) {
      const name = stored({ names }, node.parts[0] as Identifier);
      report(`More than one relation here has a column ${name}.`, node, 'Qualify it with its table.');
    }
  },
});
