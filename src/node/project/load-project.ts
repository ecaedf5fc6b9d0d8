/** A path → the project there, analysed: by several threads where it is large, and without what was analysed before. */
import { availableParallelism } from 'node:os';
import { type AnswerCache, type Catalog, type Project, type ProjectOptions, settingsIn } from '../../index.js';
import { analyzeProjectWithPool } from '../../project/analyze-with-pool.js';
import { openCache } from './file-cache.js';
import { openPool, type ThreadPool } from './open-pool.js';
import { findProject, type OpenOptions, type OpenProblem, openProject, type ProjectPlace } from './open-project.js';

export interface LoadOptions extends Omit<OpenOptions, 'cache' | 'openPool'> {
  /** What is known of datasets outside the project. */
  readonly schema?: Catalog | undefined;
  /** At most so many threads analyse. Default: as many as the machine can run. 1: nothing but the caller's own. */
  readonly threads?: number | undefined;
  /** Environment variables that say where answers are kept for the next time (see `openCache`). Default: nowhere. */
  readonly cacheEnv?: Readonly<Record<string, string | undefined>> | undefined;
  readonly onUnit?: ProjectOptions['onUnit'];
  /** The project's root is not looked for above this folder. Default: it is. */
  readonly top?: string | undefined;
}

export type LoadResult = { readonly project: Project; readonly place: ProjectPlace } | OpenProblem;

/** Never throws for what is on the disk. */
export async function loadProject(path: string, options: LoadOptions = {}): Promise<LoadResult> {
  const place = findProject(path, options.top);
  if ('problem' in place) return place;
  const cache = options.cacheEnv && openCache(place.root, options.cacheEnv);
  const threads = newThreads(options.threads ?? availableParallelism());
  try {
    const source = await openProject(place, { ...options, cache, openPool: threads.open });
    if ('problem' in source) return source;
    const { schema: catalog, onUnit } = options;
    const analyzing = { ...settingsIn(options), catalog, onUnit, cache: cache satisfies AnswerCache | undefined };
    const project = await analyzeProjectWithPool(source, { ...analyzing, openPool: threads.open });
    cache?.save();
    return { project, place };
  } finally {
    await threads.close();
  }
}

/** One pool, opened by whoever needs it first; none where there is but one thread. */
function newThreads(size: number) {
  let pool: ThreadPool | undefined;
  return {
    open: size > 1 ? () => (pool ??= openPool(size)) : undefined,
    close: async () => pool?.close(),
  };
}
