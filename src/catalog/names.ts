/** How a dialect stores and compares names. */
import type { Names } from '../dialects/dialect.js';
import { type CatalogDataset, columnName } from './catalog.js';

/** A name as the dialect stores it. */
export function storedName(names: Names, name: string, quoted: boolean): string {
  if (quoted && names.quotedIsExact) return name;
  return names.fold === 'preserve' ? name : names.fold === 'upper' ? name.toUpperCase() : name.toLowerCase();
}

/** What is equal for stored column names that are one column. */
export function columnKey(names: Names, stored: string): string {
  return names.exactColumns || (names.quotedIsExact && names.fold !== 'preserve') ? stored : stored.toLowerCase();
}

/** The same for aliases and CTEs. */
export function aliasKey(names: Names, stored: string): string {
  return names.exactAliases || (names.quotedIsExact && names.fold !== 'preserve') ? stored : stored.toLowerCase();
}

/** The same for tables. */
export function tableKey(names: Names, stored: string): string {
  return names.exactTables || (names.quotedIsExact && names.fold !== 'preserve') ? stored : stored.toLowerCase();
}

/** A dataset's column names as the dialect stores them. */
export function storedColumns(names: Names, { columns, unquoted }: CatalogDataset): readonly string[] {
  if (unquoted === undefined) return columns.map(columnName);
  return columns.map((column) =>
    typeof column === 'string' ? storedName(names, column, false) : storedName(names, column.name, column.exact === true),
  );
}
