import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';

// What a web page would load: the library in one script, without anything of Node's around it.
let script = '';

beforeAll(async () => {
  const bundle = await rolldown({ input: 'src/index.ts', platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', name: 'headwater' });
  script = output[0].code;
}, 60_000);

const USE = `JSON.stringify(headwater.analyze('insert into o select a from t').lineage.edges[0].from)`;
const SOURCE = JSON.stringify({ dataset: 't', column: 'a' });

describe('the library runs', () => {
  it('where there is nothing but JavaScript', () => {
    const context = createContext({});
    runInContext(script, context);
    expect(runInContext(USE, context)).toBe(SOURCE);
  });

  it('in a worker', async () => {
    const worker = new Worker(`${script}\nrequire('node:worker_threads').parentPort.postMessage(${USE})`, { eval: true });
    expect(await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))).toBe(SOURCE);
    await worker.terminate();
  });
});
