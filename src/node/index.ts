/** `headwater/node`: what needs files and streams. The rest of the API is in `headwater` and runs anywhere. */
import type { renderDiagram as render } from './render.js';

export { type EventLogOptions, type LoggedPlan, readEventLog } from './event-log.js';
export { isEventLog, sniffStream } from './event-log-files.js';
export { LONGEST_LINE } from './lines.js';
export { analyzeWithNodeSqlParser } from './node-sql-parser.js';
export { type FileCache, openCache } from './project/file-cache.js';
export { type FileReader, newReader } from './project/file-reader.js';
export { type ConfigResult, findConfig, loadConfig } from './project/find-config.js';
export { type LoadOptions, type LoadResult, loadProject } from './project/load-project.js';
export { findProject, type OpenProblem, type ProjectPlace } from './project/open-project.js';
export { openRoot, type Root, type Unread, unreadDiagnostics } from './project/root.js';
export { type Walked, walkFolder } from './project/walk-folder.js';
export type { PictureEngine, PictureFormat, RenderOptions } from './render.js';
export { readSchemaFile, type SchemaResult } from './schema-file.js';
export { forEachLines, type Pieces, readStream } from './stream.js';
export { decodeText, fileMessage, isPipe, isStandardInput, namesBeside, readText, type TextResult } from './text.js';
export { type Watcher, watchFiles } from './watch.js';
export { replaceFile } from './write-file.js';

/** Draws the text of the `dot` exporter (or of `mermaid`) as a picture. Loads Graphviz when it is first called. */
export const renderDiagram: typeof render = async (...args) => (await import('./render.js')).renderDiagram(...args);
