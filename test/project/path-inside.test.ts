import { expect, it } from 'vitest';
import { pathInside } from '../../src/project/index.js';

it.each([
  ['models', 'models'],
  ['./models/', 'models'],
  ['models/../seeds//a.csv', 'seeds/a.csv'],
  ['seeds\\a.csv', 'seeds/a.csv'],
  ['.', ''],
  ['..models/a', '..models/a'],
])('%j is %j', (written, path) => expect(pathInside(written)).toBe(path));

it.each(['..', '../x', 'a/../../x', '..\\..\\x', '/etc/passwd', '\\\\server\\share', '\\x', 'C:\\x', 'c:x', 'a\0b', '//x'])(
  '%j leads out',
  (written) => expect(pathInside(written)).toBeUndefined(),
);
