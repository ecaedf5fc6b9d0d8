/**
 * `headwater/parse`: the parser and the dialects alone, for programs that want trees and a quick start. All of it is part of
 * `headwater` as well.
 *
 * ```ts
 * import { findDialect, parse } from 'headwater/parse';
 *
 * const { script, diagnostics } = parse('select a from t', findDialect('postgres')!);
 * ```
 */
export type { Diagnostic, Severity } from './base/diagnostic.js';
export type { Span } from './base/span.js';
export type { Dialect } from './dialects/dialect.js';
export { dialects, findDialect } from './dialects/index.js';
export { forEachChild } from './sql/for-each-child.js';
export { guessDialect } from './sql/guess-dialect.js';
export { type ParseResult, parse } from './sql/parser/index.js';
export type * from './sql/tree.js';
