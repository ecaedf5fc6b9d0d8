/**
 * Keys of nodes. A dataset's key is its number in base 36 (`2s`), a column's is its dataset's key, a colon and the
 * column's name as it stands (`2s:amount`). Short, because a graph holds millions; unambiguous for any name, because a
 * number has no colon. Nobody else puts keys together or takes them apart.
 */

export function datasetKey(number: number): string {
  return number.toString(36);
}

export function columnKey(dataset: string, column: string): string {
  return `${dataset}:${column}`;
}

/** `column` is null in a dataset's key. */
export function readKey(key: string): { readonly dataset: string; readonly column: string | null } {
  const colon = key.indexOf(':');
  return colon < 0 ? { dataset: key, column: null } : { dataset: key.slice(0, colon), column: key.slice(colon + 1) };
}
