/** Event logs that unpack to far more than they are, written by hand: no packer makes some of them. */
import { gzipSync } from 'node:zlib';

const START = '{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":1,"physicalPlanDescription":"';
const FILLER = 'x';

/** A line that goes on: the beginning of an execution, then `x`. */
export function gzipBomb(size) {
  const part = gzipSync(Buffer.alloc(2 ** 24, FILLER));
  return Buffer.concat([gzipSync(START), ...Array.from({ length: Math.ceil(size / 2 ** 24) }, () => part)]);
}

/** Blocks that are one byte again and again: 131,072 characters in four bytes. */
export function zstdBomb(size) {
  const header = (last, type, length) => {
    const bits = last | (type << 1) | (length << 3);
    return [bits & 0xff, (bits >> 8) & 0xff, bits >> 16];
  };
  const blocks = Array.from({ length: Math.ceil(size / 131072) }, () => [...header(0, 1, 131072), FILLER.charCodeAt(0)]).flat();
  return Buffer.from([
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0,
    0x38,
    ...header(0, 0, START.length),
    ...Buffer.from(START),
    ...blocks,
    ...header(1, 0, 0),
  ]);
}

/** A frame of Spark's: `LZ4Block`, the method, how long it is packed and unpacked, a checksum that nobody looks at. */
function lz4Frame(packed, length) {
  const head = Buffer.alloc(21);
  head.write('LZ4Block');
  head[8] = 0x26;
  head.writeUInt32LE(packed.length, 9);
  head.writeUInt32LE(length, 13);
  return Buffer.concat([head, packed]);
}

/** One literal, a match of offset 1 that is as long as it likes, and five literals, as a block has to end. */
export function lz4Bomb(size, claimed) {
  const block = 2 ** 25;
  const run = block - 6 - 19;
  const more = Buffer.alloc(Math.floor(run / 255) + 1, 255);
  more[more.length - 1] = run % 255;
  const packed = Buffer.concat([Buffer.from([0x1f, FILLER.charCodeAt(0), 1, 0]), more, Buffer.from([0x50]), Buffer.from(FILLER.repeat(5))]);
  const frames = Array.from({ length: Math.ceil(size / block) }, () => lz4Frame(packed, claimed ?? block));
  return Buffer.concat([lz4Frame(literals(START), START.length), ...frames]);
}

function literals(text) {
  return Buffer.concat([Buffer.from([0xf0, text.length - 15]), Buffer.from(text)]);
}

/** Copies of 64 bytes in three. */
export function snappyBomb(size, claimed) {
  const copies = 2 ** 18;
  const block = Buffer.concat([
    varint(claimed ?? 1 + copies * 64),
    Buffer.from([0, FILLER.charCodeAt(0)]),
    repeated(Buffer.from([0xfe, 1, 0]), copies),
  ]);
  const start = Buffer.concat([varint(START.length), Buffer.from([0xf0, START.length - 1]), Buffer.from(START)]);
  const frame = (packed) => Buffer.concat([bigEndian(packed.length), packed]);
  const header = Buffer.concat([Buffer.from([0x82]), Buffer.from('SNAPPY\0'), bigEndian(1), bigEndian(1)]);
  return Buffer.concat([header, frame(start), ...Array.from({ length: Math.ceil(size / 2 ** 24) }, () => frame(block))]);
}

function repeated(bytes, times) {
  return Buffer.alloc(bytes.length * times, bytes);
}

function bigEndian(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

function varint(number) {
  const bytes = [];
  for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}
