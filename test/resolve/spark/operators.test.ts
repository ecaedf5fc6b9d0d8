import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../../src/index.js';
import { edgesOf, valuesOf } from './edges.js';

const T = 'Relation spark_catalog.s.t[a#1L,b#2,c#3] parquet';
const U = 'Relation spark_catalog.s.u[a#11L,d#12] parquet';

const tree = (...lines: string[]) => `== Analyzed Logical Plan ==\n${lines.join('\n')}`;

describe('operators', () => {
  it('types what an expression reads', () => {
    const plan = tree(
      'Project [a#1L, a#1L AS x#20L, (a#1L + 1) AS y#21L, CASE WHEN (b#2 = yes) THEN c#3 ELSE b#2 END AS z#22, if (isnull(c#3)) null else a#1L AS w#23L]',
      `+- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.t.a -> a IDENTITY',
      's.t.a -> x IDENTITY',
      's.t.a -> y TRANSFORMATION',
      's.t.b -> z CONDITIONAL',
      's.t.c -> z TRANSFORMATION',
      's.t.b -> z TRANSFORMATION',
      's.t.c -> w CONDITIONAL',
      's.t.a -> w TRANSFORMATION',
    ]);
  });

  it('takes names as they are: with commas, brackets, hashes and AS', () => {
    const plan = tree(
      'Project [total, in (eur)#31, x AS y#32L, k#9#33, [ts]#34]',
      '+- Project [b#2 AS total, in (eur)#31, a#1L AS x AS y#32L, c#3 AS k#9#33, c#3 AS [ts]#34]',
      `   +- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.t.b -> total, in (eur) IDENTITY',
      's.t.a -> x AS y IDENTITY',
      's.t.c -> k#9 IDENTITY',
      's.t.c -> [ts] IDENTITY',
    ]);
  });

  it('takes no literal for a column', () => {
    const plan = tree('Project [concat(b#2, , , its [#3] AS z, Brand#1) AS x#20, (c#3 LIKE %a, b]%) AS y#21]', `+- ${T}`);
    expect(edgesOf(plan)).toEqual(['s.t.b -> x TRANSFORMATION', 's.t.c -> y TRANSFORMATION']);
  });

  it('finds the items of a list where a literal leaves a bracket open', () => {
    const plan = tree(
      'Project [(b#2 LIKE %(%) AS x#20, split(c#3,  AS , -1)[0] AS y#21, concat_ws(, , b#2, [, c#3) AS z, of ) it#22, a#1L]',
      `+- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.t.b -> x TRANSFORMATION',
      's.t.c -> y TRANSFORMATION',
      's.t.b -> z, of ) it TRANSFORMATION',
      's.t.c -> z, of ) it TRANSFORMATION',
      's.t.a -> a IDENTITY',
    ]);
  });

  it('knows which arguments only decide', () => {
    expect(edgesOf(tree('Project [nvl2(b#2, a#1L, c#3) AS x#20]', `+- ${T}`))).toEqual([
      's.t.b -> x CONDITIONAL',
      's.t.a -> x TRANSFORMATION',
      's.t.c -> x TRANSFORMATION',
    ]);
  });

  it('pairs a union by position, though its ids are those of the first branch', () => {
    const plan = tree(
      'Project [a#1L]',
      '+- Union false, false',
      '   :- Project [a#1L, b#2]',
      `   :  +- ${T}`,
      '   +- Project [d#12, a#11L]',
      `      +- ${U}`,
    );
    expect(edgesOf(plan)).toEqual(['s.t.a -> a IDENTITY', 's.u.d -> a IDENTITY']);
  });

  it('gives a self join each side its own columns', () => {
    const plan = tree(
      'Project [a#1L, b#42]',
      '+- Join Inner, (a#1L = a#41L)',
      `   :- ${T}`,
      '   +- Relation spark_catalog.s.t[a#41L,b#42,c#43] parquet',
    );
    expect(edgesOf(plan)).toEqual(['s.t.a -> a IDENTITY', 's.t.b -> b IDENTITY', 's.t.a -> * JOIN']);
  });

  it('ties logical subqueries to inner children by order', () => {
    const plan = tree(
      'Project [scalar-subquery#50 [a#1L] AS most#51, scalar-subquery#52 [] AS least#53]',
      ':  :- Aggregate [max(d#12) AS max(d)#54]',
      ':  :  +- Filter (a#11L = outer(a#1L))',
      `:  :     +- ${U}`,
      ':  +- Aggregate [min(a#61L) AS min(a)#55L]',
      ':     +- Relation spark_catalog.s.u[a#61L,d#62] parquet',
      `+- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.u.d -> most AGGREGATION',
      's.u.a -> most FILTER',
      's.t.a -> most FILTER',
      's.u.a -> least AGGREGATION',
    ]);
  });

  it('only compares with IN and EXISTS', () => {
    const plan = tree('Project [a#1L IN (list#50 []) AS known#51]', ':  +- Project [a#11L]', `:     +- ${U}`, `+- ${T}`);
    expect(edgesOf(plan)).toEqual(['s.t.a -> known FILTER', 's.u.a -> known FILTER']);
  });

  it('separates keys, aggregates and their filters', () => {
    const plan = tree(
      'Aggregate [b#2], [b#2, count(1) AS n#20L, sum(a#1L) FILTER (WHERE (c#3 > 1)) AS s#21L, my_udaf(c#3) AS u#22]',
      `+- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.t.b -> b IDENTITY',
      's.t.a -> s AGGREGATION',
      's.t.c -> s FILTER',
      's.t.c -> u AGGREGATION',
      's.t.b -> * GROUP_BY',
    ]);
  });

  it('reads windows: the function is the value, the specification a WINDOW', () => {
    const plan = tree(
      'Project [r#20, s#21]',
      '+- Window [rank(a#1L) windowspecdefinition(b#2, a#1L ASC NULLS FIRST, specifiedwindowframe(RowFrame, unboundedpreceding$(), currentrow$())) AS r#20, sum(c#3) windowspecdefinition(b#2, specifiedwindowframe(RowFrame, unboundedpreceding$(), unboundedfollowing$())) AS s#21], [b#2], [a#1L ASC NULLS FIRST]',
      `   +- ${T}`,
    );
    expect(edgesOf(plan)).toEqual([
      's.t.a -> r TRANSFORMATION',
      's.t.b -> r WINDOW',
      's.t.a -> r WINDOW',
      's.t.c -> s AGGREGATION',
      's.t.b -> s WINDOW',
    ]);
  });

  it('gives labels no source: unpivot, stack and pivot', () => {
    const unpivot = tree('Expand [[a#1L, b, b#2], [a#1L, c, c#3]], [a#1L, name#20, value#21]', `+- ${T}`);
    expect(edgesOf(unpivot)).toEqual([
      's.t.a -> a IDENTITY',
      's.t.b -> name CONDITIONAL',
      's.t.c -> name CONDITIONAL',
      's.t.b -> value IDENTITY',
      's.t.c -> value IDENTITY',
    ]);
    const stack = tree('Project [name#20, value#21]', '+- Generate stack(2, b, b#2, c, c#3), false, [name#20, value#21]', `   +- ${T}`);
    expect(valuesOf(stack)).toEqual(['s.t.b -> value IDENTITY', 's.t.c -> value IDENTITY']);
    const pivot = tree(
      'Project [a#1L, __pivot_sum(s.t.c) AS `sum(s.t.c)`#31[0] AS yes#32]',
      '+- Aggregate [a#1L], [a#1L, pivotfirst(b#2, sum(s.t.c)#30, yes, no, 0, 0) AS __pivot_sum(s.t.c) AS `sum(s.t.c)`#31]',
      '   +- Aggregate [a#1L, b#2], [a#1L, b#2, sum(c#3) AS sum(s.t.c)#30]',
      `      +- ${T}`,
    );
    expect(edgesOf(pivot).filter((edge) => edge.includes('-> yes'))).toEqual(['s.t.b -> yes CONDITIONAL', 's.t.c -> yes AGGREGATION']);
  });

  it('follows a CTE to each of its references, by position', () => {
    const plan = tree(
      'WithCTE',
      ':- CTERelationDef 0, false',
      ':  +- SubqueryAlias busy',
      ':     +- Project [a#1L, b#2]',
      `:        +- ${T}`,
      '+- Join Inner, (a#1L = a#61L)',
      '   :- CTERelationRef 0, true, [a#1L, b#2], false',
      '   +- CTERelationRef 0, true, [a#61L, b#62], false',
    );
    expect(valuesOf(plan)).toEqual(['s.t.a -> a IDENTITY', 's.t.b -> b IDENTITY', 's.t.a -> a IDENTITY', 's.t.b -> b IDENTITY']);
  });

  it('goes round a recursive CTE', () => {
    const plan = tree(
      'WithCTE',
      ':- CTERelationDef 4, false',
      ':  +- SubqueryAlias r',
      ':     +- UnionLoop 4',
      ':        :- Project [a#1L, b#2]',
      `:        :  +- ${T}`,
      ':        +- Project [(a#71L + a#11L) AS a#73L, b#72]',
      ':           +- Join Inner, (a#71L = a#11L)',
      ':              :- UnionLoopRef 4, [a#71L, b#72], false',
      `:              +- ${U}`,
      '+- CTERelationRef 4, true, [a#81L, b#82], false, false',
    );
    expect(valuesOf(plan).sort()).toEqual([
      's.t.a -> a IDENTITY',
      's.t.a -> a TRANSFORMATION',
      's.t.b -> b IDENTITY',
      's.u.a -> a TRANSFORMATION',
    ]);
  });

  it('takes every input for what code makes, and Python results by position', () => {
    const group = tree('FlatMapGroupsInPandas [a#1L], f(a#1L, b#2)#20, [x#21L, y#22]', '+- Project [a#1L, b#2]', `   +- ${T}`);
    expect(valuesOf(group)).toEqual([
      's.t.a -> x TRANSFORMATION',
      's.t.b -> x TRANSFORMATION',
      's.t.a -> y TRANSFORMATION',
      's.t.b -> y TRANSFORMATION',
    ]);
    const udf = tree(
      'Project [pythonUDF0#21 AS x#22, pythonUDF1#23 AS y#24]',
      '+- ArrowEvalPython [f(b#2)#20, g(c#3, , )#25], [pythonUDF0#21, pythonUDF1#23], 200',
      `   +- ${T}`,
    );
    expect(edgesOf(udf)).toEqual(['s.t.b -> x TRANSFORMATION', 's.t.c -> y TRANSFORMATION']);
    const typed = tree(
      'SerializeFromObject [staticinvoke(class X, StringType, fromString, input[0, X, true].n, true) AS n#23]',
      '+- MapElements org.x.Lambda$1, class X, [StructField(a,LongType,false)], obj#22: X',
      '   +- DeserializeToObject newInstance(class X), obj#21: X',
      '      +- Project [a#1L]',
      `         +- ${T}`,
    );
    expect(valuesOf(typed)).toEqual(['s.t.a -> n TRANSFORMATION']);
    const grouped = tree(
      'SerializeFromObject [input[0, int, false] AS total#30]',
      '+- MapGroups org.x.Lambda$2, cast(value#24 as string).toString, createexternalrow(a#1L, b#2.toString, StructField(a,LongType,true)), [value#24], [a#1L, b#2], obj#29: int',
      '   +- AppendColumns org.x.Lambda$1, interface org.apache.spark.sql.Row, [StructField(a,LongType,true)], createexternalrow(b#2.toString), [staticinvoke(class X, StringType, fromString, input[0, java.lang.String, true], true, false, true) AS value#24]',
      '      +- Project [a#1L, b#2]',
      `         +- ${T}`,
    );
    expect(valuesOf(grouped)).toEqual(['s.t.a -> total TRANSFORMATION', 's.t.b -> total TRANSFORMATION']);
  });

  it('reads fields of structs that the plan built from their own sources', () => {
    const plan = tree(
      'Project [s#20.x AS x#21, p#22.q.r AS r#23]',
      '+- Project [named_struct(x, a#1L, y, b#2) AS s#20, c#3 AS p#22]',
      `   +- ${T}`,
    );
    expect(edgesOf(plan)).toEqual(['s.t.a -> x IDENTITY', 's.t.c/q/r -> r IDENTITY']);
  });

  it('says what Spark says of a query that failed', () => {
    const failed = tree(
      'org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN] no column `x`; line 1 pos 7;',
      "'Project ['x]",
      `+- ${T}`,
    );
    expect(analyzePlan(failed).diagnostics[0]?.message).toContain('[UNRESOLVED_COLUMN] no column `x`');
    expect(edgesOf(failed)).toEqual([]);
  });

  it('is a plan where nothing is written', () => {
    expect(analyzePlan(tree(`Filter (a#1L > 1)`, `+- ${T}`)).statements[0]?.lineage).toMatchObject({
      kind: 'plan',
      reads: ['s.t'],
      writes: [],
    });
  });
});
