/** The columns that a node's items make. */

import type { Column } from '../../lineage/column.js';
import { newColumn } from '../../lineage/column.js';
import { flowOf, link, NOTHING } from '../../lineage/flow.js';
import type { Attribute, NamedExpression } from '../../spark/plan.js';
import type { Reader } from './flow.js';
import { endsInName, namedColumn } from './flow.js';
import type { PlanRelation } from './scope.js';
import { columnById } from './scope.js';

export interface Columns {
  readonly columns: Column[];
  readonly ids: number[];
}

/** Columns of `a#1`, `f(b#2) AS c#3`, and in parsed text `'a`, `'t.*`. */
export function itemColumns(reader: Reader, items: readonly NamedExpression[]): Columns {
  const made: Columns = { columns: [], ids: [] };
  for (const item of items) {
    if (item.id === undefined && isStar(reader, item)) addStar(reader, item, made);
    else {
      made.columns.push(itemColumn(reader, item));
      made.ids.push(item.id ?? -1);
    }
  }
  return made;
}

function itemColumn(reader: Reader, item: NamedExpression): Column {
  const { text } = reader.context;
  const same = item.id === undefined ? undefined : columnById(reader.scope, item.id);
  if (same === undefined) return namedColumn(reader, item.name, item.value, item.span);
  // The column itself, whatever ` AS ` or `#` its name holds; perhaps in another case.
  const hash = item.span.start + same.name.length;
  if (text.charCodeAt(hash) !== 35 || !endsInName(text, hash, same.name)) return namedColumn(reader, item.name, item.value, item.span);
  const name = text.slice(item.span.start, hash);
  return same.name === name ? same : newColumn(name, name, same.flow, item.span, same.fields);
}

function isStar(reader: Reader, { span }: NamedExpression): boolean {
  const { text } = reader.context;
  return text.charCodeAt(span.end - 1) === 42 && (span.end - span.start === 1 || text.charCodeAt(span.end - 2) === 46);
}

function addStar(reader: Reader, { value }: NamedExpression, made: Columns): void {
  const qualifier = value.kind === 'name' ? value.parts.slice(0, -1).join('.').toLowerCase() : '';
  const part = reader.scope.parts.find(({ name }) => name === qualifier || name.endsWith(`.${qualifier}`))?.relation ?? reader.scope;
  made.columns.push(...part.relation.columns);
  made.ids.push(...part.ids);
}

/** Columns under new names and ids, by position. */
export function renamedColumns(input: PlanRelation, attributes: readonly Attribute[]): Columns {
  const columns = attributes.map(({ name, span }, at) => {
    const column = input.relation.columns[at];
    return newColumn(name, name, column?.flow ?? NOTHING, span, column?.fields);
  });
  return { columns, ids: attributes.map(({ id }) => id) };
}

/** Columns made by code from all of these inputs. */
export function madeColumns(attributes: readonly Attribute[], inputs: readonly Column[], code: number): Columns {
  const flow = flowOf(inputs.map((column) => link(column.flow, code)));
  return { columns: attributes.map(({ name, span }) => newColumn(name, name, flow, span)), ids: attributes.map(({ id }) => id) };
}

/** The child's columns for these attributes, by id; those it lacks come from nowhere. */
export function keptColumns(input: PlanRelation, attributes: readonly Attribute[]): Columns {
  const columns = attributes.map(({ id, name, span }) => columnById(input, id) ?? newColumn(name, name, NOTHING, span));
  return { columns, ids: attributes.map(({ id }) => id) };
}
