/**
 * The map of the house, executable: `npm run check:architecture`. DESIGN: each line of the pipeline may import the lines
 * above it, never those below, and siblings on one line do not see each other.
 */

/** The lines from top to bottom; rooms on one line are siblings. Each with the reason why those above must not see it. */
const LINES = [
  [['base/'], 'base/ is what everything stands on: it knows nothing of SQL, lineage or files'],
  [['dialects/'], 'a dialect is data; who reads a switch is none of its business'],
  [['functions/'], 'what is known of functions is data, for whoever reads calls: the parser, SQL’s resolver and that of plans'],
  [['sql/'], 'the parser gives a tree and does not know what becomes of it'],
  [['types/'], 'what an engine makes of an expression’s parts is a question to the tree, whatever the columns in it are'],
  [['frontends/'], 'a foreign syntax tree is turned into ours before anything is resolved'],
  [['spark/'], 'plan text becomes a plan tree; what it means is decided in resolve/spark'],
  [['catalog/'], 'a catalog answers which columns a dataset has, and does not care who asks'],
  [['lineage/'], 'the rules for edges and subtypes exist once, for SQL and Spark alike'],
  [['resolve/'], 'names become relations here; text and output formats are for others'],
  [['analyze/'], 'the one way through for texts, plans and foreign trees: they all give the same shape'],
  [['read/'], 'a document becomes a catalog, and analysis is fed from outside'],
  [['graph/'], 'the graph is built from lineage alone'],
  [['diff/', 'export/', 'lint/'], 'diff, export and lint are answers drawn from lineage and graph, and independent of each other'],
  [['report/'], 'reporters print diagnostics, whoever found them'],
  [['openlineage-runs.ts'], 'an execution is analysed and exported; nobody but the public API asks for it'],
  [['project/'], 'a project puts units in order and asks the rooms above'],
  [['batch.ts'], 'one line in, one line out: a thin shell over analysis'],
  [['parse.ts', 'project.ts'], 'doors to one room each'],
  [['index.ts'], 'the public API names what the rooms offer; no room reaches up to it'],
  [['node/'], 'files, processes and workers come last: everything above runs in a browser'],
  [['cli/'], 'the command line is a user of the API, and nobody’s dependency'],
];

const place = (room) => `^src/${room.replace('.', '[.]')}${room.endsWith('/') ? '' : '$'}`;

/** Where a file stands; it may stand on one line only, and must. */
export const linesOf = (file) => LINES.filter(([rooms]) => rooms.some((room) => new RegExp(place(room)).test(file)));

const below = (line) =>
  LINES.slice(line + 1)
    .flatMap(([rooms]) => rooms)
    .map(place);

const arrowsForward = LINES.slice(0, -1).flatMap(([rooms, reason], line) =>
  rooms.map((room) => ({
    name: `${room.replace(/\/$|[.]ts$/, '')}-sees-no-later-room`,
    comment: reason,
    severity: 'error',
    from: { path: place(room) },
    to: { path: [...below(line), ...rooms.filter((sibling) => sibling !== room).map(place)] },
  })),
);

/** A package has one home: what it does is done there, and it can be replaced there. */
const HOMES = [
  ['graphology', '^src/graph/', 'graph questions are asked in the graph room'],
  ['yaml', '^src/read/yaml', 'one reader of YAML, for all that are given it'],
  ['@hpcc-js', '^src/node/render', 'drawing is the one thing done with Graphviz, and it is heavy'],
  ['@huggingface', '^src/project/dbt/template', 'templates are rendered in one place'],
  ['commander', '^src/cli/', 'options are the command line’s business'],
  ['picocolors', '^src/cli/', 'colours are the command line’s business'],
  ['fastest-levenshtein', '^src/cli/', '“did you mean” is for people at a terminal'],
];

const packagesAtHome = HOMES.map(([name, home, reason]) => ({
  name: `${name.replace('@', '')}-has-one-home`,
  comment: reason,
  severity: 'error',
  from: { path: '^src/', pathNot: home },
  to: { path: `^node_modules/${name}` },
}));

/**
 * SQL nests: a query holds expressions that hold queries. The chapters that read such a tree call each other, and injecting
 * one into the other would only hide it.
 */
const CHAPTERS = ['^src/sql/parser/', '^src/frontends/node-sql-parser/', '^src/resolve/sql/'];

/** Types alone are gone when the code runs. */
const VALUES = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrowsForward,
    ...packagesAtHome,
    {
      name: 'core-runs-anywhere',
      comment: 'only node/ and cli/ touch files, processes or the network, so the same code runs in a browser and a worker',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(node|cli)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cli-sees-the-public-api-only',
      comment: 'a command that needs more shows that the API is missing something',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/', pathNot: '^src/(cli/|index[.]ts$|node/index[.]ts$)' },
    },
    {
      name: 'no-cycle',
      comment:
        'a cycle means that two modules are one; only the chapters that follow the grammar are allowed to be, because the grammar is',
      severity: 'error',
      from: { path: '^src/', pathNot: CHAPTERS },
      to: { circular: true, viaOnly: VALUES },
    },
    ...CHAPTERS.map((chapters) => ({
      name: `no-cycle-out-of-${chapters.replace(/\^src\/|\/$/g, '')}`,
      comment: 'chapters of the grammar may import each other, but the loop stays among them',
      severity: 'error',
      from: { path: chapters },
      to: { circular: true, viaOnly: VALUES, via: { pathNot: chapters } },
    })),
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere is a typing mistake or a missing package',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'what is shipped imports only what package.json brings along',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'src-sees-no-tests',
      comment: 'what is shipped stands without its tests, benchmarks and samples',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|grammar-tests|bench|samples)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
