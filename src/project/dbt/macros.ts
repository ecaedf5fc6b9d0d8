/** A macro: its name and its text from `{% macro` to `endmacro %}`. */
export interface Macro {
  readonly name: string;
  readonly definition: string;
}

/** The macros of a file. */
export function macrosIn(text: string): Macro[] {
  return blocksIn(text, /\{%-?\s*macro\s+(\w+)\s*\(|\{%-?\s*endmacro\s*-?%\}/g).map(({ name, start, end }) => ({
    name,
    definition: text.slice(start, end),
  }));
}

/** A snapshot: its name and what stands between its tags. */
export interface Snapshot {
  readonly name: string;
  readonly text: string;
}

/** The snapshots of a file. */
export function snapshotsIn(text: string): Snapshot[] {
  return blocksIn(text, /\{%-?\s*snapshot\s+(\w+)\s*-?%\}|\{%-?\s*endsnapshot\s*-?%\}/g).map(({ name, inner, innerEnd }) => ({
    name,
    text: text.slice(inner, innerEnd),
  }));
}

interface Block {
  readonly name: string;
  readonly start: number;
  /** Behind the first tag. */
  readonly inner: number;
  /** Before the last tag. */
  readonly innerEnd: number;
  readonly end: number;
}

/** In one pass: `tags` finds what opens a block, with its name as the group, and what closes it. Blocks do not nest: one that is not closed ends where the next begins, and is none. */
function blocksIn(text: string, tags: RegExp): Block[] {
  const blocks: Block[] = [];
  let open: RegExpMatchArray | undefined;
  for (const tag of text.matchAll(tags)) {
    if (tag[1] !== undefined) open = tag;
    else if (open !== undefined) {
      const inner = open.index! + open[0].length;
      blocks.push({ name: open[1] as string, start: open.index!, inner, innerEnd: tag.index, end: tag.index + tag[0].length });
      open = undefined;
    }
  }
  return blocks;
}
