import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText, namesBeside, readText } from '../../src/node/text.js';

const sql = 'select "größe" from t -- ☃';

describe('decodeText', () => {
  it('drops a UTF-8 byte order mark', () => {
    expect(decodeText(Buffer.from(`\ufeff${sql}`))).toEqual({ text: sql });
  });

  it('reads UTF-16 of both orders by its mark', () => {
    const little = Buffer.from(`\ufeff${sql}`, 'utf16le');
    expect(decodeText(little)).toEqual({ text: sql });
    expect(decodeText(Buffer.from(little).swap16())).toEqual({ text: sql });
  });

  it('takes what is not UTF-8 for Windows-1252', () => {
    expect(decodeText(Buffer.from([0x67, 0x72, 0xf6, 0xdf, 0x65]))).toEqual({ text: 'größe' });
  });

  it('refuses bytes that are no text', () => {
    expect(decodeText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toHaveProperty('problem');
  });
});

describe('readText', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-text-'));

  it('says what is wrong with a path', () => {
    expect(readText(join(folder, 'nowhere.sql'))).toEqual({ problem: 'no such file' });
    expect(readText(folder)).toEqual({ problem: 'it is a folder', hint: `name the files: ${folder}/*.sql` });
  });

  it('knows what lies beside a path', () => {
    writeFileSync(join(folder, 'orders.sql'), sql);
    expect(namesBeside(join(folder, 'order.sql'))).toEqual([join(folder, 'orders.sql')]);
    expect(namesBeside(join(folder, 'none', 'order.sql'))).toEqual([]);
  });
});
