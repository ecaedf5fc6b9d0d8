/** Templates that are no SQL as they stand: what goes is overwritten, so that offsets stay. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstBranches } from '../../src/sql/template-text.js';

describe('firstBranches', () => {
  it('keeps the first of several branches', () => {
    const text = "{% if a %} select 1 {% else %} select '2' {% endif %} from t";
    expect(firstBranches(text)).toBe(text.replace("select '2'", '          '));
  });

  it('takes the quotes of a template within a string away', () => {
    expect(firstBranches("select '{{ var('x') }}', \"{{ f(\"y\") }}\", 'it''s' -- '{{ '")).toBe(
      "select '{{ var(_x_) }}', \"{{ f(_y_) }}\", 'it''s' -- '{{ '",
    );
  });

  it('knows the set operators of dbt', () => {
    expect(firstBranches('select 1 {{ dbt.except() }} select 2')?.replace(/\s+/g, ' ')).toBe('select 1 except select 2');
  });

  it('has nothing to say of text without templates', () => {
    expect(firstBranches("select 'a' from t")).toBeUndefined();
  });

  it('ends where nothing closes what was opened', () => {
    // each of these took a regular expression exponential or quadratic time
    for (const unit of ["{{a}} '", '{{a}} ', '{% if ', '{{ ', "{% if a %} ' {% else %}", "'{{'}}"]) {
      const text = `select ' ${unit.repeat(20_000)}`;
      expect((firstBranches(text) ?? text).length).toBe(text.length);
    }
  });

  it('never moves a character', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      '{{',
      '}}',
      '{% if a %}',
      '{% else %}',
      '{% endif %}',
      '{%',
      '%}',
      '--',
      '\n',
      '/*',
      '*/',
      'x',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces), (list) => {
        const text = list.join('');
        expect((firstBranches(text) ?? text).length).toBe(text.length);
      }),
    );
  });
});
