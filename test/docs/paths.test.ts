/** Paths that pages and comments name are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['src', 'test', 'grammar-tests', 'bench', '.ci'];
const files = [
  ...readdirSync('.'),
  ...[...FOLDERS, 'docs'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))),
].map((path) => path.replaceAll('\\', '/'));

describe('docs/architecture.md', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const named = [...page.matchAll(/`((?:src|test|grammar-tests|bench|samples|\.ci)(?:\/[\w./-]*)?)`/g)].map(([, path = '']) => path);

  it('names paths that exist', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('knows every room', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => `src/${name}`).filter((room) => !named.includes(room))).toEqual([]);
  });
});

describe('comments', () => {
  const comments = (text: string): string[] => text.match(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*/g) ?? [];
  const source = files.filter((path) => /^(src|\.ci|bench)\/.*\.(ts|mjs)$/.test(path));

  it('name files that exist', () => {
    const lost = source.flatMap((path) =>
      comments(readFileSync(path, 'utf8'))
        .flatMap((comment) => comment.match(/(?<![\w.*/-])(?:[\w.-]+\/)*[\w-]+\.(?:ts|mjs|md)\b/g) ?? [])
        .filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
        .map((name) => `${path}: ${name}`),
    );
    expect(source.length).toBeGreaterThan(300);
    expect(lost).toEqual([]);
  });
});
