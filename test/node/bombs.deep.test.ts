import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILD_TIME, built, main } from '../cli/built.js';

// What unpacks to ten gigabytes, or says that it does, or has none of the ends that it should: a sentence and a bounded memory.

const folder = mkdtempSync(join(tmpdir(), 'headwater-bombs-'));
const probe = join(folder, 'probe.cjs');
writeFileSync(probe, `process.on('exit', () => require('node:fs').writeSync(2, '\\n' + process.resourceUsage().maxRSS));`);
beforeAll(built, BUILD_TIME);

/** Megabytes that the process had in memory at its most, and what it said. */
function run(args: readonly string[], input?: Buffer | number) {
  const stdin = typeof input === 'number' ? input : 'pipe';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', probe, '--max-old-space-size=2000', main, ...args], {
    encoding: 'utf8',
    stdio: [stdin, 'pipe', 'pipe'],
    ...(input instanceof Buffer && { input }),
  });
  return { status, stdout, said: stderr, memory: Number(stderr.split('\n').at(-1)) / 1024 };
}

/** An event that is read, up to a text that never ends. */
const START = Buffer.from(
  '{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":1,"physicalPlanDescription":"',
);

const LETTER = Buffer.from('a');
const repeated = (bytes: Buffer, times: number) => Buffer.concat(Array.from({ length: times }, () => bytes));

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const GIGABYTES = 10 * 2 ** 30;

// ── zstd ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const zstdHeader = (windowLog: number) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3]);
const zstdBlock = (content: Buffer, isLast = 0) => Buffer.concat([uint32((content.length << 3) | isLast).subarray(0, 3), content]);
const zstdRun = (length: number, isLast = 0) => Buffer.concat([uint32((length << 3) | 2 | isLast).subarray(0, 3), LETTER]);

// ── lz4, snappy ──────────────────────────────────────────────────────────────────────────────────────────────────────

const BLOCK = 1 << 25;

const lz4Block = (content: Buffer, length: number, method = 0x2f) =>
  Buffer.concat([Buffer.from('LZ4Block'), Buffer.from([method]), uint32(content.length), uint32(length), uint32(0), content]);
const LZ4_START = lz4Block(START, START.length, 0x1f);

/** One letter, then a match that goes on for the rest of the block. */
function lz4Run(): Buffer {
  const rest = BLOCK - 1 - 4 - 15;
  const content = Buffer.concat([Buffer.from([0x1f, 97, 1, 0]), Buffer.alloc(Math.floor(rest / 255), 255), Buffer.from([rest % 255])]);
  return lz4Block(content, BLOCK);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) return Buffer.from(bytes);
  }
}

const snappyBlock = (content: Buffer, length: number, packed = content.length + varint(length).length) =>
  Buffer.concat([uint32(packed).reverse(), varint(length), content]);
const SNAPPY_START = Buffer.concat([
  Buffer.from([0x82, ...Buffer.from('SNAPPY'), 0, 0, 0, 0, 1, 0, 0, 0, 1]),
  snappyBlock(Buffer.concat([Buffer.from([60 << 2, START.length - 1]), START]), START.length),
]);

/** One letter, then copies of 64. */
function snappyRun(): Buffer {
  const copies = (BLOCK >> 6) - 1;
  return snappyBlock(Buffer.concat([Buffer.from([0, 97]), repeated(Buffer.from([(63 << 2) | 2, 1, 0]), copies)]), 1 + copies * 64);
}

const LONG_LINE = 'a line is longer than 64 MB';

describe('an event log that unpacks to far more than it is', () => {
  const logs: Record<string, [() => Buffer, string]> = {
    gzip: [() => Buffer.concat([gzipSync(START), repeated(gzipSync(Buffer.alloc(2 ** 26, 'a')), GIGABYTES / 2 ** 26)]), LONG_LINE],
    zstd: [() => Buffer.concat([zstdHeader(17), zstdBlock(START), repeated(zstdRun(1 << 17), GIGABYTES / 2 ** 17)]), LONG_LINE],
    'zstd in frames with large windows': [
      () => Buffer.concat([zstdHeader(17), zstdBlock(START, 1), repeated(Buffer.concat([zstdHeader(23), zstdRun(1, 1)]), 16_000)]),
      'holds no query',
    ],
    'zstd in blocks of a byte': [
      () => Buffer.concat([zstdHeader(23), repeated(zstdRun(1 << 17), 64), repeated(zstdRun(1), 100_000)]),
      'too small for its window',
    ],
    'zstd with a window of a gigabyte': [() => Buffer.concat([zstdHeader(30), zstdBlock(START)]), 'its window is 1073741824 bytes'],
    'zstd of a size that nobody has': [
      () => Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0]), Buffer.alloc(8, 255), zstdBlock(START)]),
      'its window is',
    ],
    lz4: [() => Buffer.concat([LZ4_START, repeated(lz4Run(), 40)]), LONG_LINE],
    'lz4 that claims four gigabytes': [() => Buffer.concat([LZ4_START, lz4Block(LETTER, 0xffffffff)]), 'a block of 4294967295 bytes'],
    snappy: [() => Buffer.concat([SNAPPY_START, repeated(snappyRun(), 5)]), LONG_LINE],
    'snappy that claims four gigabytes': [
      () => Buffer.concat([SNAPPY_START, snappyBlock(LETTER, 0xffffffff)]),
      'a block of 4294967295 bytes',
    ],
    'snappy that claims a block of two': [
      () => Buffer.concat([SNAPPY_START, snappyBlock(LETTER, 1, 0x7fffffff)]),
      'a block of 2147483647 bytes',
    ],
  };

  it.each(Object.keys(logs))('%s', (name) => {
    const [bytes, expected] = logs[name] as [() => Buffer, string];
    const file = join(folder, 'app-1');
    writeFileSync(file, bytes());
    const { status, stdout, said, memory } = run([file]);
    expect([status, stdout]).toEqual([2, '']);
    expect(said).toContain(expected);
    expect(memory).toBeLessThan(500);
  });

  it('more plans than can be analysed', () => {
    const event = (at: number) => `${START}${at}${'a'.repeat(1 << 20)}"}\n`;
    const file = join(folder, 'app-1');
    writeFileSync(file, gzipSync(Array.from({ length: 70 }, (_, at) => event(at)).join('')));
    const { status, said, memory } = run([file]);
    expect(said).toContain('its plans are longer than 64 MB together');
    expect(status).toBe(2);
    expect(memory).toBeLessThan(500);
  });
});

/** A file of so many bytes that takes none on the disk. */
function sparse(name: string, size: number, start: string): string {
  const file = join(folder, name);
  writeFileSync(file, start);
  truncateSync(file, size);
  return file;
}

describe('a file without an end', () => {
  it('a line of three gigabytes in an event log', () => {
    const { status, said, memory } = run([sparse('app-2', 3 * 2 ** 30, String(START))]);
    expect(said).toContain(LONG_LINE);
    expect(status).toBe(2);
    expect(memory).toBeLessThan(500);
  });

  it('a line of a gigabyte in a batch is one answer', () => {
    const file = sparse('batch', 2 ** 30, '{"id":1,"sql":"select a from t"}\n');
    const end = openSync(file, 'a');
    writeSync(end, '\n{"id":2,"sql":"select a from t"}\n');
    const { status, stdout, memory } = run(['batch'], openSync(file, 'r'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
      [1, true],
      [null, false],
      [2, true],
    ]);
    expect(answers[1].diagnostics[0].message).toContain('longer than 64 MB');
    expect(status).toBe(0);
    expect(memory).toBeLessThan(500);
  });

  it.each<[string, (file: string) => string[]]>([
    ['SQL', (file) => [file]],
    ['a schema', (file) => ['select a from t', '--schema', file]],
    ['a configuration', (file) => ['stats', '-p', folder, '--config', file]],
    ['a manifest', (file) => ['stats', '-p', file]],
    ['a catalog', (file) => ['stats', '-p', manifest(), '--catalog', file]],
  ])('%s', (_what, args) => {
    const { status, stdout, said, memory } = run(args(sparse('large.json', 3 * 2 ** 30, '{')));
    expect([status, stdout]).toEqual([2, '']);
    expect(said).toMatch(/large\.json: it is longer than (400|2147) MB/);
    expect(memory).toBeLessThan(500);
  });

  it('a device', () => {
    const { status, said } = run(['/dev/zero']);
    expect(said).toContain('/dev/zero: it is longer than 400 MB');
    expect(status).toBe(2);
  });
});

function manifest(): string {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, '{"metadata":{"adapter_type":"postgres"},"nodes":{}}');
  return file;
}
