/** Lines of terminal text whose pieces know their role, so that they can be measured and aligned before they are coloured. */
import type { Palette } from './palette.js';
import { displayWidth } from './visible.js';

export interface StyledPiece {
  readonly role: keyof Palette;
  readonly text: string;
}
export type StyledLine = readonly (string | StyledPiece)[];

export function styled(role: keyof Palette, text: string): StyledPiece {
  return { role, text };
}

export function widthOf(line: StyledLine): number {
  return line.reduce((width, piece) => width + displayWidth(typeof piece === 'string' ? piece : piece.text), 0);
}

/** The line with blanks up to a width; a longer one stays as it is. */
/** There may be more lines than a function takes arguments. */
export function widest(lines: readonly StyledLine[]): number {
  return lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
}

export function padEnd(line: StyledLine, width: number): StyledLine {
  const missing = width - widthOf(line);
  return missing > 0 ? [...line, ' '.repeat(missing)] : line;
}

/** The text of the lines, without blanks at their ends. */
export function print(lines: readonly StyledLine[], palette: Palette): string {
  return lines.map((line) => `${printLine(line, palette)}\n`).join('');
}

function printLine(line: StyledLine, palette: Palette): string {
  return line
    .map((piece) => (typeof piece === 'string' ? piece : palette[piece.role](piece.text)))
    .join('')
    .trimEnd();
}
