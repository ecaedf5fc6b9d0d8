import { captureRun } from '../cli/capture.js';

/**
 * Pages show what commands print, between these lines; the command is run and what stands between is made anew:
 *
 *     <!-- example: headwater "select a from t" -->
 *     <!-- /example -->
 */
const BLOCK = /(<!-- example: (.+) -->\n)[\s\S]*?(<!-- \/example -->)/g;

/** The page with every example as it comes out now. */
export async function refreshExamples(page: string): Promise<string> {
  const shown = new Map<string, string>();
  for (const [, , command = ''] of page.matchAll(BLOCK)) shown.set(command, await example(command));
  return page.replace(BLOCK, (_block, open: string, command: string, close: string) => `${open}${shown.get(command)}${close}`);
}

async function example(command: string): Promise<string> {
  const [program, ...args] = words(command);
  if (program !== 'headwater') throw new Error(`not ours: ${command}`);
  const { stdout, stderr } = await captureRun(args);
  if (command.includes('--format mermaid')) return fence('mermaid', stdout);
  return fence('console', `$ ${command}\n${stderr}${stdout}`);
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

/** The words of a command line; double quotes keep spaces. */
function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
