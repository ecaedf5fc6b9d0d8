/** The steps view of `tree`: each output column told hop by hop, down to the datasets that it comes from. */
import { LineIndex } from '../base/line-index.js';
import type { Span } from '../base/span.js';
import type { OutputColumn, StatementLineage, Step, StepColumn, StepInput } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';
import type { StyledLine } from './styled-line.js';
import { padEnd, styled, widthOf } from './styled-line.js';
import { directFirst } from './targets.js';
import { kindsText, sourceText } from './terminal-text.js';
import { visible } from './visible.js';

const NO_SOURCE = styled('faint', '  no source column');

/** A statement's steps with what finds a column in them. */
interface Story {
  readonly steps: readonly Step[];
  readonly width: number;
}

export function renderSteps({ statements = [], text }: ExportInput, width: number): StyledLine[] {
  const lines = text === undefined ? undefined : new LineIndex(text);
  const telling = statements.map(({ lineage }) => lineage).filter(({ columns, influences }) => columns.length || influences.length);
  if (!telling.length) return [['No lineage: nothing is read into a column.']];
  return telling.flatMap((statement, index) => [
    ...(index ? [[]] : []),
    ...(telling.length > 1 ? [heading(statement, index, lines?.locate(statement.span.start).line), []] : []),
    ...renderStatement(statement, width),
  ]);
}

function heading({ kind, writes }: StatementLineage, index: number, line: number | undefined): StyledLine {
  const place = line === undefined ? '' : `, line ${line}`;
  const target = writes.length ? [' of ', styled('dataset', writes.map(visible).join(', '))] : [];
  return [styled('faint', `${index + 1}. `), kind, ...target, styled('faint', place)];
}

function renderStatement(statement: StatementLineage, width: number): StyledLine[] {
  const story = { steps: statement.steps, width };
  const columns = statement.columns.flatMap((column, index) => [...(index ? [[]] : []), ...renderColumn(story, column)]);
  const rows = rowLines(statement.steps);
  return [...columns, ...(columns.length && rows.length ? [[]] : []), ...rows];
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function renderColumn(story: Story, output: OutputColumn): StyledLine[] {
  const start = finalStep(story.steps, output);
  const defined = start === undefined ? undefined : definition(story.steps, columnOf(story.steps, start, output.column, output));
  const inputs: readonly StepInput[] = defined?.inputs ?? output.inputs;
  const name: StyledLine = [
    ...(output.dataset === null ? [] : [styled('dataset', visible(output.dataset)), '.']),
    styled('column', visible(output.column)),
  ];
  const head = [...name, ...expressionText(defined, output.column, story.width - widthOf(name))];
  if (!inputs.length) return [[...head, NO_SOURCE]];
  return [head, ...renderInputs(story, inputs, '', new Set())];
}

/** Nobody reads further to the right. */
const MOST_HOPS = 100;

/** Each input below the column that it makes, each followed by its own. A column told before in this story is only named. */
function renderInputs(story: Story, inputs: readonly StepInput[], indent: string, told: Set<StepColumn>, hops = 0): StyledLine[] {
  const kindWidth = Math.max(...inputs.map((input) => widthOf(kindsText([input]))));
  return inputs.toSorted(directFirst).flatMap((input, index) => {
    const last = index === inputs.length - 1;
    const lead: StyledLine = [styled('faint', `${indent}${last ? '└─ ' : '├─ '}`), ...padEnd(kindsText([input]), kindWidth), '  '];
    if (input.step === undefined) return [[...lead, ...sourceText(input)]];
    const step = story.steps[input.step];
    const column = definition(story.steps, columnOf(story.steps, input.step, input.column));
    const place = [...lead, ...stepColumnText(step, input)];
    if (!column) return [place];
    if (told.has(column)) return [[...place, ...(column.inputs.length ? [styled('faint', '  (see above)')] : [])]];
    told.add(column);
    const head = [...place, ...expressionText(column, input.column, story.width - widthOf(place))];
    if (!column.inputs.length) return [[...head, NO_SOURCE]];
    if (hops === MOST_HOPS) return [[...head, styled('faint', `  (more than ${MOST_HOPS} hops: the rest is not shown)`)]];
    return [head, ...renderInputs(story, column.inputs, `${indent}${last ? '   ' : '│  '}`, told, hops + 1)];
  });
}

function stepColumnText(step: Step | undefined, input: { readonly column: string; readonly path?: readonly string[] }): StyledLine {
  return [`${visible(step?.name ?? '?')}.`, styled('column', [input.column, ...(input.path ?? [])].map(visible).join('.'))];
}

/** ` = sum(x)`, unless the expression is the name before it; shortened to the room that is left in the line. */
function expressionText(column: StepColumn | undefined, shown: string, left: number): StyledLine {
  if (column?.expression === undefined || column.expression === shown) return [];
  const text = visible(column.expression);
  const room = Math.max(24, left - ' = '.length);
  return [' = ', styled('faint', text.length > room ? `${text.slice(0, room - 1)}…` : text)];
}

/** The last step that has the column, looking at what writes the column's dataset first. */
function finalStep(steps: readonly Step[], { dataset, column }: OutputColumn): number | undefined {
  const has = (step: Step): boolean => step.columns.some(({ name }) => name === column);
  const writing = steps.findLastIndex((step) => step.kind === 'write' && step.name === dataset && has(step));
  const found = writing < 0 ? steps.findLastIndex(has) : writing;
  return found < 0 ? undefined : found;
}

/** Where a column is defined: a step that only hands it on, as writing does, tells nothing. */
function definition(steps: readonly Step[], column: StepColumn | undefined): StepColumn | undefined {
  // Steps name earlier ones only, but a recursive CTE names itself.
  for (let hops = 0; column && hops < steps.length; hops++) {
    const handedOn = soleStepColumn(steps, column);
    if (!handedOn || (column.expression !== undefined && column.expression !== handedOn.expression)) return column;
    column = handedOn;
  }
  return column;
}

/** The earlier step's column that a column is, unchanged. */
function soleStepColumn(steps: readonly Step[], column: StepColumn): StepColumn | undefined {
  const { inputs } = column;
  const [only] = inputs;
  if (inputs.length !== 1 || only?.step === undefined || only.subtype !== 'IDENTITY' || only.path) return undefined;
  return columnOf(steps, only.step, only.column, column);
}

/** A step's column by name. A query may have two of one name: then the one that stands in the reader's place in the text. */
function columnOf(steps: readonly Step[], step: number, name: string, reader?: { readonly span?: Span }): StepColumn | undefined {
  const columns = steps[step]?.columns ?? [];
  const named = columns.filter((column) => column.name === name);
  const [first] = named.length ? named : columns.filter((column) => column.name === '*');
  return named.find(({ span }) => span && span.start === reader?.span?.start && span.end === reader.span.end) ?? first;
}

// ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What decides the rows of each step, in order of evaluation; a write has the rows of its query. */
function rowLines(steps: readonly Step[]): StyledLine[] {
  const told = (step: Step, at: number): boolean => isSame(step.influences, steps[at - 1]?.influences ?? []);
  const deciding = steps.filter((step, at) => step.influences.length && !(step.kind === 'write' && told(step, at)));
  if (!deciding.length) return [];
  const nameWidth = Math.max(...deciding.map((step) => widthOf([stepName(step)])));
  const kindWidth = Math.max(...deciding.flatMap(({ influences }) => influences.map((input) => widthOf(kindsText([input])))));
  return [
    [styled('faint', 'rows are decided by')],
    ...deciding.flatMap((step) =>
      step.influences.map(
        (input, index): StyledLine => [
          '  ',
          ...padEnd([styled('dataset', index ? '' : stepName(step))], nameWidth),
          '  ',
          ...padEnd(kindsText([input]), kindWidth),
          '  ',
          ...decidingText(steps, step, input),
        ],
      ),
    ),
  ];
}

/** A step that groups or sorts by a column of its own does so by the column's expression. */
function decidingText(steps: readonly Step[], step: Step, input: StepInput): StyledLine {
  if (input.step === undefined) return sourceText(input);
  const isOwn = steps[input.step] === step && (input.subtype === 'GROUP_BY' || input.subtype === 'SORT');
  const expression = isOwn ? columnOf(steps, input.step, input.column)?.expression : undefined;
  return expression === undefined ? stepColumnText(steps[input.step], input) : [visible(expression)];
}

function isSame(a: readonly StepInput[], b: readonly StepInput[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function stepName({ name, kind }: Step): string {
  return kind === 'query' && !name ? 'query' : visible(name);
}
