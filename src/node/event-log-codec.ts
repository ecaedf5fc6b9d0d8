/**
 * How event logs are packed: by Spark itself (`spark.eventLog.compression.codec`), or by hand (gzip). All of it streams, and no
 * length that a packed log claims is believed before it is found to be one that Spark could have written.
 */
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { type Take, takeFrom } from './take.js';
import { unpackZstd } from './unpack-zstd.js';

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
export async function* unpacked(bytes: Chunks, codec: Codec): AsyncGenerator<Uint8Array> {
  if (codec === 'lzf') throw new Error('LZF cannot be read here: unpack it first, or set spark.eventLog.compression.codec=zstd');
  try {
    yield* UNPACK[codec](bytes);
  } catch (error) {
    throw codec === 'plain' ? error : new Error(`it cannot be unpacked as ${codec}: ${(error as Error).message}`, { cause: error });
  }
}

const UNPACK: Readonly<Record<Exclude<Codec, 'lzf'>, (bytes: Chunks) => Chunks>> = {
  plain: (bytes) => bytes,
  gzip: unpackGzip,
  zstd: (bytes) => unpackZstd(takeFrom(bytes)),
  lz4: (bytes) => unpackLz4(takeFrom(bytes)),
  snappy: (bytes) => unpackSnappy(takeFrom(bytes)),
};

function unpackGzip(bytes: Chunks): Chunks {
  const gunzip = zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH });
  pipeline(bytes, gunzip, () => {}); // an error comes out where it is read
  return gunzip;
}

/** Bytes of an unpacked block. lz4-java's largest; Spark's own default is 32 kB for both codecs. */
const LARGEST_BLOCK = 1 << 25;

/** What is packed at its worst is longer than what is in it, by a sixth in Snappy. */
const LARGEST_PACKED = LARGEST_BLOCK + (LARGEST_BLOCK >> 2);

function checkSizes(packed: number, unpacked: number): void {
  if (packed > LARGEST_PACKED || unpacked > LARGEST_BLOCK)
    throw new Error(`a block of ${Math.max(packed, unpacked)} bytes is longer than Spark's may be`);
}

const LZ4_HEADER = 21;

/** LZ4BlockOutputStream: `LZ4Block`, method, packed length, length, checksum (little endian); a block of none ends a part. */
async function* unpackLz4(take: Take): AsyncGenerator<Uint8Array> {
  const { decompressLz4Raw } = await import('hyparquet-compressors');
  for (let header = await take(LZ4_HEADER); header !== undefined; header = await take(LZ4_HEADER)) {
    if (codecOf(header) !== 'lz4') throw new Error('a block begins with other bytes than it should');
    const [packed, length] = [header.readUInt32LE(9), header.readUInt32LE(13)];
    checkSizes(packed, length);
    const content = await take(packed);
    if (content === undefined) return;
    const isRaw = ((header[8] as number) & 0xf0) === 0x10;
    if (packed > 0) yield isRaw ? content : decompressLz4Raw(content, length);
  }
}

const SNAPPY_HEADER = 16;

/** SnappyOutputStream: a header of 16 bytes, then blocks behind their length (big endian). Parts may follow one another. */
async function* unpackSnappy(take: Take): AsyncGenerator<Uint8Array> {
  const { compressors } = await import('hyparquet-compressors');
  const unpack = compressors.SNAPPY as (block: Uint8Array, length: number) => Uint8Array;
  for (let head = await take(4); head !== undefined; head = await take(4)) {
    if (head[0] === 0x82) {
      await take(SNAPPY_HEADER - 4);
      continue;
    }
    const packed = head.readUInt32BE(0);
    checkSizes(packed, 0);
    const content = await take(packed);
    if (content === undefined) return;
    const length = unpackedLength(content);
    checkSizes(packed, length);
    yield unpack(content, length);
  }
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
