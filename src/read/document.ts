import { readYaml } from './yaml.js';

/** A text of JSON or YAML as a value, or why it is none: `is not valid JSON: …`. Never throws. */
export function parseDocument(text: string, format: 'json' | 'yaml'): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: format === 'json' ? JSON.parse(text) : readYaml(text) };
  } catch (error) {
    const { message } = error as Error;
    // YAML's reader is recursive, and has its own way of saying so.
    const reason = /call stack|recursion/.test(message) ? 'it nests too deep' : message;
    return { problem: `is not valid ${format.toUpperCase()}: ${reason}` };
  }
}
