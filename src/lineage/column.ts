/** A column of a relation: its name, what flows into it, and what its fields are when it is a struct or a document. */
import type { Span } from '../base/span.js';
import type { Typed } from '../types/type.js';
import type { Flow, Link } from './flow.js';
import { flowOf, link, NOTHING, via } from './flow.js';
import type { Dataset } from './source.js';
import { IDENTITY } from './transformation.js';

export interface Column {
  /** As stored; `*` when `open`. */
  readonly name: string;
  /** The name as it is compared: equal keys are one name. For Spark plans the name itself will do. */
  readonly key: string;
  readonly flow: Flow;
  readonly fields: Fields | undefined;
  /** Stands for columns that nobody knows. */
  readonly open: Open | undefined;
  /** The expression that defines it. */
  readonly span: Span | undefined;
  /** What its values are; undefined where nobody asked, or knows nothing of it. */
  readonly typed: Typed | undefined;
}

/** Columns that nobody knows: what a star over an unknown dataset is. */
export interface Open {
  /** Whose columns they are, for lists of candidates. */
  readonly owners: readonly Dataset[];
  /** Whether one of this name may be among them. Asking is not evidence that it is. */
  may(key: string): boolean;
  /** The one of this name; undefined when it is surely not among them. */
  column(key: string, name: string): Column | undefined;
  /** They are known, but too many to be listed. */
  readonly cut?: true;
}

/**
 * The fields of a struct (or of an array's structs), each with its own sources: a list when it was put together in the text, or
 * those of the values that it is one of.
 */
export type Fields = readonly Column[] | Handed;

/** Values that are handed on: a CASE's results, COALESCE's arguments, what is cast or collected. Looked at when a field is taken. */
export interface Handed {
  readonly from: () => Given;
  /** How they are handed on. */
  readonly code: number;
  /** All fields, found once; null where the text does not tell them. */
  all: readonly Column[] | null | undefined;
}

export interface Given {
  readonly values: readonly Column[];
  /** What decides which value it is, and holds for each field: a CASE's conditions, a window's order. */
  readonly aside: readonly Link[];
}

export function newColumn(name: string, key: string, flow: Flow, span?: Span, fields?: Fields, typed?: Typed): Column {
  return { name, key, flow, fields, open: undefined, span, typed };
}

export function openColumn(flow: Flow, open: Open, span?: Span): Column {
  return { name: '*', key: '*', flow, fields: undefined, open, span, typed: undefined };
}

/** One more hop, at `span`: so that a step that hands columns on has columns of its own. */
export function passOn({ open, name, key, flow, fields, typed }: Column, span: Span): Column {
  const handed = via(flow, IDENTITY, span);
  return open === undefined ? newColumn(name, key, handed, span, fields, typed) : openColumn(handed, open, span);
}

/** Columns used as values, each by the characters that define it. */
export function flowOfColumns(columns: readonly Column[], code: number): Flow {
  const links: Link[] = [];
  for (const { flow, span } of columns) if (flow !== NOTHING) links.push(link(flow, code, span));
  return flowOf(links);
}

// ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const NO_VALUES: Given = { values: [], aside: [] };

/** `find` is called once, when a field is first asked for. A value that is made of itself ends there. */
export function handedOn(code: number, find: () => Given): Handed {
  let given: Given | undefined;
  const from = () => {
    if (given === undefined) {
      given = NO_VALUES;
      given = find();
    }
    return given;
  };
  return handed(code, from);
}

export function handed(code: number, from: () => Given): Handed {
  return { from, code, all: undefined };
}

function handedOf({ fields }: Column): Handed | undefined {
  return fields !== undefined && 'from' in fields ? fields : undefined;
}

const hasSource = ({ flow, fields }: Column): boolean => flow !== NOTHING || fields !== undefined;

/**
 * The value and all those that it hands on, inner ones first, each once: a value may be handed on twice at every level, and the levels
 * may be many.
 */
function innerFirst(value: Column): Column[] {
  const order: Column[] = [];
  const seen = new Set([value]);
  const open: { readonly value: Column; readonly inner: readonly Column[]; next: number }[] = [];
  const enter = (each: Column) => open.push({ value: each, inner: handedOf(each)?.from().values ?? [], next: 0 });
  enter(value);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const inner = top.inner[top.next++];
    if (inner === undefined) {
      order.push(top.value);
      open.pop();
    } else if (!seen.has(inner)) {
      seen.add(inner);
      enter(inner);
    }
  }
  return order;
}

/** All fields of a value, where the text tells them. */
export function fieldsOf(value: Column): readonly Column[] | undefined {
  const own = handedOf(value);
  if (own === undefined) return knownFields(value);
  if (own.all === undefined) {
    for (const each of innerFirst(value)) {
      const handing = handedOf(each);
      if (handing !== undefined && handing.all === undefined) handing.all = commonFields(handing) ?? null;
    }
  }
  return own.all ?? undefined;
}

/** Those that were found already, for a value that hands others on. */
function knownFields({ fields }: Column): readonly Column[] | undefined {
  return fields !== undefined && 'from' in fields ? (fields.all ?? undefined) : fields;
}

/** The fields that all values have in the same places. */
function commonFields({ from, code }: Handed): readonly Column[] | undefined {
  const { values, aside } = from();
  const lists = values.filter(hasSource).map(knownFields);
  const [first] = lists;
  if (first === undefined || lists.some((list) => list?.length !== first.length)) return undefined;
  return first.map((field, at) => {
    const same = lists.map((list) => (list as readonly Column[])[at] as Column);
    return field.open === undefined ? together(field, same, code, aside) : openTogether(field.open, same, code, aside);
  });
}

/** One field of a value: its own sources where the text tells them, else a path. `own` is how a table stores a column of the name. */
export function fieldOf(value: Column, key: string, name: string, span: Span | undefined, own = name): Column {
  const built = builtField(value, key, name, own);
  if (built !== undefined) return built;
  if (handedOf(value) === undefined) return pathOf(value, key, name, span);
  const found = new Map<Column, Column>();
  for (const each of innerFirst(value)) {
    const { values, aside } = handedOf(each)?.from() ?? NO_VALUES;
    const inner = builtField(each, key, name, each === value ? own : name);
    if (inner !== undefined || values.length === 0) {
      found.set(each, inner ?? pathOf(each, key, name, span));
      continue;
    }
    const same = values.filter(({ flow }) => flow !== NOTHING).map((one) => found.get(one) ?? pathOf(one, key, name, span));
    found.set(each, together(newColumn(name, key, NOTHING), same, (each.fields as Handed).code, aside));
  }
  return found.get(value) as Column;
}

/** The field that a value was put together with. */
function builtField(value: Column, key: string, name: string, own: string): Column | undefined {
  const list = fieldsOf(value);
  if (list === undefined) return undefined;
  const built = fieldNamed(list, key.toLowerCase()) ?? list[placeOf(name)];
  return built ?? list.find((field) => field.open !== undefined)?.open?.column(key, own);
}

/** From so many fields on, an index finds them. */
const MANY_FIELDS = 16;

/** Long lists of fields, each by its name in lower case: kept beside the lists, which are plain arrays of columns. */
const indexes = new WeakMap<readonly Column[], ReadonlyMap<string, Column>>();

function fieldNamed(list: readonly Column[], lower: string): Column | undefined {
  if (list.length < MANY_FIELDS) return list.find((field) => field.open === undefined && field.key.toLowerCase() === lower);
  let index = indexes.get(list);
  if (index === undefined) {
    // Of one name the first counts.
    index = new Map(list.flatMap((field) => (field.open === undefined ? [[field.key.toLowerCase(), field] as const] : [])).reverse());
    indexes.set(list, index);
  }
  return index.get(lower);
}

function pathOf({ flow }: Column, key: string, name: string, span: Span | undefined): Column {
  return newColumn(name, key, flow === NOTHING ? NOTHING : flowOf([link(flow, IDENTITY, span, [name])]));
}

/** ClickHouse's `t.1`: a number is a field's place. */
function placeOf(name: string): number {
  const first = name.charCodeAt(0);
  return first >= 0x31 && first <= 0x39 ? Number(name) - 1 : -1;
}

/** The same field of several values. */
function together({ name, key, span }: Column, same: readonly Column[], code: number, aside: readonly Link[]): Column {
  const links: Link[] = [];
  for (const each of same) if (each.flow !== NOTHING) links.push(link(each.flow, code, each.span));
  return newColumn(
    name,
    key,
    flowOf([...links, ...aside]),
    span,
    handed(code, () => ({ values: same, aside })),
  );
}

function openTogether(open: Open, same: readonly Column[], code: number, aside: readonly Link[]): Column {
  const links = same.map((each) => link(each.flow, code, each.span));
  const column = (key: string, name: string): Column | undefined => {
    const found = same.flatMap((each) => each.open?.column(key, name) ?? []);
    return found[0] && together(found[0], found, code, aside);
  };
  return openColumn(flowOf([...links, ...aside]), { ...open, column });
}
