import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../../src/index.js';
import { edgesOf, valuesOf } from './edges.js';

describe('lists that Spark cut', () => {
  it("a relation's hidden columns are known by their ids, which are consecutive", () => {
    const plan = `== Analyzed Logical Plan ==
x: int, y: int
Project [x#4, y#14]
+- Join Inner, (a#1 = a#11)
   :- Relation s.t[a#1,b#2,... 3 more fields] parquet
   +- Relation s.u[a#11,b#12,... 3 more fields] parquet`;
    expect(edgesOf(plan)).toEqual(['s.t.x -> x IDENTITY', 's.u.y -> y IDENTITY', 's.t.a -> * JOIN', 's.u.a -> * JOIN']);
  });

  it('reads a whole section in place of one that was cut', () => {
    const plan = `== Analyzed Logical Plan ==
a: int, b: int
Project [a#1, ... 1 more fields]
+- Relation s.t[a#1,b#2] parquet

== Optimized Logical Plan ==
Project [a#1, b#2]
+- Relation s.t[a#1,b#2] parquet`;
    expect(valuesOf(plan)).toEqual(['s.t.a -> a IDENTITY', 's.t.b -> b IDENTITY']);
    expect(analyzePlan(plan).diagnostics).toMatchObject([{ severity: 'info', code: 'truncated-plan' }]);
  });

  it('looks through a cut list to what lies below', () => {
    const plan = `== Physical Plan ==
Project [b#2]
+- Project [a#1, ... 1 more fields]
   +- FileScan parquet s.t[a#1,... 7 more fields] Batched: true, Location: InMemoryFileIndex(1 paths)[file:/w/s.db/t], ReadSchema: struct<a:int>`;
    expect(valuesOf(plan)).toEqual(['s.t.b -> b IDENTITY']);
    expect(analyzePlan(plan).diagnostics).toMatchObject([
      { severity: 'warning', code: 'truncated-plan', hint: expect.stringContaining('spark.sql.debug.maxToStringFields') },
    ]);
  });
});
