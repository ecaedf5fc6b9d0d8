import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refreshExamples } from './examples.js';

const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map((name) => join('docs', name))].filter((path) =>
  path.endsWith('.md'),
);

describe.each(PAGES)('%s', (path) => {
  const page = readFileSync(path, 'utf8');

  it('shows what its commands print (npm run docs writes it)', async () => {
    await expect(await refreshExamples(page)).toMatchFileSnapshot(join(process.cwd(), path));
  });

  it('links to files that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) => join(dirname(path), link));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
