import { describe, expect, it } from 'vitest';
import { analyzeProject, readFolder } from '../../src/project/index.js';
import { edges } from './shop.js';

const folder = (files: Readonly<Record<string, string>>, dialect = 'postgres') =>
  analyzeProject(
    readFolder(
      Object.entries(files).map(([path, text]) => ({ path, text })),
      { dialect },
    ),
  );

describe('a folder of scripts', () => {
  it('goes from what writes to what reads, whatever the files are called', () => {
    const made = folder({
      'a_report.sql': 'create view report as select * from mart',
      'b_mart.sql': 'create table mart as select o.*, 1 as k from orders o',
      'z_schema.sql': 'create table orders (id int, total int);',
    });
    expect(made.units.map(({ unit }) => unit.path)).toEqual(['z_schema.sql', 'b_mart.sql', 'a_report.sql']);
    expect(edges(made)).toEqual([
      'mart.id <- orders.id',
      'mart.total <- orders.total',
      'report.id <- mart.id',
      'report.k <- mart.k',
      'report.total <- mart.total',
    ]);
    expect(made.units.every((unit) => unit.complete)).toBe(true);
  });

  it('a file with one query makes a dataset of its name', () => {
    const made = folder({ 'models/top.sql': 'select x from base', 'models/base.sql': 'select a + b as x from raw' });
    expect(edges(made)).toEqual(['base.x <- raw.a', 'base.x <- raw.b', 'top.x <- base.x']);
  });

  it('open stars of scripts are filled and told', () => {
    const made = folder({ 'one.sql': 'insert into o select * from raw', 'two.sql': 'create view v as select a from o' });
    expect(edges(made)).toContain('o.a <- raw.a');
    expect(made.units[0]?.reasons).toMatchObject([{ code: 'open-star', dataset: 'raw' }]);
  });
});
