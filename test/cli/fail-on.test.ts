import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureRun } from './capture.js';

const SYNTAX = 'select a from from t';
const OPEN = 'select * from t';
const CROSS = 'select t.a from t, u';
const FINE = 'select a from t';

const schema = join(mkdtempSync(join(tmpdir(), 'headwater-fail-on-')), 'schema.json');
writeFileSync(schema, '{"t": ["a"]}');

describe('headwater trace', () => {
  it.each<[string, string, 0 | 1]>([
    [SYNTAX, '', 1],
    [SYNTAX, 'none', 0],
    [SYNTAX, 'error', 1],
    [SYNTAX, 'warning', 1],
    [SYNTAX, 'incomplete', 1],
    [SYNTAX, 'unknown-column', 0],
    ['select b from t', 'unknown-column', 1],
    ['select b from t', '', 0],
    [OPEN, 'incomplete', 0],
    ['select * from elsewhere', 'incomplete', 1],
    ['select * from elsewhere', 'syntax, unknown-column, error', 0],
    [CROSS, 'warning', 1],
    [CROSS, 'error', 0],
    [CROSS, 'error,WARNING', 1],
    [FINE, 'syntax,unknown-column,incomplete,warning,error', 0],
  ])('%s --fail-on %s', async (sql, list, expected) => {
    const { code } = await captureRun(['trace', sql, '--schema', schema, ...(list === '' ? [] : ['--fail-on', list])]);
    expect(code).toBe(expected);
  });
});

/** A folder with one script. */
function folderOf(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-fail-on-'));
  writeFileSync(join(folder, 'o.sql'), sql);
  return folder;
}

describe('commands about a project', () => {
  const COMMANDS = [['stats'], ['graph'], ['graph', 'o'], ['impact', 't'], ['upstream', 'o'], ['columns', 'o'], ['path', 't', 'o']];
  const folders = {
    fine: folderOf('create table o as select t.a from t'),
    broken: folderOf('create table o as select t.a, sum(t.b from t'),
    open: folderOf('create table o as select *, t.a from t'),
  };

  it.each(COMMANDS)('%s %s %s', async (...command) => {
    const codeOf = async (folder: string, ...args: string[]) =>
      (await captureRun([...command.filter((word) => word !== undefined), '-p', folder, '--no-config', '--no-cache', ...args])).code;
    expect(await codeOf(folders.broken)).toBe(0);
    expect(await codeOf(folders.broken, '--fail-on', 'syntax')).toBe(1);
    expect(await codeOf(folders.broken, '--fail-on', 'unknown-column')).toBe(0);
    expect(await codeOf(folders.open, '--fail-on', 'syntax,incomplete')).toBe(1);
    expect(await codeOf(folders.open, '--fail-on', 'syntax,warning')).toBe(0);
    expect(await codeOf(folders.fine, '--fail-on', 'syntax,unknown-column,incomplete,warning')).toBe(0);
  });
});

describe('a word that a command does not know is wrong usage', () => {
  it.each([
    ['trace', FINE, 'sintax', "did you mean 'syntax'?"],
    ['trace', FINE, 'breaking', 'it knows: syntax, unknown-column, incomplete, warning, error, none'],
    ['trace', FINE, 'syntax,', 'it knows: '],
    ['stats', '-p.', 'error', 'it knows: syntax, unknown-column, incomplete, warning, none'],
    ['impact', 'o', 'stale', 'it knows: '],
  ])('%s %s --fail-on %s', async (command, argument, list, hint) => {
    const { code, stdout, stderr } = await captureRun([command, argument, '--fail-on', list]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
  });

  it.each(['batch', 'dialects', 'init'])('%s finds nothing, and has no such option', async (command) => {
    const { code, stderr } = await captureRun([command, '--fail-on', 'syntax']);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--fail-on'");
  });
});
