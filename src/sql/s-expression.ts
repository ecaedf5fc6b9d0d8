/**
 * Prints a tree as an S-expression: what the grammar tests compare and people read.
 *
 *     (select
 *       (item (call sum (column t a)) as total)
 *       (from (table s.t as t))
 *       (where (> (column t b) 1)))
 *
 * A node is `(kind flags… children…)`, children in text order, so a new node or field shows up without a line here. Fields
 * that say nothing new are spliced in, the others have their name before them; absent, false and usual values are left out.
 */
import type { DatasetName, Identifier, Literal, Node, Operation, Query, SetOperation, SetOperator, TableAlias } from './tree.js';

/** An atom, or a parenthesised list. */
type Form = string | readonly Form[];

const WIDTH = 100;

/** Fields whose place in their node says what they are. */
const SPLICED = new Set(
  `action actions arguments assignments body branches call column ctes elements entries expression expressions field fields indexes
  input insert inserts items key left list name names operand operands query qualifier relation renames right rows schema source
  statement statements target targets then type value variable when with`.split(/\s+/),
);

/** Fields whose column names are targets, not values, and are printed as plain names. */
const TARGETS = new Set(['columns', 'targets', 'except']);

/** Shorter words for kinds and fields that come on nearly every line. */
const WORDS: Readonly<Record<string, string>> = {
  'select-item': 'item',
  'case-branch': 'when',
  'merge-branch': 'when',
  assignment: '=',
  otherwise: 'else',
  aliases: 'as',
};

/** Values that go without saying, by field. */
const USUAL: Readonly<Record<string, string>> = { form: 'scalar', by: '.', objectType: 'table' };

/** The tree below a node, without a final line break. */
export function toSExpression(node: Node): string {
  return layout(formOf(node), '');
}

// ── Tree → forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

function formOf(node: Node): Form {
  switch (node.kind) {
    case 'identifier':
      return spell(node);
    case 'column-name':
      return ['column', ...node.parts.map(spell), ...(node.outerJoinMark ? ['(+)'] : [])];
    case 'dataset-name':
      return datasetName(node);
    case 'literal':
      return literal(node);
    case 'parameter':
      return ['parameter', node.mark + node.name + (node.mark.endsWith('{') ? '}' : '')];
    case 'keyword':
    case 'type':
    case 'template':
      return oneLine(node.text);
    case 'operation':
      return operation(node);
    case 'set-operation':
      return setOperation(node);
    case 'query':
      return isBodyOnly(node) ? formOf(node.body) : [node.kind, ...fieldsOf(node)];
    case 'query-statement':
      return formOf(node.query);
    case 'sort-item':
      return formOf(node.expression);
    case 'star-rename':
      return `${dotted(node.from.parts)} as ${spell(node.to)}`;
    case 'table-alias':
      return tableAlias(node);
    default:
      return [WORDS[node.kind] ?? node.kind, ...fieldsOf(node)];
  }
}

/** A name, flags in alphabetical order, then the fields with nodes in text order. */
function fieldsOf(record: object): Form[] {
  const flags: string[] = [];
  const parts: { name: string; start: number; forms: readonly Form[] }[] = [];
  for (const [name, value] of Object.entries(record)) {
    if (name === 'kind' || name === 'start' || name === 'end' || name === 'facts') continue;
    if (value === true) flags.push(kebab(name));
    else if (typeof value === 'string' && value !== USUAL[name]) flags.push(oneLine(value));
    else if (typeof value === 'object') parts.push({ name, start: startOf(value) ?? Infinity, forms: fieldForms(name, value) });
  }
  parts.sort((a, b) => a.start - b.start);
  const head = parts[0]?.name === 'name' ? parts.shift()?.forms : undefined;
  return [...(head ?? []), ...flags.sort(), ...parts.flatMap((part) => part.forms)];
}

function fieldForms(name: string, value: object): readonly Form[] {
  const forms = valueForms(name, value);
  if (forms.length === 0) return [];
  if (name === 'alias') return [`as ${forms[0]}`];
  if (SPLICED.has(name)) return forms;
  const label = WORDS[name] ?? kebab(name);
  return [[label, ...(isNode(value) && value.kind === 'window' ? fieldsOf(value) : forms)]];
}

function valueForms(name: string, value: object): readonly Form[] {
  if (isNode(value)) return [value.kind === 'column-name' && TARGETS.has(name) ? dotted(value.parts) : formOf(value)];
  if (!Array.isArray(value)) return SPLICED.has(name) ? [fieldsOf(value)] : fieldsOf(value);
  if ((name === 'name' || name === 'qualifier') && value.length > 0) return [dotted(value)];
  if (name === 'rows') return value.map((row: readonly Node[]) => ['row', ...row.map(formOf)]);
  return value.flatMap((item: object) => (isNode(item) ? valueForms(name, item) : [fieldsOf(item)]));
}

function isNode(value: object): value is Node {
  return 'kind' in value;
}

/** Where the first node of a field begins. */
function startOf(value: object): number | undefined {
  if ('start' in value) return value.start as number;
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const part of parts) {
    const start = typeof part === 'object' && part !== null ? startOf(part) : undefined;
    if (start !== undefined) return start;
  }
  return undefined;
}

function isBodyOnly(query: Query): boolean {
  return (
    query.with === undefined &&
    query.into === undefined &&
    !query.document &&
    query.orderBy.length + query.limit.length + query.pipe.length === 0
  );
}

function operation(node: Operation): Form {
  return chain(
    node.operators.map((operator) => oneLine(operator).replaceAll(' ', '-')),
    node.operands.map(formOf),
    [],
  );
}

function setOperation(node: SetOperation): Form {
  return chain(node.operators.map(setOperator), node.branches.map(formOf), ['set-operation']);
}

/** `(+ a b c)` when there is one operator, `(a + b - c)` when they differ. */
function chain(operators: readonly string[], operands: readonly Form[], head: readonly string[]): Form {
  const [first = ''] = operators;
  if (operators.length !== operands.length - 1 || operators.every((operator) => operator === first))
    return [...operators.slice(0, 1), ...operands];
  return [...head, ...operands.flatMap((operand, i) => (i === 0 ? [operand] : [operators[i - 1] as string, operand]))];
}

function setOperator(operator: SetOperator): string {
  const { only } = operator;
  const columns = only === undefined ? '' : `-of-${typeof only === 'object' ? only.map(({ name }) => name).join(',') : only}`;
  return `${operator.type}${operator.all ? '-all' : ''}${operator.byName ? '-by-name' : ''}${columns}`;
}

function datasetName(node: DatasetName): Form {
  return node.form === 'name' ? dotted(node.parts) : [node.form, ...node.parts.map(spell)];
}

function tableAlias(node: TableAlias): string {
  const columns = node.columns.length > 0 ? ` (${node.columns.map(spell).join(' ')})` : '';
  return spell(node.name) + columns;
}

function literal(node: Literal): Form {
  if (node.type === 'string') return `'${oneLine(node.value.replaceAll("'", "''"))}'`;
  return node.type === 'typed' ? ['literal', oneLine(node.value)] : node.value;
}

function spell(identifier: Identifier): string {
  return identifier.quoted || identifier.name === '' ? `"${identifier.name.replaceAll('"', '""')}"` : oneLine(identifier.name);
}

function dotted(parts: readonly Identifier[]): string {
  return parts.map(spell).join('.');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

// ── Forms → text ─────────────────────────────────────────────────────────────────────────────────────────────────────

function layout(form: Form, indent: string): string {
  const line = flat(form);
  if (typeof form === 'string' || indent.length + line.length <= WIDTH) return line;
  const head = form.findIndex((part) => typeof part !== 'string');
  const atoms = form.slice(0, Math.max(head, 1)).map(flat).join(' ');
  const rest = form.slice(Math.max(head, 1)).map((part) => `\n${indent}  ${layout(part, `${indent}  `)}`);
  return `(${atoms}${rest.join('')})`;
}

function flat(form: Form): string {
  return typeof form === 'string' ? form : `(${form.map(flat).join(' ')})`;
}
