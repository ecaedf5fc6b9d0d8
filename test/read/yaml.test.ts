import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/read/yaml.js';

describe('YAML', () => {
  it('is read with its anchors', () => {
    expect(readYaml('x: &a [1, b]\ny: { z: *a }\n2024: c')).toEqual({ x: [1, 'b'], y: { z: [1, 'b'] }, 2024: 'c' });
  });

  it('refuses a key that a map has already', () => {
    expect(() => readYaml('a: 1\nb: { c: 1,\n  d: 2, c: 3 }\n')).toThrow('Map keys must be unique at line 3, column 9');
    expect(() => readYaml('- a: 1\n- a: 1')).not.toThrow();
  });

  it('refuses keys that are collections', () => {
    expect(() => readYaml('a: 1\n? [1]\n: 2')).toThrow('Keys of maps must be texts at line 2, column 3');
  });

  it('refuses what is none', () => {
    expect(() => readYaml('a: [1')).toThrow(/line 1/);
    expect(readYaml('')).toBeNull();
  });
});
