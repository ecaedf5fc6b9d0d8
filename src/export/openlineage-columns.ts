import type { Transformation } from '../lineage/types.js';
import { groupBy } from './group-by.js';
import type { Facet } from './openlineage-facet.js';
import type { OpenLineageName } from './openlineage-naming.js';
import type { Target, TargetColumn, TypedSource } from './targets.js';

interface InputField extends OpenLineageName {
  readonly field: string;
  readonly transformations: readonly object[];
}

/**
 * The columnLineage facet of a written dataset; undefined when it has no columns. What holds for all columns stands under
 * `dataset`. An open star names no column, so neither end can be one: the datasets themselves are still inputs and outputs.
 */
export function columnLineageFacet(
  { columns, rows }: Target,
  expressions: ReadonlyMap<string, string>,
  nameOf: (dataset: string) => OpenLineageName,
): Facet | undefined {
  if (!columns.length && !rows.length) return undefined;
  // Two columns of one name, as a result may have them, are one field.
  const named = groupBy(
    columns.filter(({ column }) => column !== '*'),
    ({ column }) => column,
  );
  const fields = [...named].map(([column, same]) => {
    const sources = same.flatMap((each) => each.sources);
    return [column, fieldLineage({ column, sources }, expressions.get(column), nameOf)] as const;
  });
  return {
    // Not by assignment: a column may be called __proto__.
    fields: Object.fromEntries(fields),
    ...(rows.length && { dataset: rows.flatMap((source) => inputFields(source, undefined, nameOf)) }),
  };
}

function fieldLineage({ sources }: TargetColumn, expression: string | undefined, nameOf: (dataset: string) => OpenLineageName): Facet {
  const transformations = sources.flatMap((source) => source.transformations);
  return {
    inputFields: sources.flatMap((source) => inputFields(source, expression, nameOf)),
    // Deprecated, but all that Marquez shows.
    ...(transformations.length && {
      transformationType: deprecatedType(transformations),
      transformationDescription: expression ?? [...new Set(transformations.map(({ subtype }) => subtype))].join(', '),
    }),
  };
}

/** One field; each candidate when it is not known which dataset owns the column. */
function inputFields(
  { source, transformations }: TypedSource,
  expression: string | undefined,
  nameOf: (dataset: string) => OpenLineageName,
): InputField[] {
  if (source.column === '*') return [];
  const owners = source.candidates ?? (source.dataset === null ? [] : [source.dataset]);
  const remark = source.candidates && `one of ${namesOf(source.candidates)}: not known which`;
  const field = source.path && `field ${[source.column, ...source.path].join('.')}`;
  const typed = transformations.map((transformation) => ({
    type: transformation.type,
    subtype: transformation.subtype,
    description: [isComputed(transformation) ? shortened(expression) : undefined, field, remark]
      .filter((part) => part !== undefined)
      .join('; '),
    masking: transformation.masking ?? false,
  }));
  return owners.map((owner) => ({ ...nameOf(owner), field: source.column, transformations: typed }));
}

/** Each input tells the expression as far as this; the column has all of it. */
const LONGEST_DESCRIPTION = 500;

function shortened(expression: string | undefined): string | undefined {
  if (expression === undefined || expression.length <= LONGEST_DESCRIPTION) return expression;
  return `${expression.slice(0, LONGEST_DESCRIPTION)} …`;
}

/** So many candidates are named beside each of them. */
const MOST_NAMED = 10;

function namesOf(candidates: readonly string[]): string {
  const others = candidates.length - MOST_NAMED;
  return others <= 0 ? candidates.join(', ') : `${candidates.slice(0, MOST_NAMED).join(', ')} and ${others} more`;
}

function isComputed({ type, subtype }: Transformation): boolean {
  return type === 'DIRECT' && subtype !== 'IDENTITY';
}

function deprecatedType(transformations: readonly Transformation[]): string {
  if (transformations.some(({ masking }) => masking)) return 'MASKED';
  const subtypes = new Set(transformations.filter(({ type }) => type === 'DIRECT').map(({ subtype }) => subtype));
  if (subtypes.has('AGGREGATION')) return 'AGGREGATION';
  if (subtypes.has('TRANSFORMATION')) return 'TRANSFORMATION';
  return subtypes.has('IDENTITY') ? 'IDENTITY' : 'CONDITIONAL';
}
