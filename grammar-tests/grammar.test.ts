/** `npm run grammar`; with `-- --update` the trees in the topics are rewritten, for review. */
import { describe, expect, test } from 'vitest';
import { parse } from '../src/sql/parser/index.js';
import { dialectNamed, printTopic, readTopics, treeOf } from './corpus.js';

for (const topic of readTopics()) {
  describe(topic.name, () => {
    test('gives the trees that the file shows', async () => {
      await expect(printTopic(topic.cases)).toMatchFileSnapshot(topic.path);
    });

    test('gives the same trees in the other dialects named', () => {
      for (const { title, sql, dialects } of topic.cases) {
        const [first, ...others] = dialects.map((name) => treeOf(sql, dialectNamed(name)));
        others.forEach((tree, i) => {
          expect(tree, `${title} in ${dialects[i + 1]}`).toBe(first);
        });
      }
    });

    test('has errors where it says so, and nowhere else', () => {
      const wrong = topic.cases.filter(({ sql, error, dialects }) =>
        dialects.some((name) => parse(sql, dialectNamed(name)).diagnostics.some(({ severity }) => severity === 'error') !== error),
      );
      expect(wrong.map(({ title }) => title)).toEqual([]);
    });

    test('has titles that are different', () => {
      const titles = topic.cases.map(({ title }) => title);
      expect([...new Set(titles)]).toEqual(titles);
    });
  });
}
