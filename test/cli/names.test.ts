import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { captureRun } from './capture.js';

// A name that clears the screen, turns the text around and looks like two lines.
const NAME = 'x\u001b[2J\u009b31m\u202e\u0007\ny';

const folder = join(mkdtempSync(join(tmpdir(), 'headwater-names-')), NAME);
const project = join(folder, 'project');
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
mkdirSync(project, { recursive: true });
const [broken, empty, config, log] = [
  file(`broken ${NAME}.sql`, 'select from from'),
  file(`empty ${NAME}.sql`, ''),
  file(`config ${NAME}.json`, `{${JSON.stringify(NAME)}: 1}`),
  file(`log ${NAME}`, readFileSync('samples/spark/events.jsonl', 'utf8').replaceAll('SQLExecutionStart', 'SQLExecutionStars')),
];
const quoted = `"${NAME}"`;
writeFileSync(join(project, 'a.sql'), `create view ${quoted} as select b as ${quoted} from "b${NAME}"`);
writeFileSync(join(project, 'b.sql'), `create view "b${NAME}" as select ${quoted} as b, c.* from ${quoted}, "c${NAME}" as c`);
writeFileSync(join(project, `${NAME}.sql`), `create view "e${NAME}" as select z.q as ${quoted} from "c${NAME}" as z`);

it.each<[string, string[]]>([
  ['a diagnostic', [broken]],
  ['a file that is empty', [empty]],
  ['a file that is not there', [join(folder, 'none.sql')]],
  ['a file that cannot be written', ['select 1', '-o', join(folder, 'none', 'x.svg')]],
  ['a schema', ['select 1', '--schema', broken]],
  ['a schema that is not there', ['select 1', '--schema', join(folder, 'none.json')]],
  ['a configuration', ['stats', '-p', project, '--config', config]],
  ['an event log', [log]],
  ['an option', [`--${NAME.replace('\n', ' ')}`]],
  ['a dialect', ['select 1', '-d', NAME]],
  ['a project', ['stats', '-p', join(folder, 'none')]],
  ['stats', ['stats', '-p', project, '--incomplete']],
  ['columns', ['columns', NAME, '-p', project]],
  ['columns of what is outside', ['columns', `c${NAME}`, '-p', project]],
  ['impact', ['impact', NAME, '-p', project]],
  ['impact of nothing', ['impact', `e${NAME}`, '-p', project]],
  ['upstream', ['upstream', NAME, '-p', project]],
  ['path', ['path', `c${NAME}`, `e${NAME}`, '-p', project]],
  ['no path', ['path', `e${NAME}`, `c${NAME}`, '-p', project]],
  ['graph', ['graph', '-p', project]],
  ['a selector', ['graph', '-p', project, NAME]],
  ['a name that nothing has', ['impact', `${NAME}?`, '-p', project]],
  ['init', ['init', project]],
  ['init again', ['init', project]],
])('%s is shown without what a terminal obeys', async (_what, args) => {
  for (const terminal of [false, true]) {
    const { stdout, stderr } = await captureRun(args, { terminal, env: { TERM: 'xterm' } });
    // Ours are colours, and the line of a bar that is written over.
    const said = (stdout + stderr).replace(/\u001b\[\d\d?m|\r\u001b\[K|^\r/gm, '');
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(said).not.toMatch(/^y/m);
    expect(said).toContain('x\\u{1b}[2J\\u{9b}31m\\u{202e}\\u{7}');
  }
});
