/** Whether a unit's lineage is all there and, where it is not, why. */
import type { Input, StatementLineage } from '../lineage/types.js';
import type { UnitLineage } from './analyze-unit.js';
import type { Unit } from './unit.js';

/**
 * - `open-star`: a `*` over a dataset whose columns nothing tells; `dataset` is where it begins
 * - `ambiguous-column`: a column that several datasets with unknown columns could own
 * - `unknown-column`: a column that its dataset does not have, by all that is known
 * - `syntax`, `unsupported`, `dynamic-name`: a part of the code was not followed
 * - `template`: not compiled, and what its templates come to is not known
 * - `python`, `no-code`: nothing to analyse
 * - `cycle`: it depends on itself through others
 */
export type ReasonCode =
  | 'open-star'
  | 'ambiguous-column'
  | 'unknown-column'
  | 'syntax'
  | 'unsupported'
  | 'dynamic-name'
  | 'template'
  | 'python'
  | 'no-code'
  | 'cycle';

export interface Reason {
  readonly code: ReasonCode;
  /** One sentence. */
  readonly message: string;
  /** The dataset that would have to be known better. */
  readonly dataset?: string;
}

const FOLLOWED: Readonly<Record<string, ReasonCode>> = {
  'unknown-column': 'unknown-column',
  syntax: 'syntax',
  'depth-limit': 'syntax',
  unsupported: 'unsupported',
  'dynamic-name': 'dynamic-name',
};

/** Open stars apart, which are judged when the whole project is known. */
export function reasonsOf(unit: Unit, lineage: UnitLineage | undefined): Reason[] {
  if (unit.code === undefined) return [{ code: 'no-code', message: 'It has no code, compiled or raw.' }];
  if (unit.code.form === 'python') return [{ code: 'python', message: 'It is written in Python.' }];
  if (lineage === undefined) return [];
  const { form } = unit.code;
  if (form === 'sql' && unit.dataset !== '' && lineage.ok && lineage.statements.length === 0)
    return [{ code: 'no-code', message: 'Its code holds no query.' }];
  const reasons = new Map<string, Reason>();
  const add = (reason: Reason): void => void reasons.set(`${reason.code} ${reason.dataset ?? reason.message}`, reason);
  if (form === 'template')
    add({ code: 'template', message: 'It is not compiled: what its templates come to is not known. Run dbt compile.' });
  for (const { code, message } of lineage.diagnostics) {
    const reason = FOLLOWED[code];
    if (reason !== undefined) add({ code: reason, message });
  }
  for (const { dataset, column, candidates = [] } of allInputs(lineage.statements)) {
    if (dataset !== null || column === '*') continue;
    add({ code: 'ambiguous-column', message: `The column ${column} could be of any of ${candidates.join(', ')}.` });
  }
  return [...reasons.values()];
}

function* allInputs(statements: readonly StatementLineage[]): Generator<Input> {
  for (const { columns, influences } of statements) {
    for (const column of columns) yield* column.inputs;
    for (const influence of influences) yield influence.input;
  }
}
