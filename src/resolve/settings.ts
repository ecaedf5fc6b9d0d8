/** What a user may say of how a text is to be understood, whichever resolver reads it. */
import type { Catalog } from '../catalog/catalog.js';
import type { FunctionOptions } from '../functions/added.js';

/** Plain data: it crosses between threads, and may stand in a document. */
export interface Settings extends FunctionOptions {
  /** Complete the names of tables. Read as names without quotes, as the keys of a schema are. */
  readonly defaultDatabase?: string | undefined;
  readonly defaultSchema?: string | undefined;
}

export interface ResolveOptions extends Settings {
  /** What is known of tables outside the text. */
  readonly catalog?: Catalog | undefined;
  /** Keep what each name in the text means, beside the trees. */
  readonly sides?: boolean | undefined;
  /** Tell what each column is: its type, and whether it may be NULL. */
  readonly types?: boolean | undefined;
}
