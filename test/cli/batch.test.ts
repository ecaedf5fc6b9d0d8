import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.js';
import { captureRun } from './capture.js';

async function answers(requests: string, args: readonly string[] = []) {
  const { code, stdout } = await captureRun(['batch', ...args], { stdin: requests });
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('headwater batch', () => {
  it('answers each line, in order', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => JSON.stringify({ id: `q${i}`, sql: `insert into o select a${i} from t` }));
    const given = await answers(lines.join('\n'));
    expect(given.map((answer) => answer.id)).toEqual(lines.map((_, i) => `q${i}`));
    expect(given[499].edges[0].from).toEqual({ dataset: 't', column: 'a499' });
  });

  it('goes on after a line that is no request', async () => {
    const given = await answers('{"id":1,"sql":"select a from t"}\n{"id":2,\n[]\n{"id":4,"sql":"select b from u"}\n');
    expect(given.map((answer) => [answer.id, answer.ok])).toEqual([
      [1, true],
      [null, false],
      [null, false],
      [4, true],
    ]);
  });

  it('serves lines that do not say with its options', async () => {
    const schema = join(mkdtempSync(join(tmpdir(), 'headwater-batch-')), 'schema.json');
    writeFileSync(schema, '{"T": ["A", "B"]}');
    const [plain, own] = await answers(
      '{"id":1,"sql":"select * from t"}\n{"id":2,"sql":"select * from u","schema":{"u":["c"]},"dialect":"postgres"}',
      ['--dialect', 'snowflake', '--schema', schema],
    );
    expect(plain.columns.map((column: { column: string }) => column.column)).toEqual(['A', 'B']);
    expect(own.columns.map((column: { column: string }) => column.column)).toEqual(['c']);
  });

  it('reads no further than a slow reader takes', async () => {
    let taken = 0;
    function* lines() {
      for (let i = 0; i < 2000; i++) {
        taken += 1;
        yield Buffer.from(`${JSON.stringify({ id: i, sql: `select ${'a, '.repeat(300)} b from t` })}\n`);
      }
    }
    const stuck = new Writable({ write() {}, highWaterMark: 1024 });
    const stdin = Object.assign(Readable.from(lines(), { highWaterMark: 1 }), { isTTY: false });
    void run(['batch'], { stdin, stdout: stuck, stderr: stuck, env: {} });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(taken).toBeLessThan(20);
  });

  it('refuses an unknown dialect before it reads', async () => {
    const { code, stdout, stderr } = await captureRun(['batch', '--dialect', 'snowflaek'], { stdin: '{"sql":"select 1"}' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain("did you mean 'snowflake'?");
  });
});
