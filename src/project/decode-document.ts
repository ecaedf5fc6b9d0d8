import { readYaml } from '../read/yaml.js';

/** JSON or YAML, by the extension of its file. Throws what the readers throw. */
export function decodeDocument(text: string, path: string): unknown {
  return path.endsWith('.json') ? JSON.parse(text) : readYaml(text);
}
