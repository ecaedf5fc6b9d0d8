/**
 * Zstandard (RFC 8878), block by block: a block never unpacks to more than 128 KB. Frames are told apart here, since Spark ends one
 * whenever it flushes: fzstd calls itself for each that follows in a piece, and Node's own stream stops behind the first
 * (nodejs/node#64741).
 */
import type { Take } from './take.js';

/** A log that still grows may end anywhere: what is whole is given. */
export async function* unpackZstd(take: Take): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const effort = newEffort();
  for (let frame = await nextFrame(take); frame !== undefined; frame = await nextFrame(take)) {
    let made: Uint8Array[] = [];
    const decoder = new Decompress((bytes) => made.push(bytes));
    let before = headerOf(frame.windowLog);
    for await (const block of frame.blocks) {
      decoder.push(Buffer.concat([before, block.bytes]), block.isLast);
      effort.count(2 ** frame.windowLog, made);
      yield* made;
      made = [];
      before = NOTHING;
    }
  }
}

const NOTHING = Buffer.alloc(0);

/** fzstd moves the whole window for every block, which takes for ever where blocks of a few bytes have a large one. */
function newEffort() {
  let [moved, most] = [0, MOST_MOVED];
  return {
    count(window: number, made: readonly Uint8Array[]): void {
      moved += window;
      for (const { length } of made) most += MOST_MOVED_A_BYTE * length;
      if (moved > most) throw new Error('its blocks are too small for its window');
    },
  };
}

/** Flushed at every event, blocks of a kilobyte have a window of half a megabyte. */
const [MOST_MOVED, MOST_MOVED_A_BYTE] = [2 ** 32, 2 ** 10];

// ── Frames ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const [MAGIC, SKIPPABLE_MAGIC] = [0xfd2fb528, 0x184d2a5];

/** What a frame may look back: as far as RFC 8878 wants it of every decoder, and as all levels but those of `--ultra` and `--long` do. */
const LARGEST_WINDOW = 1 << 23;

interface Frame {
  /** No further back than there is anything: a window is set up for every frame, however short. */
  readonly windowLog: number;
  readonly blocks: AsyncIterable<Block>;
}

/** A header of our own: a window, no checksum (fzstd does not look at it). */
function headerOf(windowLog: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, (windowLog - 10) << 3]);
  header.writeUInt32LE(MAGIC);
  return header;
}

/** frame := magic, descriptor, [window], [dictionary id], [content size], block, …, [checksum] */
async function nextFrame(take: Take): Promise<Frame | undefined> {
  let magic = await take(4);
  while (magic !== undefined && magic.readUInt32LE(0) >>> 4 === SKIPPABLE_MAGIC) {
    await skip(take);
    magic = await take(4);
  }
  if (magic === undefined) return undefined;
  if (magic.readUInt32LE(0) !== MAGIC) throw new Error('a frame begins with other bytes than it should');
  const flags = (await take(1))?.[0];
  const window = flags === undefined ? undefined : await windowOf(flags, take);
  if (flags === undefined || window === undefined) return undefined;
  if (window > LARGEST_WINDOW)
    throw new Error(`its window is ${window} bytes, more than ${LARGEST_WINDOW}: pack it without --ultra and --long`);
  return withBlocks(window, (flags & 4) !== 0, take);
}

/** A user's own data: behind its length. */
async function skip(take: Take): Promise<void> {
  let length = (await take(4))?.readUInt32LE(0) ?? 0;
  for (; length > 0; length -= PIECE) await take(Math.min(length, PIECE));
}

const PIECE = 1 << 16;

async function windowOf(flags: number, take: Take): Promise<number | undefined> {
  const isSingleSegment = (flags & 0x20) !== 0;
  const sizeLength = flags >> 6 === 0 ? Number(isSingleSegment) : 1 << (flags >> 6);
  if ((flags & 3) !== 0) throw new Error('it needs a dictionary');
  const rest = await take(Number(!isSingleSegment) + sizeLength);
  if (rest === undefined) return undefined;
  if (isSingleSegment) return contentSize(rest);
  const base = 2 ** (10 + ((rest[0] as number) >> 3));
  return base + (base / 8) * ((rest[0] as number) & 7);
}

function contentSize(bytes: Buffer): number {
  if (bytes.length === 8) return Number(bytes.readBigUInt64LE(0));
  return bytes.length === 2 ? bytes.readUInt16LE(0) + 256 : bytes.readUIntLE(0, bytes.length);
}

// ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Block {
  readonly bytes: Buffer;
  readonly isLast: boolean;
  /** Bytes that it may unpack to. */
  readonly most: number;
}

const LARGEST_BLOCK = 1 << 17;

/** Reads ahead until all blocks are there, or as much as the window may hold. */
async function withBlocks(window: number, hasChecksum: boolean, take: Take): Promise<Frame> {
  const first: Block[] = [];
  let most = 0;
  while (most < window && first.at(-1)?.isLast !== true) {
    const block = await nextBlock(take);
    if (block === undefined) break;
    first.push(block);
    most += block.most;
  }
  async function* blocks(): AsyncGenerator<Block> {
    yield* first;
    let last = first.at(-1);
    while (last?.isLast === false) {
      last = await nextBlock(take);
      if (last !== undefined) yield last;
    }
    if (hasChecksum && last !== undefined) await take(4);
  }
  return { windowLog: Math.max(10, Math.ceil(Math.log2(Math.min(window, most)))), blocks: blocks() };
}

/** block := header (last 1 bit, type 2, size 21), content: a run of one byte stands as that byte */
async function nextBlock(take: Take): Promise<Block | undefined> {
  const header = await take(3);
  if (header === undefined) return undefined;
  const [flags, size] = [header[0] as number, header.readUIntLE(0, 3) >> 3];
  if (size > LARGEST_BLOCK) throw new Error(`a block of ${size} bytes is longer than any may be`);
  const content = await take((flags & 6) === 2 ? 1 : size);
  const most = (flags & 6) === 4 ? LARGEST_BLOCK : size;
  return content && { bytes: Buffer.concat([header, content]), isLast: (flags & 1) !== 0, most };
}
