/** The steps view of `tree`: each output column told hop by hop, down to the datasets that it comes from. */
import { LineIndex } from '../base/line-index.js';
import type { Span } from '../base/span.js';
import type { OutputColumn, StatementLineage, Step, StepColumn, StepInput } from '../lineage/types.js';
import type { ExportInput } from './exporter.js';
import { groupBy } from './group-by.js';
import type { StyledLine } from './styled-line.js';
import { padEnd, styled, widest, widthOf } from './styled-line.js';
import { directFirst } from './targets.js';
import { kindsText, sourceText } from './terminal-text.js';
import { visible } from './visible.js';

const NO_SOURCE = styled('faint', '  no source column');
const LEFT_OUT = styled('faint', '  (too many steps: left out)');

/** A statement's steps with what finds a column in them. */
interface Story {
  readonly steps: readonly Step[];
  readonly width: number;
  /** By name, of each step. */
  readonly columns: ReadonlyMap<Step, ReadonlyMap<string, readonly StepColumn[]>>;
}

/** From this many lines on, what was told of another column is not told again. */
const MANY_LINES = 5000;

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
  const { steps } = statement;
  const story = { steps, width, columns: new Map(steps.map((step) => [step, groupBy(step.columns, ({ name }) => name)])) };
  const lines: StyledLine[] = [];
  let told = new Set<StepColumn>();
  for (const column of statement.columns) {
    if (lines.length > 0) lines.push([]);
    if (lines.length < MANY_LINES) told = new Set();
    for (const line of renderColumn(story, column, told)) lines.push(line);
  }
  const rows = rowLines(story);
  return lines.concat(lines.length && rows.length ? [[]] : [], rows);
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function renderColumn(story: Story, output: OutputColumn, told: Set<StepColumn>): StyledLine[] {
  const start = finalStep(story, output);
  const defined = start === undefined ? undefined : definition(story, columnOf(story, start, output.column, output));
  const inputs: readonly StepInput[] = defined?.inputs ?? output.inputs;
  const name: StyledLine = [
    ...(output.dataset === null ? [] : [styled('dataset', visible(output.dataset)), '.']),
    styled('column', visible(output.column)),
  ];
  const head = [...name, ...expressionText(defined, output.column, story.width - widthOf(name))];
  if (!inputs.length) return [[...head, NO_SOURCE]];
  if (defined !== undefined && told.has(defined)) return [[...head, styled('faint', '  (see above)')]];
  if (defined !== undefined) told.add(defined);
  return [head, ...renderInputs(story, inputs, '', told)];
}

/** Nobody reads further to the right. */
const MOST_HOPS = 100;

/** Each input below the column that it makes, each followed by its own. A column told before in this story is only named. */
function renderInputs(story: Story, inputs: readonly StepInput[], indent: string, told: Set<StepColumn>, hops = 0): StyledLine[] {
  const kindWidth = widest(inputs.map((input) => kindsText([input])));
  return inputs.toSorted(directFirst).flatMap((input, index) => {
    const last = index === inputs.length - 1;
    const lead: StyledLine = [styled('faint', `${indent}${last ? '└─ ' : '├─ '}`), ...padEnd(kindsText([input]), kindWidth), '  '];
    if (input.step === undefined) return [[...lead, ...sourceText(input)]];
    const step = story.steps[input.step];
    const column = definition(story, columnOf(story, input.step, input.column));
    const place = [...lead, ...stepColumnText(step, input)];
    if (!column) return [place];
    if (told.has(column)) return [[...place, ...(column.inputs.length ? [styled('faint', '  (see above)')] : [])]];
    told.add(column);
    const head = [...place, ...expressionText(column, input.column, story.width - widthOf(place))];
    if (!column.inputs.length) return [[...head, step?.cut ? LEFT_OUT : NO_SOURCE]];
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
function finalStep({ steps, columns }: Story, { dataset, column }: OutputColumn): number | undefined {
  const has = (step: Step): boolean => columns.get(step)?.has(column) === true;
  const writing = steps.findLastIndex((step) => step.kind === 'write' && step.name === dataset && has(step));
  const found = writing < 0 ? steps.findLastIndex(has) : writing;
  return found < 0 ? undefined : found;
}

/** Where a column is defined: a step that only hands it on, as writing does, tells nothing. */
function definition(story: Story, column: StepColumn | undefined): StepColumn | undefined {
  // Steps name earlier ones only, but a recursive CTE names itself.
  for (let hops = 0; column && hops < story.steps.length; hops++) {
    const handedOn = soleStepColumn(story, column);
    if (!handedOn || (column.expression !== undefined && column.expression !== handedOn.expression)) return column;
    column = handedOn;
  }
  return column;
}

/** The earlier step's column that a column is, unchanged. */
function soleStepColumn(story: Story, column: StepColumn): StepColumn | undefined {
  const { inputs } = column;
  const [only] = inputs;
  if (inputs.length !== 1 || only?.step === undefined || only.subtype !== 'IDENTITY' || only.path) return undefined;
  return columnOf(story, only.step, only.column, column);
}

/** Among more columns of one name none is looked for. */
const MOST_OF_ONE_NAME = 100;

/** A step's column by name. A query may have two of one name: then the one that stands in the reader's place in the text. */
function columnOf(story: Story, step: number, name: string, reader?: { readonly span?: Span }): StepColumn | undefined {
  const columns = story.columns.get(story.steps[step] as Step);
  const named = columns?.get(name);
  const [first] = named ?? columns?.get('*') ?? [];
  if (named === undefined || named.length > MOST_OF_ONE_NAME) return first;
  return named.find(({ span }) => span && span.start === reader?.span?.start && span.end === reader.span.end) ?? first;
}

// ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What decides the rows of each step, in order of evaluation; a write has the rows of its query. */
function rowLines(story: Story): StyledLine[] {
  const { steps } = story;
  const told = (step: Step, at: number): boolean => isSame(step.influences, steps[at - 1]?.influences ?? []);
  const deciding = steps.filter((step, at) => step.influences.length && !(step.kind === 'write' && told(step, at)));
  if (!deciding.length) return [];
  const nameWidth = widest(deciding.map((step) => [stepName(step)]));
  const kindWidth = widest(deciding.flatMap(({ influences }) => influences.map((input) => kindsText([input]))));
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
          ...decidingText(story, step, input),
        ],
      ),
    ),
  ];
}

/** A step that groups or sorts by a column of its own does so by the column's expression. */
function decidingText(story: Story, step: Step, input: StepInput): StyledLine {
  const { steps } = story;
  if (input.step === undefined) return sourceText(input);
  const isOwn = steps[input.step] === step && (input.subtype === 'GROUP_BY' || input.subtype === 'SORT');
  const expression = isOwn ? columnOf(story, input.step, input.column)?.expression : undefined;
  return expression === undefined ? stepColumnText(steps[input.step], input) : [visible(expression)];
}

function isSame(a: readonly StepInput[], b: readonly StepInput[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function stepName({ name, kind }: Step): string {
  return kind === 'query' && !name ? 'query' : visible(name);
}
