/** As in package.json, which code that runs in a browser cannot read; a test holds them together. */
export const VERSION = '0.1.0';

/** The program, as a URI, for documents that name their producer. */
export const PRODUCER = `https://www.npmjs.com/package/headwater/v/${VERSION}`;
