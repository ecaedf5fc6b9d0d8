/** PL/pgSQL's values: `v := max(a) FROM t`, `IF count(*) > 0 FROM t THEN`. The engine puts SELECT before the text as it stands. */
import type { Expression, Query } from '../tree.js';
import { parseClauses } from './clauses.js';
import { at, type Cursor, endOf, startFrom, startOf } from './cursor.js';
import { parseExpression } from './expression.js';
import { parseQueryRest } from './query.js';
import { openSelect } from './select.js';

/** expression [FROM …], as a block's statements take it */
export function parseValue(p: Cursor): Expression {
  const start = startOf(p);
  const value = parseExpression(p);
  return p.grammar.selectValues && at(p, 'FROM') ? selectOf(p, value, start) : value;
}

function selectOf(p: Cursor, expression: Expression, start: number): Expression {
  const select = openSelect(start);
  select.items = [{ kind: 'select-item', expression, start: expression.start, end: expression.end }];
  parseClauses(p, select);
  select.end = endOf(p);
  const query: Query = parseQueryRest(p, start, undefined, select);
  return { kind: 'subquery', form: 'scalar', query, start: startFrom(p, start), end: endOf(p) };
}
