import ts from 'typescript';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a build script: plain JavaScript
import { arrayLoops } from '../../.ci/array-loops.mjs';

const CASES: readonly (readonly [string, string])[] = [
  ['a loop', 'for (const x of [1, 2, 3]) { if (x === 2) continue; log.push(x); }'],
  ['a loop without a block', 'for (const x of [1, 2]) log.push(x)'],
  ['a list that grows', 'const list = [1]; for (const x of list) { if (list.length < 4) list.push(x + 1); log.push(x); }'],
  ['closures', 'for (const x of [1, 2]) log.push(() => x); log.splice(0, 2, ...log.map((f) => (f as () => number)()))'],
  ['objects taken apart', 'for (const { a, ...b } of [{ a: 1, c: 2 }]) log.push(a, b)'],
  ['loops in loops', 'for (const xs of [[1, 2], [3]]) for (const [at, x] of xs.entries()) log.push(at, x)'],
  ['a list taken apart', 'const [a, , b, ...c] = [1, 2, 3, 4, 5]; log.push(a, b, c)'],
  ['a short list taken apart', 'const list: number[] = []; const [a, ...b] = list; log.push(a, b)'],
  ['a readonly list', 'const list: readonly string[] = ["x"]; const [a] = list; for (const b of list) log.push(a, b)'],
  ['two in one statement', 'const [a] = [1], b = 2, [c] = ["d"]; log.push(a, b, c)'],
  ['undefined at the end of a list with a default stays as it is', 'const list: number[] = []; const [a = 7] = list; log.push(a)'],
];

const OTHERS =
  'for (const [k, v] of new Map([["a", 1]])) log.push(k, v); for (const x of new Set([1])) log.push(x); for (const c of "ab") log.push(c)';

const BODIES = [...CASES.map(([, body]) => body), OTHERS];

/** Compiles the bodies with and without the step. */
function compiled(): { plain: string; counted: string } {
  const source = BODIES.map((body, at) => `function run${at}() { const log: unknown[] = []; ${body}; return log; }`).join('\n');
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === 'run.ts' ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram(['run.ts'], options, host);
  const emit = (before: ts.TransformerFactory<ts.SourceFile>[]) => {
    let text = '';
    program.emit(
      undefined,
      (_, written) => {
        text = written;
      },
      undefined,
      false,
      { before },
    );
    return text;
  };
  return { plain: emit([]), counted: emit([arrayLoops(program.getTypeChecker())]) };
}

const { plain, counted } = compiled();
const run = (text: string, at: number): unknown => new Function(`${text}; return run${at}();`)();

describe('loops over arrays in the build', () => {
  it.each(CASES.map(([what], at) => [what, at] as const))('do the same with %s', (_, at) => {
    expect(run(counted, at)).toEqual(run(plain, at));
  });

  it('leave alone what is no array', () => {
    expect(run(counted, CASES.length)).toEqual(run(plain, CASES.length));
    expect(counted.slice(counted.indexOf(`run${CASES.length}`)).match(/ of /g)).toHaveLength(3);
  });
});
