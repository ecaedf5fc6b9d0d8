import { describe, expect, it } from 'vitest';
import { analyzeProject, embeddedSql, readFolder } from '../../src/project/index.js';
import { edges } from './shop.js';

const found = (path: string, text: string) => embeddedSql(path, text).replace(/\s+/g, ' ').replace(/ ?;/g, ';').trim();

describe('embeddedSql', () => {
  it.each([
    ['a.md', 'Text\n```sql\nselect a from t\n```\nmore\n```python\nx = 1\n```\n', 'select a from t;'],
    ['a.md', '```{sql} x\nselect 1 as a\n```', 'select 1 as a;'],
    ['a.py', 'df = spark.sql("""\n  select a\n  from t\n""")\nprint("select nothing")', 'select a from t;'],
    ['a.py', "spark.sql(f'insert into o select * from {table}')", 'insert into o select * from {table};'],
    ['a.py', 'BashOperator(sql="create table t as select 1 as x", other=2)', 'create table t as select 1 as x;'],
    ['a.py', '# MAGIC %sql\n# MAGIC select a\n# MAGIC from t\n\nx = 1', 'select a from t;'],
    ['a.scala', 'spark.sql("""select a from t""")\nval q = db.execute("delete from u where x")', 'select a from t; delete from u where x;'],
    ['a.py', 'x.sql("name")', ';'],
    [
      'a.ipynb',
      JSON.stringify({
        cells: [
          { cell_type: 'code', source: ['%%sql\n', 'select 1 as a'] },
          { cell_type: 'markdown', source: 'x' },
        ],
      }),
      'select 1 as a',
    ],
  ])('%s: %j', (path, text, expected) => expect(found(path, text)).toBe(expected));

  it('leaves everything where it stood', () => {
    const text = 'Text\n```sql\nselect a from t\n```\n';
    expect(embeddedSql('a.md', text)).toHaveLength(text.length);
    expect(embeddedSql('a.md', text).indexOf('select')).toBe(text.indexOf('select'));
    expect(embeddedSql('a.md', text).split('\n')).toHaveLength(text.split('\n').length);
  });
});

it('feeds a project', () => {
  const text = 'spark.sql("create table o as select a as b from t")\nspark.sql("create table p as select * from o")';
  const made = analyzeProject(readFolder([{ path: 'job.py', text: embeddedSql('job.py', text), embedded: true }], { dialect: 'spark' }));
  expect(edges(made)).toEqual(['o.b <- t.a', 'p.b <- o.b']);
});
