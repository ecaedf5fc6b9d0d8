import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { v8Flags } from '../../src/cli/v8-flags.js';

it('gives flags only to versions that know them', () => {
  expect(v8Flags(process.versions.v8)).not.toEqual([]);
  expect(v8Flags('99.1.2-node.3')).toEqual([]);
  expect(v8Flags('')).toEqual([]);
});

it('this V8 takes them without a word', () => {
  const flags = v8Flags(process.versions.v8);
  const set = `for (const flag of ${JSON.stringify(flags)}) require('node:v8').setFlagsFromString(flag)`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', set], { encoding: 'utf8' });
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});
