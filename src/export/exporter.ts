/** What every exporter takes and gives. An exporter is pure: result in, text out, the same text for the same result. */
import type { ScriptLineage, StatementLineage } from '../lineage/types.js';

/** What can be exported. A `ScriptAnalysis` fits as it is; only `lineage` is needed. */
export interface ExportInput {
  readonly lineage: ScriptLineage;
  /** One a statement, in text order: for steps and for what each statement reads and writes. */
  readonly statements?: readonly {
    readonly lineage: StatementLineage;
    /** Its kind tells a plan from SQL. */
    readonly tree?: { readonly kind: string; readonly verb?: string };
  }[];
  /** The text that was analysed. */
  readonly text?: string;
  /** The dialect's name. */
  readonly dialect?: string;
}

export interface Exporter<Options> {
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** One line for `--help`. */
  readonly about: string;
  /** Ends in a newline. Options that are left out have the defaults that their type names. */
  render(input: ExportInput, options?: Options): string;
}
