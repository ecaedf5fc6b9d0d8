/** How event logs are packed: by Spark itself (`spark.eventLog.compression.codec`), or by hand (gzip). All of it streams. */
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';

export type Codec = 'plain' | 'gzip' | 'zstd' | 'lz4' | 'snappy' | 'lzf';

const MAGIC: readonly (readonly [Codec, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['lz4', [...Buffer.from('LZ4Block')]],
  ['snappy', [0x82, ...Buffer.from('SNAPPY'), 0]],
  ['lzf', [...Buffer.from('ZV'), 0]],
  ['lzf', [...Buffer.from('ZV'), 1]],
];

export function codecOf(head: Uint8Array): Codec {
  return MAGIC.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0] ?? 'plain';
}

type Chunks = AsyncIterable<Uint8Array>;

/** Throws an Error that says what to do about a codec that cannot be read. A log that still grows may end anywhere. */
export async function* unpacked(bytes: Readable, codec: Codec, file: string): AsyncGenerator<Uint8Array> {
  switch (codec) {
    case 'plain':
      return yield* bytes;
    case 'gzip':
      return yield* bytes.pipe(zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }));
    case 'zstd':
      return yield* unpackZstd(bytes);
    case 'lz4':
      return yield* unpackFrames(bytes, await lz4Frames());
    case 'snappy':
      return yield* unpackFrames(bytes, await snappyFrames());
    case 'lzf':
      throw new Error(`${file}: LZF cannot be read here: unpack it first, or set spark.eventLog.compression.codec=zstd`);
  }
}

/** Node has zstd from 22.15 on. */
async function* unpackZstd(bytes: Readable): AsyncGenerator<Uint8Array> {
  const native = (zlib as unknown as { createZstdDecompress?: () => NodeJS.ReadWriteStream }).createZstdDecompress;
  if (native !== undefined) return yield* bytes.pipe(native()) as unknown as Chunks;
  const { Decompress } = await import('fzstd');
  let made: Uint8Array[] = [];
  const stream = new Decompress((chunk) => made.push(chunk));
  for await (const chunk of bytes) {
    stream.push(chunk);
    yield* made;
    made = [];
  }
}

/** A frame at the start of `bytes`: how many bytes it takes and what is in it; undefined while it is not whole. */
type ReadFrame = (bytes: Buffer) => { readonly length: number; readonly content: Uint8Array | undefined } | undefined;

async function* unpackFrames(chunks: Chunks, read: ReadFrame): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = read(rest); frame !== undefined; frame = read(rest)) {
      if (frame.content !== undefined) yield frame.content;
      rest = rest.subarray(frame.length);
    }
  }
}

const LZ4_HEADER = 21;

/** LZ4BlockOutputStream: `LZ4Block`, method, packed length, length, checksum (little endian); a block of none ends a part. */
async function lz4Frames(): Promise<ReadFrame> {
  const { decompressLz4Raw } = await import('hyparquet-compressors');
  return (bytes) => {
    if (bytes.length < LZ4_HEADER) return undefined;
    const packed = bytes.readUInt32LE(9);
    const length = LZ4_HEADER + packed;
    if (bytes.length < length) return undefined;
    const content = bytes.subarray(LZ4_HEADER, length);
    const isRaw = ((bytes[8] as number) & 0xf0) === 0x10;
    return { length, content: packed === 0 || isRaw ? content : decompressLz4Raw(content, bytes.readUInt32LE(13)) };
  };
}

const SNAPPY_HEADER = 16;

/** SnappyOutputStream: a header of 16 bytes, then blocks behind their length (big endian). Parts may follow one another. */
async function snappyFrames(): Promise<ReadFrame> {
  const { decompressSnappy } = await import('hyparquet-compressors');
  return (bytes) => {
    if (bytes.length < SNAPPY_HEADER) {
      if (bytes.length < 4 || bytes[0] === 0x82) return undefined;
    } else if (codecOf(bytes) === 'snappy') return { length: SNAPPY_HEADER, content: undefined };
    const length = 4 + bytes.readUInt32BE(0);
    if (bytes.length < length) return undefined;
    const content = bytes.subarray(4, length);
    return { length, content: decompressSnappy(content, unpackedLength(content)) };
  };
}

/** A Snappy block begins with its length, seven bits a byte, the lowest first. */
function unpackedLength(block: Uint8Array): number {
  let length = 0;
  for (let at = 0, factor = 1; at < 5; at++, factor *= 128) {
    const byte = block[at] ?? 0;
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  return length;
}
