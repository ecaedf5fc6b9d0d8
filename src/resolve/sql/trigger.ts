/** Triggers: the rows that changed go by names of their own, and are those of the trigger's table. */
import { columnKey, storedName } from '../../catalog/names.js';
import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { NOTHING } from '../../lineage/flow.js';
import type { Dataset } from '../../lineage/source.js';
import type { Trigger } from '../../sql/tree.js';
import type { Context } from './context.js';
import { tableKeyOf } from './context.js';
import { rowColumn } from './scope.js';
import { datasetRelation, resolveName } from './tables.js';
import { writeOutput } from './target.js';
import { setVariable, variableKey } from './variable.js';

/** What is changing while a trigger's body is resolved. */
export interface Changing {
  readonly dataset: Dataset;
  /** Names of its rows as variables. */
  readonly rows: ReadonlySet<string>;
  /** Names of all its rows as tables. */
  readonly tables: ReadonlySet<string>;
}

/** What PL/pgSQL's trigger functions know: https://www.postgresql.org/docs/16/plpgsql-trigger.html */
const TRIGGER_VARIABLES = [
  'tg_op',
  'tg_name',
  'tg_when',
  'tg_level',
  'tg_table_name',
  'tg_table_schema',
  'tg_relid',
  'tg_argv',
  'tg_nargs',
];

export function enterTrigger(ctx: Context, { table, rowNames, tableNames }: Trigger): void {
  const dataset = table && resolveName(ctx, table);
  if (table === undefined) for (const name of ['new', 'old', ...TRIGGER_VARIABLES]) declareRow(ctx, name, newColumn(name, name, NOTHING));
  if (dataset === undefined) return;
  const names = ['new', 'old', ...rowNames.map(({ name }) => variableKey(name))];
  ctx.changing = {
    dataset,
    rows: new Set(names),
    tables: new Set(['inserted', 'deleted', ...tableNames.map((name) => tableKeyOf(ctx, name))]),
  };
  const relation = datasetRelation(ctx, dataset);
  for (const name of names) declareRow(ctx, name, rowColumn({ key: name, parts: undefined, relation, dataset, value: undefined }));
}

function declareRow(ctx: Context, name: string, row: Column): void {
  setVariable(ctx, name, row);
  ctx.declared.add(name);
}

/** `SET NEW.a = b`, `:new.a := b`: the trigger writes into its table. */
export function writeChanging(ctx: Context, variable: string, value: Column): void {
  const [row = '', field] = variable.split('.');
  if (ctx.changing === undefined || field === undefined || !ctx.changing.rows.has(variableKey(row))) return;
  const name = storedName(ctx.names, field, false);
  const column = newColumn(name, columnKey(ctx.names, name), value.flow, value.span, value.fields);
  writeOutput(ctx, ctx.changing.dataset, [column], NOTHING);
}
