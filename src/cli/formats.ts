import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { type Exporter, type ExportInput, type ExportOptions, exporters } from '../index.js';
import { renderDiagram } from '../node/index.js';
import { treePalette } from './colors.js';
import { didYouMean } from './did-you-mean.js';
import { type Io, UsageError } from './io.js';
import { type NamingOptions, namingOf } from './openlineage-options.js';
import { writeContent } from './write-content.js';

/** Pictures are drawn from the DOT text. */
const PICTURES = ['svg', 'png'] as const;

type Picture = (typeof PICTURES)[number];
export type Format = keyof typeof exporters | Picture;

const isPicture = (format: Format): format is Picture => (PICTURES as readonly string[]).includes(format);

export const FORMATS = [...Object.keys(exporters), ...PICTURES] as Format[];

/** What a file's extension says about the format, where the format's own name does not. */
const EXTENSIONS: Record<string, Format> = { mmd: 'mermaid', md: 'mermaid', gv: 'dot', txt: 'tree' };

/** The format that is asked for by name, else by the output file's extension, else the tree. */
export function formatOf(name: string | undefined, out: string | undefined): Format {
  if (name === undefined) {
    const extension = extname(out ?? '')
      .slice(1)
      .toLowerCase();
    return EXTENSIONS[extension] ?? FORMATS.find((format) => format === extension) ?? 'tree';
  }
  const known = FORMATS.find((format) => format === name.toLowerCase());
  if (known) return known;
  throw new UsageError(`unknown format '${name}'`, didYouMean(name, FORMATS) ?? `known: ${FORMATS.join(', ')}`);
}

/** Whether a format shows more of the statements than their edges: then everything about them is kept. */
export function asksDetails(format: Format, steps: boolean): boolean {
  return steps || format === 'json' || format === 'openlineage';
}

export interface OutputOptions extends NamingOptions {
  readonly steps?: boolean;
  readonly out?: string;
  /** All columns of a dataset, where they are known. */
  readonly columnsOf?: (dataset: string) => readonly string[] | undefined;
}

/** Renders lineage in a format and writes it to `out`, or to standard output. */
export async function writeResult(result: ExportInput, format: Format, options: OutputOptions, io: Io): Promise<void> {
  const { steps = false, out, columnsOf } = options;
  if (format === 'png' && out === undefined && io.stdout.isTTY)
    throw new UsageError('a PNG is no text', 'give it a file: --out lineage.png');
  const asked: ExportOptions = {
    steps,
    onCut: (note) =>
      io.stderr.write(`warning: ${note} (cut)\n  hint: --column or --no-indirect ask for less; json and csv have all of it\n`),
    ...namingOf(options),
    ...(columnsOf && { columnsOf }),
    ...(out === undefined && { palette: treePalette(io.stdout, io.env), width: io.stdout.columns ?? 100 }),
    ...(format === 'openlineage' && { runId: randomUUID(), eventTime: new Date().toISOString() }),
  };
  const content = isPicture(format)
    ? await draw(exporters.dot.render(result, asked), format)
    : (exporters[format] as Exporter<ExportOptions>).render(result, asked);
  writeContent(content, out, io);
}

async function draw(dot: string, format: Picture): Promise<Uint8Array> {
  try {
    return await renderDiagram(dot, format);
  } catch (error) {
    if ((error as Error).name !== 'RenderError') throw error;
    throw new UsageError((error as Error).message, (error as { hint?: string }).hint);
  }
}
