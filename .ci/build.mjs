// Builds dist/ (or the folder given): the entry points with what they share in a few files, since Node takes longer to open two
// hundred modules than to run them. Declarations come from tsc, packages stay imports.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { rolldown } from 'rolldown';
import { compile } from './array-loops.mjs';

const folder = process.argv[2] ?? 'dist';
const compiled = mkdtempSync(join(tmpdir(), 'headwater-build-'));
compile(join(compiled, 'src'));
const bundle = await rolldown({
  input: {
    index: join(compiled, 'src/index.js'),
    parse: join(compiled, 'src/parse.js'),
    project: join(compiled, 'src/project.js'),
    'analyze/node-sql-parser': join(compiled, 'src/analyze/node-sql-parser.js'),
    'node/index': join(compiled, 'src/node/index.js'),
    'node/project/worker': join(compiled, 'src/node/project/worker.js'),
    'cli/main': join(compiled, 'src/cli/main.js'),
  },
  platform: 'node',
  treeshake: { moduleSideEffects: (id) => /cli.main|project.worker/.test(id) },
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
  preserveEntrySignatures: 'allow-extension', // what the groups below need
});
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'shared/[name]-[hash].js',
  // What `batch` and `trace` do without is apart, so that they need not load it: projects, graphs, files of schemas, event logs.
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [
      { name: 'sql', test: /src.(base|dialects|functions|sql)/, priority: 2 },
      {
        name: 'core',
        test: /src.(catalog|types|lineage|resolve|spark|analyze.(?!node-sql-parser)|batch|lint|report|export.visible|read.(schema-object|quoted-name))/,
        priority: 1,
      },
      {
        name: 'files',
        test: /src.(node.(lines|stream|text|watch|write-file|project.(walk-folder|root))|project.path-inside)/,
        priority: 1,
      },
      { name: 'present', test: /src.(export|openlineage-runs|graph.(select|find-columns))/, priority: 1 },
      { name: 'graph', test: /src.graph/ },
      { name: 'projects', test: /src.(node.)?project[\\/]/ },
      { name: 'read', test: /src.(read|node.schema-file)/ },
      { name: 'logs', test: /src.node.(event-log|take|unpack)/ },
      { name: 'foreign', test: /src.(frontends|node.node-sql-parser)/ },
    ],
  },
});

rmSync(compiled, { recursive: true });

const made = new Set(output.map((file) => join(folder, file.fileName)));
for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(file.parentPath ?? file.path, file.name);
  if (file.isFile() && path.endsWith('.js') && !made.has(path)) rmSync(path); // left by an earlier build
}

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const file of Object.values(bin)) chmodSync(join(dirname(folder), file), 0o755);
