import pc from 'picocolors';
import type { Palette, ReportPalette } from '../index.js';
import type { Io, Output } from './io.js';

/** Colours only on a terminal. NO_COLOR takes them away, FORCE_COLOR brings them back. */
export function colored(output: Output, env: Io['env']): boolean {
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return output.isTTY === true && env.TERM !== 'dumb';
}

export function treePalette(output: Output, env: Io['env']): Palette {
  const c = pc.createColors(colored(output, env));
  return { dataset: c.bold, column: c.cyan, direct: c.green, indirect: c.yellow, faint: c.dim, unknown: c.magenta };
}

export function reportPalette(output: Output, env: Io['env']): ReportPalette {
  const c = pc.createColors(colored(output, env));
  const severities = { error: c.red, warning: c.yellow, info: c.blue };
  return { severity: (severity, text) => c.bold(severities[severity](text)), place: c.bold, faint: c.dim };
}
