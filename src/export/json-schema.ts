/** The JSON Schema (2020-12) of what the `json` exporter writes. docs/lineage.schema.json is the same as a file. */
import { TYPE_FAMILIES } from '../functions/types.js';
import { JSON_VERSION } from './json.js';

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const nullableText = { type: ['string', 'null'] };

function object(properties: Record<string, object>, required: readonly string[], description?: string): object {
  return { type: 'object', ...(description ? { description } : {}), properties, required };
}

function ref(name: string): object {
  return { $ref: `#/$defs/${name}` };
}

function list(name: string, description?: string): object {
  return { type: 'array', ...(description ? { description } : {}), items: ref(name) };
}

const span = object(
  { start: { type: 'integer', minimum: 0 }, end: { type: 'integer', minimum: 0 } },
  ['start', 'end'],
  'UTF-16 offsets into the text.',
);

const sourceColumn = {
  dataset: { ...nullableText, description: 'null when several datasets could own the column: see candidates.' },
  column: { ...text, description: '* when a star over unknown columns stays open.' },
  path: { ...texts, description: 'The field read within the column, outermost first.' },
  candidates: { ...texts, description: 'Datasets that could own the column; only with dataset null.' },
};

const direct = ['IDENTITY', 'TRANSFORMATION', 'AGGREGATION'];
const indirect = ['JOIN', 'GROUP_BY', 'FILTER', 'SORT', 'WINDOW', 'CONDITIONAL'];
const transformation = { type: { enum: ['DIRECT', 'INDIRECT'] }, subtype: { enum: [...direct, ...indirect] }, masking: { const: true } };
const subtypeFitsType = {
  if: { properties: { type: { const: 'DIRECT' } } },
  then: { properties: { subtype: { enum: direct } } },
  else: { properties: { subtype: { enum: indirect } } },
};

const input = {
  ...object(
    {
      ...sourceColumn,
      ...transformation,
      spans: list('span', 'The characters that made it, outermost last; of a longer way the 20 outermost.'),
    },
    ['dataset', 'column', 'type', 'subtype'],
  ),
  ...subtypeFitsType,
};

const stepInput = {
  ...object(
    {
      step: { type: 'integer', minimum: 0, description: 'The earlier step that the column is of; without it, dataset says whose it is.' },
      ...sourceColumn,
      ...transformation,
      span: ref('span'),
    },
    ['column', 'type', 'subtype'],
  ),
  anyOf: [{ required: ['step'] }, { required: ['dataset'] }],
  ...subtypeFitsType,
};

const step = object(
  {
    name: text,
    kind: text,
    span: ref('span'),
    columns: {
      type: 'array',
      items: object({ name: text, span: ref('span'), expression: text, inputs: list('stepInput') }, ['name', 'inputs']),
    },
    influences: list('stepInput', 'What decides the rows of this relation.'),
    cut: { const: true, description: 'Too many steps: some inputs of these columns, or influences, are left out.' },
  },
  ['name', 'kind', 'columns', 'influences'],
  'A relation on the way: a CTE, a subquery, the statement itself. In order of evaluation.',
);

const diagnostic = object(
  { severity: { enum: ['error', 'warning', 'info'] }, code: text, message: text, span: ref('span'), expected: texts, hint: text },
  ['severity', 'code', 'message'],
);

const statement = object(
  {
    kind: text,
    span: ref('span'),
    fingerprint: { ...text, pattern: '^[0-9a-f]{16}$' },
    reads: texts,
    writes: texts,
    columns: {
      type: 'array',
      items: object(
        {
          dataset: nullableText,
          column: text,
          type: { ...text, description: 'As the engine writes it, where it is known for sure.' },
          family: { enum: [...TYPE_FAMILIES], description: 'What kind of type it is, where that is known for sure.' },
          nullable: { type: 'boolean', description: 'Whether a value may be NULL, where that is known for sure.' },
          span: ref('span'),
          inputs: list('input'),
        },
        ['dataset', 'column', 'inputs'],
      ),
    },
    influences: { type: 'array', items: object({ dataset: nullableText, input: ref('input') }, ['dataset', 'input']) },
    steps: list('step'),
    diagnostics: list('diagnostic'),
  },
  ['kind', 'span', 'fingerprint', 'reads', 'writes', 'columns', 'influences', 'steps', 'diagnostics'],
);

const edge = {
  ...object(
    {
      from: object(sourceColumn, ['dataset', 'column']),
      to: object(
        {
          dataset: { ...nullableText, description: 'null for the result of a bare query.' },
          column: { ...nullableText, description: 'null where the edge holds for every column of the dataset.' },
        },
        ['dataset', 'column'],
      ),
      ...transformation,
    },
    ['from', 'to', 'type', 'subtype'],
    'One edge, end to end over the whole text.',
  ),
  ...subtypeFitsType,
};

export const lineageSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:headwater:lineage:${JSON_VERSION}`,
  title: 'Headwater lineage',
  ...object(
    {
      version: { const: JSON_VERSION, description: 'Grows when a program that reads the document could break.' },
      dialect: text,
      reads: { ...texts, description: 'Datasets that the text reads, without those that it wrote before.' },
      writes: texts,
      intermediate: { ...texts, description: 'Datasets that one statement writes and a later one reads; edges pass through them.' },
      columns: {
        type: 'array',
        description: 'All output columns in order, those without a source too.',
        items: object({ dataset: nullableText, column: text }, ['dataset', 'column']),
      },
      edges: list('edge'),
      statements: list('statement'),
    },
    ['version', 'reads', 'writes', 'intermediate', 'columns', 'edges'],
  ),
  $defs: { span, input, stepInput, step, diagnostic, statement, edge },
};
