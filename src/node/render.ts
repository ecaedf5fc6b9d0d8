/** Pictures of diagrams. Graphviz comes with Headwater; Mermaid needs mermaid-cli and a browser, which a user may have. */
import { existsSync } from 'node:fs';
import { Graphviz } from '@hpcc-js/wasm-graphviz';

export type PictureFormat = 'svg' | 'png';
export type PictureEngine = 'graphviz' | 'mermaid';

export interface RenderOptions {
  /** PNG: pixels for each of the picture's own. Default 2. */
  readonly scale?: number;
  /** Mermaid: the browser to draw with. Default: `PUPPETEER_EXECUTABLE_PATH`, an installed Chrome or Chromium, puppeteer's own. */
  readonly browser?: string;
}

/** Something that drawing needs is not there, or the diagram could not be drawn. `hint` says what to do. */
export class RenderError extends Error {
  override readonly name = 'RenderError';

  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Pixels a side that a picture may have; beyond, the rasteriser runs out of memory and viewers give up. */
const MAX_PIXELS = 16_000;
/** Pixels in all: each takes four bytes and more. */
const MAX_AREA = 20_000_000;

const ONE_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15">M</text></svg>';

/** Draws the text of the `dot` (engine `graphviz`) or `mermaid` exporter. */
export async function renderDiagram(
  text: string,
  format: PictureFormat,
  engine: PictureEngine = 'graphviz',
  options: RenderOptions = {},
): Promise<Uint8Array> {
  return engine === 'graphviz' ? renderGraphviz(text, format, options) : renderWithMermaid(text, format, options);
}

// ── Graphviz ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function renderGraphviz(text: string, format: PictureFormat, { scale = 2 }: RenderOptions): Promise<Uint8Array> {
  const graphviz = await Graphviz.load();
  let svg: string;
  try {
    svg = graphviz.layout(text, 'svg', 'dot');
  } catch (error) {
    throw new RenderError('Graphviz could not draw this diagram.', 'Check that the text is DOT.', { cause: error });
  }
  return format === 'svg' ? new TextEncoder().encode(svg) : rasterise(svg, scale);
}

async function rasterise(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg } = await optional(
    () => import('@resvg/resvg-js'),
    'A PNG needs @resvg/resvg-js, which is not installed.',
    'Run `npm install @resvg/resvg-js`, or ask for svg.',
  );
  const options = { background: 'white', font: { loadSystemFonts: true, defaultFontFamily: 'Arial' } };
  // Without any font, as in a slim container, text would silently be left out.
  if (!new Resvg(ONE_LETTER, options).getBBox())
    throw new RenderError('A PNG needs a font, and this system has none.', 'Install one (Debian: fonts-liberation), or ask for svg.');
  const { width, height } = new Resvg(svg, options);
  const fitting = Math.min(scale, MAX_PIXELS / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)));
  return new Resvg(svg, { ...options, fitTo: { mode: 'zoom', value: fitting } }).render().asPng();
}

// ── Mermaid ──────────────────────────────────────────────────────────────────────────────────────────────────────────

async function renderWithMermaid(text: string, format: PictureFormat, options: RenderOptions): Promise<Uint8Array> {
  const hint = 'Run `npm install @mermaid-js/mermaid-cli puppeteer`, or use the dot format, which needs nothing else.';
  const message = 'Drawing Mermaid needs @mermaid-js/mermaid-cli, which is not installed.';
  const { renderMermaid } = await optional(() => import('@mermaid-js/mermaid-cli'), message, hint);
  const browser = await launch(options, hint);
  try {
    const viewport = { width: 1600, height: 1200, deviceScaleFactor: options.scale ?? 2 };
    return (await renderMermaid(browser, text, format, { viewport })).data;
  } catch (error) {
    throw new RenderError('Mermaid could not draw this diagram.', 'Check that the text is a Mermaid diagram.', { cause: error });
  } finally {
    await browser.close();
  }
}

async function launch({ browser }: RenderOptions, hint: string) {
  const { default: puppeteer } = await optional(
    () => import('puppeteer'),
    'Drawing Mermaid needs puppeteer, which is not installed.',
    hint,
  );
  const executablePath = browser ?? process.env['PUPPETEER_EXECUTABLE_PATH'] ?? BROWSERS.find((path) => existsSync(path));
  try {
    // A sandbox cannot be set up as root, as in most containers; the page is our own.
    return await puppeteer.launch({ args: process.getuid?.() === 0 ? ['--no-sandbox'] : [], ...(executablePath && { executablePath }) });
  } catch (error) {
    const place = executablePath ? ` at ${executablePath}` : '';
    throw new RenderError(
      `No browser could be started${place}.`,
      'Install Chromium, or set PUPPETEER_EXECUTABLE_PATH to a Chrome or Chromium.',
      { cause: error },
    );
  }
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A package that a user may not have. */
async function optional<T>(load: () => Promise<T>, message: string, hint: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new RenderError(message, hint, { cause: error });
  }
}
