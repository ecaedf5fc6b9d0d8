/** Finds among many relations in FROM what a walk over all of them finds, for every name anew. It grows with the list. */
import { aliasKey } from '../../catalog/names.js';
import type { Names } from '../../dialects/dialect.js';
import type { Column, Open } from '../../lineage/column.js';
import { namedColumns, openParts } from '../../lineage/relation.js';
import type { Entry, Found } from './scope.js';

/** A column that an entry has, and the place of the last of several in a row that have the same one. */
interface Owned {
  readonly column: Column;
  place: number;
}

export class EntryIndex {
  #named = 0;
  #ofTables = 0;
  #ofColumns = 0;
  readonly #byKey = new Map<string, Entry>();
  /** By the last parts of a dataset's name. */
  readonly #byParts = new Map<string, Entry>();
  /** By the last part of the name of a dataset, whether or not it has an alias. */
  readonly #byTable = new Map<string, Entry>();
  readonly #owned = new Map<string, Owned[]>();
  readonly #open: Open[] = [];

  /** Scopes are copied with other entries: these are the index's. */
  constructor(readonly entries: readonly Entry[]) {}

  /** The first entry of an alias. */
  named(key: string): Entry | undefined {
    const { entries } = this;
    for (; this.#named < entries.length; this.#named++) {
      const entry = entries[this.#named] as Entry;
      addFirst(this.#byKey, entry.key, entry);
    }
    return this.#byKey.get(key);
  }

  /** The first entry whose dataset's name ends with these parts. */
  endingWith(names: Names, parts: readonly string[]): Entry | undefined {
    this.#indexTables(names);
    return this.#byParts.get(parts.join('\n'));
  }

  /** The first entry of a dataset whose name's last part is this. */
  ofTable(names: Names, key: string): Entry | undefined {
    this.#indexTables(names);
    return this.#byTable.get(key);
  }

  /** The column that relations name so. Of several the one that those from `joined` on have, where only some of them are joined. */
  known(key: string, joined: number): Found {
    this.#indexColumns();
    const owned = this.#owned.get(key);
    const last = owned?.at(-1);
    const before = owned?.at(-2);
    if (last === undefined || before === undefined) return last?.column;
    return joined > 0 && before.place < joined && joined <= last.place ? last.column : 'ambiguous';
  }

  /** The unknown columns of all entries. */
  open(): readonly Open[] {
    this.#indexColumns();
    return this.#open;
  }

  #indexTables(names: Names): void {
    const { entries } = this;
    for (; this.#ofTables < entries.length; this.#ofTables++) {
      const entry = entries[this.#ofTables] as Entry;
      const last = entry.dataset?.parts.at(-1);
      if (last !== undefined) addFirst(this.#byTable, aliasKey(names, last), entry);
      let end: string | undefined;
      for (const part of entry.parts?.toReversed() ?? []) {
        end = end === undefined ? aliasKey(names, part) : `${aliasKey(names, part)}\n${end}`;
        addFirst(this.#byParts, end, entry);
      }
    }
  }

  #indexColumns(): void {
    const { entries } = this;
    for (; this.#ofColumns < entries.length; this.#ofColumns++) {
      const { relation } = entries[this.#ofColumns] as Entry;
      for (const [key, column] of namedColumns(relation)) if (key !== '*') this.#own(key, column);
      for (const part of openParts(relation)) this.#open.push(part);
    }
  }

  #own(key: string, column: Column): void {
    const owned = this.#owned.get(key);
    const last = owned?.at(-1);
    if (owned === undefined || last === undefined) this.#owned.set(key, [{ column, place: this.#ofColumns }]);
    else if (last.column === column) last.place = this.#ofColumns;
    else owned.push({ column, place: this.#ofColumns });
  }
}

function addFirst(map: Map<string, Entry>, key: string, entry: Entry): void {
  if (!map.has(key)) map.set(key, entry);
}
