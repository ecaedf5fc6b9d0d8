/** Sources and kinds of edges as people read them in a terminal. */
import type { SourceColumn, Transformation } from '../lineage/types.js';
import type { StyledLine } from './styled-line.js';
import { styled } from './styled-line.js';
import { visible } from './visible.js';

/** `db.t.column`, with the field read within it; candidates as `column of t or u`. */
export function sourceText({ dataset, column, path = [], candidates }: SourceColumn): StyledLine {
  const name = [column, ...path].map(visible).join('.');
  if (dataset !== null) return [`${visible(dataset)}.`, styled(column === '*' ? 'unknown' : 'column', name)];
  const owners = candidates?.length ? ` of ${candidates.map(visible).join(' or ')}` : '';
  return [styled('column', name), styled('unknown', `${owners} (not known)`)];
}

/** Kinds side by side: `AGGREGATION, CONDITIONAL`. */
export function kindsText(transformations: readonly Transformation[]): StyledLine {
  return transformations.flatMap(({ type, subtype, masking }, index) => [
    ...(index ? [', '] : []),
    styled(type === 'DIRECT' ? 'direct' : 'indirect', subtype),
    ...(masking ? [styled('faint', ' (masking)')] : []),
  ]);
}
