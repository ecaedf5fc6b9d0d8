import { isOpen, namedColumns } from '../../lineage/relation.js';
import { hasAggregate } from '../../resolve/sql/call.js';
import { keyOf, tableKeyOf } from '../../resolve/sql/context.js';
import type { Scope, Side } from '../../resolve/sql/scope.js';
import { findCte } from '../../resolve/sql/scope.js';
import type { StatementInSight } from '../../resolve/sql/sides.js';
import { forEachChild } from '../../sql/for-each-child.js';
import type { ColumnName, Expression, Identifier, Query, Relation as RelationNode, Select } from '../../sql/tree.js';
import { type Report, rule } from '../rule.js';

/** Relations side by side that no predicate links: every row meets every row, although nobody wrote CROSS JOIN. */
export const crossJoin = rule({
  code: 'cross-join',
  sees: 'statement',
  severity: 'warning',
  why: 'Every row meets every row: a condition was forgotten, or CROSS JOIN would say that it is meant.',
  bad: [['postgres', 'select t.a, u.b from t, «u»']],
  good: [['postgres', 'select t.a, u.b from t cross join u']],
  check(statement, report) {
    for (const { select, scope } of statement.sides.unlinked) checkFrom(statement, select, scope, report);
  },
});

/** Reports the sides that stay apart. What cannot be told for sure counts as a link, and so does a side of one row. */
function checkFrom(statement: StatementInSight, select: Select, scope: Scope, report: Report): void {
  const { sides } = scope;
  if (sides === undefined) return;
  const groups = new Groups(sides.length + 1);
  const predicates = [select.where, select.prewhere, select.startWith, select.connectBy, select.having, select.qualify];
  for (const node of select.from) addConditions(node, predicates);
  const owners = ownersIn(scope, sides);
  for (const predicate of predicates) {
    if (predicate !== undefined && !linkBy(statement, owners, groups, predicate)) return;
  }
  const nodes = [select.from[0], ...sides.map((side) => side.node)];
  const said = new Set<number>();
  for (const [at, node] of nodes.entries()) {
    const group = groups.of(at);
    if (node === undefined || said.has(group) || isOneRow(statement, scope, node)) continue;
    said.add(group);
    if (said.size > 1) {
      const message = 'Nothing links these rows to those before them: every row meets every row.';
      report(message, node, 'Add a condition, or write CROSS JOIN.');
    }
  }
}

/** Which sides are linked, each by way of others. 0 is what stands before the first of them. */
class Groups {
  /** A side of the same group that stands before it, or itself. */
  readonly #before: number[];

  constructor(count: number) {
    this.#before = Array.from({ length: count }, (_, at) => at);
  }

  /** The lowest side of a side's group. */
  of(side: number): number {
    const before = this.#before;
    let at = side;
    for (let next = before[at] as number; next !== at; next = before[at] as number) {
      before[at] = before[next] as number;
      at = next;
    }
    return at;
  }

  link(a: number, b: number): void {
    const [low, high] = [this.of(a), this.of(b)].sort((x, y) => x - y) as [number, number];
    this.#before[high] = low;
  }
}

function addConditions(from: RelationNode, into: (Expression | undefined)[]): void {
  let node = from;
  for (; node.kind === 'join'; node = node.left) {
    into.push(node.on);
    addConditions(node.right, into);
  }
  if (node.kind === 'parenthesized') addConditions(node.relation, into);
}

/** Each part of an AND links the sides whose columns it reads; false when one is read that may be of any side. */
function linkBy(statement: StatementInSight, owners: Owners, groups: Groups, predicate: Expression): boolean {
  const all = predicate.kind === 'operation' && predicate.operators.every((operator) => operator === 'and');
  for (const part of all ? predicate.operands : [predicate]) {
    const read = new Set<number>();
    if (!sidesOf(statement, owners, part, read)) return false;
    const [first, ...others] = read;
    for (const other of others) groups.link(first as number, other);
  }
  return true;
}

/** Adds the sides whose columns are read in an expression. False when that cannot be told. */
function sidesOf(statement: StatementInSight, owners: Owners, expression: Expression, into: Set<number>): boolean {
  let sure = true;
  const visit = (node: Parameters<typeof forEachChild>[0]): void => {
    if (!sure) return;
    if (node.kind === 'column-name') {
      const side = sideOf(statement, owners, node);
      if (side === undefined) sure = false;
      else into.add(side);
    } else if (node.kind === 'query' || node.kind === 'template' || node.kind === 'lambda') sure = false;
    else forEachChild(node, visit);
  };
  visit(expression);
  return sure;
}

/** The sides of names; undefined where two entries have the name. */
interface Owners {
  /** By the name of an entry. */
  readonly named: ReadonlyMap<string, number | undefined>;
  /** By the key of a column. */
  readonly known: ReadonlyMap<string, number | undefined>;
  /** Of the entries whose columns are not all known: any name may be theirs. */
  readonly open: readonly number[];
}

function ownersIn({ entries }: Scope, sides: readonly Side[]): Owners {
  const named = new Map<string, number | undefined>();
  const known = new Map<string, number | undefined>();
  const open: number[] = [];
  let side = 0;
  for (const [at, { key, relation }] of entries.entries()) {
    while (side < sides.length && (sides[side] as Side).entry <= at) side++;
    named.set(key, named.has(key) ? undefined : side);
    // Whatever else has the columns of an open one, they may be of this one.
    if (isOpen(relation)) open.push(side);
    else for (const column of namedColumns(relation)) known.set(column[0], known.has(column[0]) ? undefined : side);
  }
  return { named, known, open };
}

/** The side of the one entry that surely owns a column. */
function sideOf(statement: StatementInSight, { named, known, open }: Owners, { parts }: ColumnName): number | undefined {
  const [first] = parts as readonly [Identifier, ...Identifier[]];
  if (parts.length > 1) return named.get(tableKeyOf(statement, first));
  const key = keyOf(statement, first);
  if (open.length === 0) return known.get(key);
  return open.length === 1 && !known.has(key) ? open[0] : undefined;
}

/** Constants and totals put beside a table are meant to meet all of its rows. */
function isOneRow(statement: StatementInSight, scope: Scope, node: RelationNode): boolean {
  if (node.kind === 'derived') return node.statement === undefined && yieldsOneRow(statement, node.query);
  if (node.kind !== 'table' || node.name.parts.length !== 1) return node.kind !== 'table' && node.kind !== 'join';
  const name = tableKeyOf(statement, node.name.parts[0] as Identifier);
  const cte = findCte(scope.ctes, name)?.node?.body;
  return cte?.kind === 'query' ? yieldsOneRow(statement, cte) : name.toLowerCase() === 'dual';
}

function yieldsOneRow(statement: StatementInSight, { body, limit }: Query): boolean {
  if (limit.length > 0) return true;
  if (body.kind === 'query') return yieldsOneRow(statement, body);
  if (body.kind !== 'select') return true;
  return body.from.length === 0 || (body.groupBy.length === 0 && body.items.some((item) => hasAggregate(statement, item.expression)));
}
