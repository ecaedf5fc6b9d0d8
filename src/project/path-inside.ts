/**
 * A path as a document of the project writes it → the same path from the root, with `/` and without `.` and `..`: `./models/` → `models`,
 * `seeds\a.csv` (dbt on Windows) → `seeds/a.csv`, the root itself → ``. Undefined for what leads out of the root (`../x`), begins elsewhere
 * (`/x`, `C:\x`) or is no path on any system (with a NUL). Links are not its business: only who has the files knows where those lead.
 */
export function pathInside(written: string): string | undefined {
  if (/^[/\\]|^[A-Za-z]:|\0/.test(written)) return undefined;
  const parts: string[] = [];
  for (const part of written.split(/[/\\]/)) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
