import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/node/index.js';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'headwater-write-'));
}

describe('replaceFile', () => {
  it('writes a file, and another in its place with its mode', () => {
    const at = folder();
    const path = join(at, 'a.txt');
    replaceFile(path, 'one');
    expect(readFileSync(path, 'utf8')).toBe('one');
    chmodSync(path, 0o640);
    const { ino } = statSync(path);
    replaceFile(path, new Uint8Array([116, 119, 111]));
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(at)]).toEqual(['two', 0o640, ['a.txt']]);
    expect(statSync(path).ino).not.toBe(ino);
  });

  it.each(['there', 'not there yet'])('leaves a link one: what it leads to is %s', (what) => {
    const at = folder();
    mkdirSync(join(at, 'below'));
    if (what === 'there') writeFileSync(join(at, 'below/real.txt'), 'old');
    symlinkSync('below/real.txt', join(at, 'link.txt'));
    replaceFile(join(at, 'link.txt'), 'new');
    expect(lstatSync(join(at, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(at, 'below/real.txt'), 'utf8')).toBe('new');
  });

  it('writes to what is no file', () => {
    replaceFile('/dev/null', 'gone');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(() => replaceFile('/dev/full', 'text')).toThrow('ENOSPC');
    const at = folder();
    expect(() => replaceFile(at, 'text')).toThrow('EISDIR');
    expect(readdirSync(at)).toEqual([]);
  });

  it('leaves nothing where it fails, and no listener', () => {
    const at = folder();
    const [path, name] = [join(at, 'a.txt'), 'x'.repeat(300)];
    writeFileSync(path, 'old');
    // @ts-expect-error: not a text
    expect(() => replaceFile(path, { length: 3 })).toThrow();
    expect(() => replaceFile(join(at, name), 'text')).toThrow('ENAMETOOLONG');
    expect(() => replaceFile(join(at, 'none/a.txt'), 'text')).toThrow('ENOENT');
    expect([readFileSync(path, 'utf8'), readdirSync(at)]).toEqual(['old', ['a.txt']]);
    expect(existsSync(join(at, 'none'))).toBe(false);
  });
});
