import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../src/index.js';
import { isEventLog, readEventLog } from '../../src/node/index.js';

const LOG = 'samples/spark/events.jsonl';

async function executions(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { application, id, root, description } of readEventLog(path))
    found.push(`${application.name} ${root}/${id} ${description.split(' ')[0]}`);
  return found;
}

const EXPECTED = ['headwater-programs 27/27 saveAsTable', 'headwater-programs 27/28 saveAsTable', 'headwater-programs 29/29 json'];

describe('event logs', () => {
  it('give each execution with the job that ran it', async () => {
    expect(await executions(LOG)).toEqual(EXPECTED);
  });

  it('give lineage: two executions of one saveAsTable are one statement', async () => {
    const plans: string[] = [];
    for await (const { plan } of readEventLog(LOG)) plans.push(plan);
    const { statements, lineage } = analyzePlan(plans.join('\n\n'));
    expect(statements.map((statement) => [statement.lineage.kind, ...statement.lineage.writes])).toEqual([
      ['create-table', 'mart.plans'],
      ['insert', '/tmp/headwater-spark/files/stations'],
    ]);
    expect(
      lineage.edges.filter(({ type }) => type === 'DIRECT').map(({ from, to }) => `${from.dataset}.${from.column} -> ${to.column}`),
    ).toEqual(['city.riders.plan -> plan', 'city.stations.name -> name', 'city.stations.capacity -> capacity']);
  });

  it('may be packed, and a folder of parts in order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headwater-log-'));
    const lines = readFileSync(LOG, 'utf8').trimEnd().split('\n');
    const parts = [lines.slice(0, 3), lines.slice(3)];
    parts.forEach((part, at) => {
      writeFileSync(join(folder, `events_${at === 0 ? 2 : 10}_app.gz`), gzipSync(part.join('\n')));
    });
    writeFileSync(join(folder, 'appstatus_app'), '');
    expect(isEventLog(folder)).toBe(true);
    expect(await executions(folder)).toEqual(EXPECTED);
  });

  it('leave out plans that came before, when asked to', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1');
    writeFileSync(file, readFileSync(LOG, 'utf8').repeat(3));
    const count = async (distinct: boolean) => {
      let plans = 0;
      for await (const _ of readEventLog(file, { distinct })) plans++;
      return plans;
    };
    expect([await count(false), await count(true)]).toEqual([9, 3]);
  });

  it('are told from other files, and other folders', () => {
    expect([isEventLog(LOG), isEventLog('package.json'), isEventLog('docs'), isEventLog('samples/spark/window.plan.txt')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('report how far they are', async () => {
    const seen: number[] = [];
    for await (const _ of readEventLog(LOG, { onProgress: (read, total) => seen.push(read / total) }));
    expect(seen.at(-1)).toBe(1);
  });

  it('tell when an execution ended, and why it failed', async () => {
    const lines = readFileSync(LOG, 'utf8').replace(
      '"executionId":29,"time":1795380624404,"errorMessage":""',
      '"executionId":29,"time":1,"errorMessage":"disk full"',
    );
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1');
    writeFileSync(file, lines);
    const ends: unknown[] = [];
    for await (const { id, end, error, application } of readEventLog(file)) ends.push([application.version, id, end, error]);
    expect(ends).toEqual([
      ['3.5.3', 27, 1795380624040, undefined],
      ['3.5.3', 28, 1795380624027, undefined],
      ['3.5.3', 29, 1, 'disk full'],
    ]);
  });

  it('that still grow give what has started', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1.inprogress');
    writeFileSync(file, `${readFileSync(LOG, 'utf8').split('\n').slice(0, 4).join('\n')}\n{"Event":"org.apache.spark.sql.exec`);
    expect(await executions(file)).toEqual(EXPECTED.slice(0, 2));
  });

  it('of several applications may lie in a folder, rolling ones too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headwater-logs-'));
    const log = readFileSync(LOG, 'utf8');
    const rolling = join(folder, 'eventlog_v2_app-2');
    mkdirSync(rolling);
    writeFileSync(join(folder, 'app-1'), log);
    writeFileSync(join(folder, 'notes.txt'), 'no log');
    const lines = log.replace('headwater-programs', 'second').split('\n');
    writeFileSync(join(rolling, 'events_3_app-2.compact'), `${lines.slice(0, 4).join('\n')}\n`);
    writeFileSync(join(rolling, 'events_1_app-2'), log);
    writeFileSync(join(rolling, 'events_4_app-2'), lines.slice(4).join('\n'));
    expect(isEventLog(folder)).toBe(true);
    expect(await executions(folder)).toEqual([...EXPECTED, ...EXPECTED.map((line) => line.replace('headwater-programs', 'second'))]);
  });

  it('say what to do about a packing that cannot be read', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), 'app-1.lzf');
    writeFileSync(file, Buffer.from('ZV\0\0\x01x', 'latin1'));
    expect(isEventLog(file)).toBe(true);
    await expect(executions(file)).rejects.toThrow('unpack it first');
  });
});

describe('event logs that Spark packed', () => {
  const log = readFileSync(LOG);
  const blocks = Array.from({ length: Math.ceil(log.length / 5000) }, (_, at) => log.subarray(at * 5000, (at + 1) * 5000));
  const packed: Record<string, Buffer> = {
    zstd: Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), uint32(log.length), ...blocks.map(zstdBlock)]),
    'zstd in frames': Buffer.concat([...blocks.slice(0, 2).map(zstdFrame), zstdSkippable(), ...blocks.slice(2).map(zstdFrame)]),
    lz4: Buffer.concat([...blocks.map((block, at) => lz4Block(block, at % 2 === 0)), lz4Block(Buffer.alloc(0), true)]),
    snappy: Buffer.concat([...blocks.slice(0, 2).map(snappyBlock), snappyHeader(), ...blocks.slice(2).map(snappyBlock)]),
  };

  function zstdBlock(block: Buffer, at: number): Buffer {
    const header = (block.length << 3) | (at === blocks.length - 1 ? 1 : 0);
    return Buffer.concat([uint32(header).subarray(0, 3), block]);
  }

  /** With a window of 1 MB and a checksum. */
  function zstdFrame(block: Buffer): Buffer {
    return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4, 80]), zstdBlock(block, blocks.length - 1), Buffer.alloc(4, 7)]);
  }

  function zstdSkippable(): Buffer {
    return Buffer.concat([uint32(0x184d2a57), uint32(70_000), Buffer.alloc(70_000, 7)]);
  }

  it.each(Object.keys(packed))('%s', async (codec) => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwater-log-')), `app-1.${codec}`);
    writeFileSync(file, codec === 'snappy' ? Buffer.concat([snappyHeader(), packed[codec] as Buffer]) : (packed[codec] as Buffer));
    expect(isEventLog(file)).toBe(true);
    expect(await executions(file)).toEqual(EXPECTED);
    writeFileSync(file, readFileSync(file).subarray(0, -900)); // It still grows.
    expect((await executions(file)).length).toBeGreaterThan(0);
  });
});

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Literals alone are a block as well. */
function lz4Block(block: Buffer, raw: boolean): Buffer {
  const rest = block.length - 15;
  const literals = Buffer.from([0xf0, ...Array.from({ length: Math.floor(rest / 255) }, () => 255), rest % 255]);
  const content = raw ? block : Buffer.concat([literals, block]);
  return Buffer.concat([
    Buffer.from('LZ4Block'),
    Buffer.from([raw ? 0x15 : 0x25]),
    uint32(content.length),
    uint32(block.length),
    uint32(0),
    content,
  ]);
}

function snappyHeader(): Buffer {
  return Buffer.concat([Buffer.from([0x82]), Buffer.from('SNAPPY'), Buffer.from([0, 0, 0, 0, 1, 0, 0, 0, 1])]);
}

function snappyBlock(block: Buffer): Buffer {
  const length = Buffer.from([(block.length & 0x7f) | 0x80, block.length >> 7]);
  const content = Buffer.concat([length, Buffer.from([61 << 2, (block.length - 1) & 0xff, (block.length - 1) >> 8]), block]);
  return Buffer.concat([uint32(content.length).reverse(), content]);
}
