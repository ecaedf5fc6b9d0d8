/** The columns of nodes that make several rows of one: Generate and Expand. */

import type { Column } from '../../lineage/column.js';
import { fieldsOf, newColumn } from '../../lineage/column.js';
import { flowOf, link, merge, NOTHING } from '../../lineage/flow.js';
import { CONDITIONAL, TRANSFORMATION } from '../../lineage/transformation.js';
import type { Attribute, Expression } from '../../spark/plan.js';
import type { Reader } from './flow.js';
import { expressionFlow, factsOf, namedColumn, wrapped } from './flow.js';

/** `Generate explode(tags#5), …, [tag#70]`: the columns that SQL has of the function's rows, by the plan's names. */
export function generatedColumns(reader: Reader, generator: Expression, outputs: readonly Attribute[]): Column[] {
  const call = wrapped(generator);
  const whole = (code: number): Column[] => {
    const flow = flowOf([link(expressionFlow(reader, generator), code)]);
    return outputs.map(({ name, span }) => newColumn(name, name, flow, span));
  };
  if (call.kind !== 'call') return whole(TRANSFORMATION);
  const { makes } = factsOf(reader, call);
  if (makes === 'stack') return stackColumns(reader, call.arguments, outputs) ?? whole(TRANSFORMATION);
  if (makes === 'json-tuple') return tupleColumns(reader, call.arguments, outputs);
  const [argument] = call.arguments;
  if (argument === undefined || makes === undefined) return whole(TRANSFORMATION);
  const element = namedColumn(reader, '', argument);
  if (makes === 'inline') return fieldColumns(element, outputs);
  const listed = typeof makes === 'object' ? makes.filter(({ arity }) => arity === undefined || arity === outputs.length) : [];
  const about = whole(TRANSFORMATION);
  return outputs.map(({ name, span }, at) => {
    if (listed[at]?.element !== true) return about[at] as Column;
    return newColumn(name, name, element.flow, span, element.fields);
  });
}

/** `inline(structs#1)`: a column a field. */
function fieldColumns(element: Column, outputs: readonly Attribute[]): Column[] {
  const fields = fieldsOf(element);
  return outputs.map(({ name, span }, at) => {
    const field = fields?.length === outputs.length ? fields[at] : undefined;
    return newColumn(name, name, (field ?? element).flow, span, field?.fields);
  });
}

/** `json_tuple(doc#1, a, b)`: a field each. */
function tupleColumns(reader: Reader, [document, ...keys]: readonly Expression[], outputs: readonly Attribute[]): Column[] {
  const flow = document === undefined ? NOTHING : expressionFlow(reader, document);
  return outputs.map(({ name, span }, at) => {
    const key = keys[at];
    const path = key?.kind === 'literal' ? [reader.context.text.slice(key.start, key.end)] : undefined;
    return newColumn(name, name, flow === NOTHING ? NOTHING : flowOf([link(flow, TRANSFORMATION, key, path)]), span);
  });
}

/** `stack(2, jan, jan#1, feb, feb#2)`: rows of values, by position; a column of labels is decided by the values beside it. */
function stackColumns(reader: Reader, [, ...cells]: readonly Expression[], outputs: readonly Attribute[]): Column[] | undefined {
  const width = outputs.length;
  if (width === 0 || cells.length % width !== 0) return undefined;
  const rows = Array.from({ length: cells.length / width }, (_, row) => cells.slice(row * width, (row + 1) * width));
  return cellColumns(reader, rows, outputs);
}

/** Columns over rows of expressions. Text literals are an UNPIVOT's labels; numbers and nulls are grouping ids. */
export function cellColumns(reader: Reader, rows: readonly (readonly Expression[])[], outputs: readonly Attribute[]): Column[] {
  const flows = outputs.map((_, at) => merge(rows.map((row) => cellFlow(reader, row, at, outputs.length))));
  const labels = outputs.map((_, at) => rows.some((row) => isLabel(reader, row[at])) && rows.every((row) => row[at]?.kind === 'literal'));
  const valued = flows.filter((flow, at) => !labels[at] && !isKept(reader, rows, at) && flow !== NOTHING);
  return outputs.map(({ name, span }, at) => {
    const flow = labels[at] ? flowOf(valued.map((value) => link(value, CONDITIONAL))) : (flows[at] ?? NOTHING);
    return newColumn(name, name, flow, span);
  });
}

/** A literal with a comma shifts what comes after it: such a row is counted from its end. */
function cellFlow(reader: Reader, row: readonly Expression[], at: number, width: number) {
  const label = row.findIndex(({ kind }) => kind === 'literal');
  const cell = row.length <= width || at < label ? row[at] : row[row.length - width + at];
  return cell === undefined ? NOTHING : expressionFlow(reader, cell);
}

function isLabel({ context }: Reader, cell: Expression | undefined): boolean {
  return cell?.kind === 'literal' && !/^(-?\d[\d.]*|null|true|false)?$/.test(context.text.slice(cell.start, cell.end));
}

/** The same column in every row: kept, not unpivoted. */
function isKept({ context }: Reader, rows: readonly (readonly Expression[])[], at: number): boolean {
  const texts = new Set(rows.map((row) => (row[at] === undefined ? '' : context.text.slice(row[at].start, row[at].end))));
  return rows.length > 1 && texts.size === 1;
}
