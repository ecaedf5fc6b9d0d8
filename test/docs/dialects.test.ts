/** docs/dialects.md: every switch, what it gates, who has it, and which files read it. `npm run docs` writes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.js';

const DECLARATIONS = readFileSync('src/dialects/dialect.ts', 'utf8');
const READERS = ['sql', 'resolve', 'lineage', 'catalog'].flatMap((room) =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ path: join(room, file), text: readFileSync(join('src', room, file), 'utf8') })),
);

const INTRODUCTION = `# What differs between dialects

Every dialect is a row of switches (\`src/dialects\`): a strict base, and what the row adds. \`headwater dialects NAME\` shows one row. A
switch is named for what it gates, and gates that only; \`generic\` has all of them but those on which dialects disagree
(\`src/dialects/generic.ts\` has a text for each). \`npm run docs\` writes this page.
`;

/** Its sentence in dialect.ts, in one line. */
function sentence(name: string): string {
  const at = DECLARATIONS.search(new RegExp(`^  readonly ${name}: `, 'm'));
  const before = DECLARATIONS.slice(0, at).trimEnd();
  if (!before.endsWith('*/')) return '';
  const comment = before.slice(before.lastIndexOf('/**') + 3, -2);
  return comment
    .replace(/\s*\n\s*\* ?/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}

function readers(name: string): string {
  const read = new RegExp(`\\b(?:grammar|lex|names)\\.${name}\\b|[{,] ${name}\\b.*\\} = .*\\b(?:grammar|lex|names)\\b`);
  return READERS.filter(({ text }) => read.test(text))
    .map(({ path }) => `\`${path}\``)
    .join(' ');
}

function table(group: 'lex' | 'grammar' | 'names'): string {
  const all = [...dialects.values()].filter(({ name }) => name !== 'generic');
  const names = Object.entries(all[0]?.[group] ?? {}).flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : []));
  const rows = names.map((name) => {
    const having = all.filter((dialect) => Reflect.get(dialect[group], name) === true).map((dialect) => dialect.name);
    const lacking = all.length - having.length;
    const who = lacking === 0 ? 'all' : having.length <= lacking ? having.join(', ') : `all but ${lackingNames(all, having)}`;
    return `| \`${name}\` | ${sentence(name)} | ${who} | ${readers(name)} |`;
  });
  return ['| switch | what it gates | who has it | read in |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function lackingNames(all: readonly { name: string }[], having: readonly string[]): string {
  return all
    .filter(({ name }) => !having.includes(name))
    .map(({ name }) => name)
    .join(', ');
}

const groups = [
  ['lex', 'Tokens'],
  ['grammar', 'Grammar'],
  ['names', 'Names'],
] as const;

it('docs/dialects.md has every switch', async () => {
  const page = [INTRODUCTION, ...groups.map(([group, title]) => `## ${title}\n\n${table(group)}\n`)].join('\n');
  expect(page).not.toMatch(/\| {2}\||\| \|$/m);
  await expect(page).toMatchFileSnapshot(join(process.cwd(), 'docs/dialects.md'));
});
