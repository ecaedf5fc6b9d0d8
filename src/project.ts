/**
 * `headwater/project`: whole projects for programs without a file system, from a manifest or from a list of files and a reader. Runs
 * anywhere. All of it is part of `headwater` as well; `loadProject` of `headwater/node` finds the files, and uses threads and a cache.
 *
 * ```ts
 * import { analyzeProject, readFolder } from 'headwater/project';
 *
 * const { units, graph } = analyzeProject(readFolder([{ path: 'o.sql', text: 'create table o as select a from t' }]));
 * ```
 */
export * from './project/index.js';
