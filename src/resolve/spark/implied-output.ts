/**
 * `explain()` prints physical aggregates without their output. What the nodes above name, and nothing below or beside makes, is
 * an aggregate's: in the order of ids, which is that of the query's items. At the top the columns have no names but the functions.
 */
import { attributeOf } from '../../spark/attribute.js';
import { idEnd } from '../../spark/brackets.js';
import type { Attribute, Expression, NodeBody, PlanNode } from '../../spark/plan.js';

type PhysicalAggregate = Extract<NodeBody, { kind: 'physical-aggregate' }>;

/** A node above, and which of its children leads to here. */
export interface Above {
  readonly node: PlanNode;
  readonly children: readonly unknown[];
}

/** The outputs of `node`; `above` ends in the node itself. `claimed`: ids that aggregates resolved earlier have taken. */
export function impliedOutputs(
  text: string,
  { keys, functions }: PhysicalAggregate,
  above: readonly Above[],
  claimed: Set<number>,
): Attribute[] {
  const grouped = keys.flatMap((key) => (key.kind === 'attribute' ? (attributeOf(text, key) ?? []) : []));
  if (functions.length === 0) return grouped;
  const { used, known, exposed } = namedAbove(text, above);
  // Beside another such aggregate this one has no more than its functions and the keys that go by other names above.
  const kept = grouped.filter(({ id }) => known.has(id));
  const renamed = grouped.length - kept.length;
  const own = used.filter(({ id }) => !claimed.has(id)).slice(0, hasRival(above) ? functions.length + renamed : undefined);
  for (const { id } of own) claimed.add(id);
  const rest = exposed && own.length === 0 ? functions.map((call) => unnamed(text, call)) : [];
  return [...(exposed ? grouped : kept), ...own, ...rest];
}

function unnamed(text: string, { start, end }: Expression): Attribute {
  return { id: -1, name: text.slice(start, end).replace(/#\d+L?/g, ''), span: { start, end }, long: false };
}

interface NamedAbove {
  /** Attributes that the nodes above read and that nothing else makes. */
  readonly used: readonly Attribute[];
  /** All ids that they read. */
  readonly known: ReadonlyMap<number, Attribute>;
  /** Whether nothing above chooses among the columns. */
  readonly exposed: boolean;
}

function namedAbove(text: string, above: readonly Above[]): NamedAbove {
  const found = new Map<number, Attribute>();
  const others = new Set<number>();
  const note = (node: PlanNode): void => {
    if ('outputs' in node.body) for (const { id } of node.body.outputs) others.add(id);
    for (const { attribute, made } of attributesOf(text, node)) {
      if (made) others.add(attribute.id);
      else found.set(attribute.id, attribute);
    }
  };
  const own = (above.at(-1) as Above).node;
  for (const { attribute } of below(text, own)) others.add(attribute.id);
  let exposed = true;
  for (let at = above.length - 2; at >= 0 && exposed; at--) {
    const { node, children } = above[at] as Above;
    // A union goes by the names of its first branch.
    if (node.body.kind === 'union' && children.length > 0) break;
    note(node);
    for (const [place, child] of node.children.entries())
      if (place !== children.length) for (const { attribute } of below(text, child)) others.add(attribute.id);
    exposed = !chooses(node);
  }
  const used = [...found.values()].filter(({ id }) => !others.has(id)).sort((a, b) => a.id - b.id);
  return { used, known: found, exposed };
}

/** Whether a node's own list is all that those above it see. */
function chooses({ body }: PlanNode): boolean {
  if (body.kind === 'sort') return body.items !== undefined;
  return body.kind === 'project' || body.kind === 'physical-aggregate' || body.kind === 'expand' || body.kind === 'transform';
}

/** Whether another aggregate without output stands beside this one, so that names above may be its. */
function hasRival(above: readonly Above[]): boolean {
  return above.some(
    ({ node, children }, at) =>
      at < above.length - 1 && node.children.some((child, place) => place > children.length && hidesOutput(child)),
  );
}

function hidesOutput({ body, children }: PlanNode): boolean {
  if (body.kind === 'physical-aggregate' && body.outputs.length === 0 && body.results === undefined) return true;
  return body.kind !== 'project' && children.some(hidesOutput);
}

interface Named {
  readonly attribute: Attribute;
  /** Behind ` AS `: made here. */
  readonly made: boolean;
}

/** A plan is drawn from the top, so that a tree is one stretch of the text. */
function below(text: string, root: PlanNode): Named[] {
  const found: Named[] = [];
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    found.push(...attributesOf(text, node));
    stack.push(...node.children);
  }
  return found;
}

function attributesOf(text: string, { span, body }: PlanNode): Named[] {
  const found: Named[] = [];
  for (let hash = text.indexOf('#', span.start); hash >= 0 && hash < span.end; hash = text.indexOf('#', hash + 1)) {
    const end = idEnd(text, hash, span.end);
    // `f(a#1)#2` among the calls of a Python node is the call itself.
    if (end < 0 || (body.kind === 'evaluate' && text[hash - 1] === ')')) continue;
    const start = nameStart(text, span.start, hash);
    const attribute = attributeOf(text, { start, end });
    // `sum(fare) AS s#5[0]` reads a column whose name holds an AS.
    const made = text.startsWith(' AS ', start - 4) && text[end] !== '[';
    if (attribute !== undefined && start < hash) found.push({ attribute, made });
  }
  return found;
}

/** Back to where a name without blanks begins, `sum(fare)` included. */
function nameStart(text: string, first: number, hash: number): number {
  let start = hash;
  let depth = 0;
  for (; start > first; start--) {
    const before = text[start - 1] as string;
    if (before === ')') depth++;
    else if (before === '(' && depth > 0) depth--;
    else if (depth === 0 && ' ,([\n'.includes(before)) break;
  }
  return start;
}
