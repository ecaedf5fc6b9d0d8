// Packs the package as npm would publish it, installs it elsewhere and uses it: both entry points and the command.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'headwater-package-'));
const run = (command, args, options = {}) => execFileSync(command, args, { encoding: 'utf8', ...options });
const expect = (holds, what) => {
  if (!holds) throw new Error(what);
  console.log(`ok: ${what}`);
};

try {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]));
  const files = packed.files.map((file) => file.path);
  for (const wanted of [
    'dist/index.js',
    'dist/index.d.ts',
    'dist/parse.js',
    'dist/project.js',
    'dist/node/index.js',
    'dist/node/project/worker.js',
    'dist/cli/main.js',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ])
    expect(files.includes(wanted), `the package holds ${wanted}`);
  const stray = files.filter((file) => !/^(dist\/|README\.md$|LICENSE$|CHANGELOG\.md$|package\.json$)/.test(file));
  expect(stray.length === 0, `the package holds nothing else (${stray.slice(0, 3).join(', ')})`);

  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  // Whatever npm would run goes to this shell, which only says so.
  const shell = join(folder, 'shell.sh');
  writeFileSync(shell, `#!/bin/sh\necho "$@" >> "${folder}/ran.txt"\n`, { mode: 0o755 });
  const installing = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts=false', `--script-shell=${shell}`];
  run('npm', [...installing, join(folder, packed.filename)], { cwd: folder, stdio: 'pipe' });
  expect(!existsSync(join(folder, 'ran.txt')), 'installing runs no script');
  const installed = Object.entries(JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')).packages);
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(installed.length > 1 && scripted.length === 0, `none of what is installed has an install script (${scripted.join(', ')})`);
  run('npm', ['pkg', 'set', 'scripts.preinstall=true'], { cwd: folder });
  run('npm', installing, { cwd: folder, stdio: 'pipe' });
  expect(existsSync(join(folder, 'ran.txt')), 'a script would have been seen');
  run('npm', ['pkg', 'delete', 'scripts'], { cwd: folder });
  writeFileSync(
    join(folder, 'use.mjs'),
    `import { analyze } from 'headwater'; import * as node from 'headwater/node'; import { readFolder } from 'headwater/project'; import { parse } from 'headwater/parse';
     const { lineage } = analyze('insert into o select a as b from t', { dialect: 'postgres' });
     const [edge] = lineage.edges;
     if (!readFolder || !parse) throw new Error('a door is shut');
     if (edge.from.column !== 'a' || edge.to.column !== 'b' || Object.keys(node).length === 0) throw new Error(JSON.stringify(lineage));`,
  );
  run('node', ['use.mjs'], { cwd: folder });
  expect(true, 'the library can be imported and used');

  writeFileSync(
    join(folder, 'threads.mjs'),
    `import { mkdirSync, writeFileSync } from 'node:fs'; import { loadProject } from 'headwater/node';
     mkdirSync('sql');
     for (let at = 0; at < 300; at++) writeFileSync('sql/m' + at + '.sql', '-- ' + 'x'.repeat(40000) + '\\nselect * from ' + (at ? 'm' + (at - 1) : 'raw'));
     const { project } = await loadProject('sql', { threads: 2 });
     if (project.units.length !== 300) throw new Error(project.units.length);`,
  );
  run('node', ['threads.mjs'], { cwd: folder });
  expect(true, 'a project is analysed by several threads');

  const tree = run('npx', ['--no-install', 'headwater', 'trace', 'select a as b from t'], { cwd: folder });
  expect(tree.includes('t.a') || /t[\s\S]*a/.test(tree), 'the command traces a query');
  const answer = run('npx', ['--no-install', 'headwater', 'batch'], { cwd: folder, input: '{"id":1,"sql":"select a from t"}\n' });
  expect(JSON.parse(answer).ok === true, 'the command answers a batch');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
