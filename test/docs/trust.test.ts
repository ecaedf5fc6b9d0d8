/** docs/trust.md, as far as the code itself can tell; what it does is tested in test/cli/hostile.test.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/trust.md', 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join('src', path), 'utf8') }));

const filesWith = (pattern: RegExp): string[] =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .sort();

describe('the code', () => {
  it('opens files in these places only: a new one has to say on the page what it reads', () => {
    expect(filesWith(/\b(readFile|readFileSync|createReadStream|openSync|readdirSync|readSync|opendir\w*)\(/)).toEqual([
      'cli/sources.ts',
      'cli/version.ts',
      'node/event-log-files.ts',
      'node/event-log.ts',
      'node/project/build-hash.ts',
      'node/project/file-cache.ts',
      'node/project/walk-folder.ts',
      'node/text.ts',
      'node/write-file.ts',
    ]);
  });

  it('writes in these', () => {
    expect(
      filesWith(/\b(writeFile|writeFileSync|replaceFile|appendFileSync|createWriteStream|renameSync|mkdirSync|rmSync|unlinkSync)\(/),
    ).toEqual(['cli/commands/init.ts', 'cli/write-content.ts', 'node/project/file-cache.ts', 'node/write-file.ts']);
  });

  it('runs code that it finds in one, a process in one, and nothing by its text', () => {
    expect(filesWith(/\bimport\((?!\s*['"])/)).toEqual(['node/project/find-config.ts']);
    expect(filesWith(/node:(child_process|vm|cluster|inspector)/)).toEqual(['cli/heap.ts']);
    expect(filesWith(/\beval\(|\bnew Function\(/)).toEqual([]);
  });

  it('opens no connection', () => {
    expect(filesWith(/node:(https?|http2|net|tls|dgram|dns)\b|\bfetch\(|\bnew (WebSocket|EventSource|XMLHttpRequest)\(/)).toEqual([]);
  });
});

describe('the page', () => {
  it.each([
    ['sql/parser/cursor.ts', 'MAX_DEPTH'],
    ['node/lines.ts', 'LONGEST_LINE'],
    ['cli/event-log.ts', 'MOST_PLANS'],
    ['node/text.ts', 'LONGEST_TEXT'],
    ['node/project/root.ts', 'LONGEST_FILE'],
    ['node/project/walk-folder.ts', 'MOST_FOLLOWED'],
    ['export/mermaid.ts', 'MAX_EDGES'],
    ['export/dot.ts', 'MAX_ARROWS'],
    ['export/dot.ts', 'MAX_COLUMNS'],
    ['node/render.ts', 'MAX_PIXELS'],
  ])('knows the budget of %s, %s', (path, name) => {
    const text = sources.find((source) => source.path === path)?.text ?? '';
    const [, number = '', shift = 0] = new RegExp(`const ${name} = ([\\d_]+)(?: << (\\d+))?;`).exec(text) ?? [];
    const value = number && String(Number(number.replaceAll('_', '')) * 2 ** Number(shift));
    const budgets = page.slice(page.indexOf('## Budgets')).replaceAll(',', '');
    expect(value).not.toBe('');
    expect(budgets).toMatch(new RegExp(`\\b${value}\\b`));
  });

  it('knows the folders that are not entered, and the variable', () => {
    const skipped = /SKIPPED_FOLDERS[^[]*\[([^\]]*)\]/.exec(readFileSync('src/node/project/walk-folder.ts', 'utf8'))?.[1] ?? '';
    const names = [...skipped.matchAll(/'(\w+)'/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(3);
    for (const name of [...names, 'HEADWATER_ALLOW_CODE_CONFIG=1']) expect(page).toContain(`\`${name}\``);
  });
});
