import type { Arrow, Box, Diagram, DiagramOptions } from './diagram.js';
import { diagramOf } from './diagram.js';
import type { ExportInput } from './exporter.js';
import { mermaidLabel } from './mermaid-text.js';
import { foldToDatasets, simpler } from './simplify-diagram.js';
import { shortened } from './visible.js';

/** What Mermaid draws at most unless it is told otherwise, and nobody can tell GitHub. */
const MAX_EDGES = 500;
const MAX_TEXT = 50_000;

const ARROWS: Record<Arrow['style'], string> = { identity: '-->', computed: '==>', indirect: '-.->' };

// Fill and text colour together, so that boxes are readable on a light and a dark page.
const CLASSES = [
  'classDef source fill:#e7f0fa,stroke:#4a7fb5,color:#12304f',
  'classDef target fill:#e6f4ea,stroke:#3f8f5b,color:#123d22',
  'classDef result fill:#e6f4ea,stroke:#3f8f5b,color:#123d22',
  'classDef unknown fill:#fdf0dc,stroke:#b7791f,color:#4a2f05,stroke-dasharray:4 3',
  'classDef column fill:#ffffff,stroke:#9aa5b1,color:#1f2933',
  'classDef rows fill:#fff7e6,stroke:#c2700a,color:#4a2f05',
  'classDef remark fill:#f5f5f5,stroke:#9aa5b1,color:#52606d',
];
// Closer together than by default: a dataset may have hundreds of columns.
const INIT =
  '%%{init: {"flowchart": {"nodeSpacing": 12, "rankSpacing": 90, "padding": 8, "wrappingWidth": 360, "subGraphTitleMargin": {"top": 4, "bottom": 8}}}}%%';
const INDIRECT_COLOR = '#c2700a';

/** A flowchart that GitHub can draw: what is too large for it is drawn with columns together, or as datasets only. */
export function renderMermaid(input: ExportInput, { direction = 'LR', legend = true, onCut }: DiagramOptions = {}): string {
  const full = diagramOf(input);
  const diagram = simpler(full);
  if (diagram.arrows.length <= MAX_EDGES) {
    const text = draw(diagram, direction, legend);
    if (text.length <= MAX_TEXT) return text;
  }
  let most = MAX_EDGES;
  let folded = foldToDatasets(full, most);
  let text = draw(folded, direction, legend);
  while (text.length > MAX_TEXT && most > 1) {
    most = Math.floor(most / 2);
    folded = foldToDatasets(full, most);
    text = draw(folded, direction, legend);
  }
  if (folded.note) onCut?.(folded.note);
  return text;
}

function draw(diagram: Diagram, direction: string, legend: boolean): string {
  const arrows: string[] = [];
  const indirect: number[] = [];
  for (const arrow of diagram.arrows) {
    if (arrow.style === 'indirect') indirect.push(arrows.length);
    arrows.push(`  ${arrow.from} ${ARROWS[arrow.style]}${arrow.label ? `|${mermaidLabel([arrow.label])}|` : ''} ${arrow.to}`);
  }
  const isEmpty = !diagram.boxes.length;
  const remarks = [...(diagram.note ? [diagram.note] : []), ...(legend && arrows.length ? LEGEND : [])];
  return [
    INIT,
    `flowchart ${direction}`,
    ...(isEmpty ? ['  empty["No lineage"]'] : []),
    ...diagram.boxes.flatMap(drawBox),
    ...arrows,
    ...(remarks.length ? [`  legend[${mermaidLabel(remarks)}]:::remark`] : []),
    ...(isEmpty ? [] : CLASSES.map((line) => `  ${line}`)),
    ...(indirect.length ? [`  linkStyle ${indirect.join(',')} stroke:${INDIRECT_COLOR},color:${INDIRECT_COLOR}`] : []),
    '',
  ].join('\n');
}

/** A dataset is a subgraph of its columns, or a node where none is drawn. */
function drawBox({ id, title, role, columns, rows }: Box): string[] {
  if (!columns.length && rows === undefined) return [`  ${id}[${mermaidLabel([shortened(title)])}]:::${role}`];
  return [
    `  subgraph ${id}[${mermaidLabel([shortened(title)])}]`,
    ...columns.map((column) => `    ${column.id}[${mermaidLabel([column.names.map(shortened).join(', ')])}]:::column`),
    ...(rows === undefined ? [] : [`    ${rows}(["all rows"]):::rows`]),
    '  end',
    `  class ${id} ${role}`,
  ];
}

const LEGEND = ['thin line: same value', 'thick line: computed', 'dotted line: decides rows or conditions'];
