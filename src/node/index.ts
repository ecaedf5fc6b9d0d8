/** `headwater/node`: what needs files and streams. The rest of the API is in `headwater` and runs anywhere. */
export { readSchemaFile, type SchemaResult } from './schema-file.js';
export { forEachLines, readStream } from './stream.js';
export { decodeText, namesBeside, readText, type TextResult } from './text.js';
