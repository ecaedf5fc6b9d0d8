import { visible } from '../index.js';
import type { Io } from './io.js';

/**
 * A template of text for people. Whatever is put into it comes from elsewhere (files, models, columns, messages about them), so that
 * it is cleaned of what a terminal would obey: shown`${path}: it is empty\n`.
 */
export function shown(text: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: text }, ...values.map((value) => visible(String(value))));
}

/** What ends a command, and what to do about it. */
export function printFailure({ message, hint }: { readonly message: string; readonly hint?: string | undefined }, { stderr }: Io): void {
  stderr.write(shown`headwater: ${message}\n` + (hint ? shown`  ${hint}\n` : ''));
}
