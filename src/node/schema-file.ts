import { extname } from 'node:path';
import type { Catalog, Diagnostic, SchemaFormat } from '../index.js';
import { readSchema } from '../index.js';
import { readText, type TextProblem } from './text.js';

/** A schema file's catalog and what was wrong in it; or why it could not be read. */
export type SchemaResult = { readonly catalog: Catalog; readonly diagnostics: readonly Diagnostic[]; readonly text: string } | TextProblem;

/** Reads `--schema FILE`: JSON and YAML by their extension (JSON without one, as from a pipe, by its first brace), anything else is DDL in the given dialect. */
export function readSchemaFile(path: string, dialect?: string): SchemaResult {
  const file = readText(path);
  if ('problem' in file) return file;
  return { ...readSchema(file.text, formatOf(path, file.text), dialect, path), text: file.text };
}

function formatOf(path: string, text: string): SchemaFormat {
  if (/\.jsonc?$/i.test(path) || (extname(path) === '' && /^\s*\{\s*["}]/.test(text))) return 'json';
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'ddl';
}
