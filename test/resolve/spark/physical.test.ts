import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../../src/index.js';
import { edgesOf, valuesOf } from './edges.js';

const SCAN = (columns: string, filters = '') =>
  `FileScan parquet spark_catalog.s.t[${columns}] Batched: true, DataFilters: [], Format: Parquet, Location: InMemoryFileIndex(1 paths)[file:/w/s.db/t], PartitionFilters: [${filters}], PushedFilters: [], ReadSchema: struct<a:bigint>`;

const physical = (...lines: string[]) => `== Physical Plan ==\n${lines.join('\n')}`;

describe('physical plans', () => {
  it('a final aggregate names what the partial one read', () => {
    const plan = physical(
      'AdaptiveSparkPlan isFinalPlan=false',
      '+- HashAggregate(keys=[b#2], functions=[sum(UnscaledValue(c#3)), count(1)], output=[b#2, total#20, n#21L])',
      '   +- Exchange hashpartitioning(b#2, 200), ENSURE_REQUIREMENTS, [plan_id=7]',
      '      +- HashAggregate(keys=[b#2], functions=[partial_sum(UnscaledValue(c#3)), partial_count(1)], output=[b#2, sum#22L, count#23L])',
      `         +- ${SCAN('b#2,c#3')}`,
    );
    expect(edgesOf(plan)).toEqual(['s.t.b -> b IDENTITY', 's.t.c -> total AGGREGATION', 's.t.b -> * GROUP_BY']);
  });

  it('pairs outputs with what makes them by names, types and order', () => {
    const paired = (keys: string, functions: string, output: string) =>
      valuesOf(
        physical(
          `HashAggregate(keys=[${keys}], functions=[${functions}], output=[${output}])`,
          `+- ${SCAN('i_brand#1,i_brand_id#2,price#3,qty#4L,who#5')}`,
        ),
      );
    // Renamed keys, in another order.
    expect(paired('i_brand#1, i_brand_id#2', 'sum(price#3)', 'brand_id#21, brand#22, paid#23')).toEqual([
      's.t.i_brand_id -> brand_id IDENTITY',
      's.t.i_brand -> brand IDENTITY',
      's.t.price -> paid AGGREGATION',
    ]);
    // A count prints L and was moved behind the others, since it is distinct.
    expect(paired('', 'avg(price#3), count(distinct who#5)', 'people#21L, mean#22')).toEqual([
      's.t.who -> people AGGREGATION',
      's.t.price -> mean AGGREGATION',
    ]);
    // Two outputs of one kind of ratio each.
    expect(paired('', 'sum(price#3), sum(qty#4L), sum(i_brand_id#2), count(who#5)', 'x#21, y#22')).toEqual([
      's.t.price -> x AGGREGATION',
      's.t.qty -> x AGGREGATION',
      's.t.i_brand_id -> y AGGREGATION',
      's.t.who -> y AGGREGATION',
    ]);
    // A key under a name that tells nothing, and an aggregate that a window reads once more.
    expect(paired('who#5', 'sum(price#3)', 'x#21, total#22, _w0#23')).toEqual([
      's.t.who -> x IDENTITY',
      's.t.price -> total AGGREGATION',
      's.t.price -> _w0 AGGREGATION',
    ]);
    // Constants stand before aggregates.
    expect(paired('', 'sum(price#3)', 'channel#21, id#22, paid#23')).toEqual(['s.t.price -> paid AGGREGATION']);
  });

  it('reads both trees of an adaptive plan once, also within another', () => {
    const plan = physical(
      'AdaptiveSparkPlan isFinalPlan=true',
      '+- == Final Plan ==',
      '   LocalTableScan <empty>, [a#1L, most#20]',
      '+- == Initial Plan ==',
      '   Project [a#1L, Subquery subquery#19, [id=#5] AS most#20]',
      '   :  +- Subquery subquery#19, [id=#5]',
      '   :     +- AdaptiveSparkPlan isFinalPlan=true',
      '      +- == Final Plan ==',
      '         *(1) Project [b#12]',
      `         +- ${SCAN('b#12')}`,
      '      +- == Initial Plan ==',
      '         Project [b#12]',
      `         +- ${SCAN('b#12')}`,
      `   +- ${SCAN('a#1L')}`,
    );
    expect(edgesOf(plan)).toEqual(['s.t.a -> a IDENTITY', 's.t.b -> most IDENTITY']);
  });

  it('follows what is reused: exchanges by plan id, subqueries by name', () => {
    const plan = physical(
      'SortMergeJoin [a#1L], [a#11L], Inner',
      ':- Exchange hashpartitioning(a#1L, 200), ENSURE_REQUIREMENTS, [plan_id=21]',
      `:  +- ${SCAN('a#1L,b#2')}`,
      '+- ReusedExchange [a#11L, b#12], Exchange hashpartitioning(a#1L, 200), ENSURE_REQUIREMENTS, [plan_id=21]',
    );
    expect(edgesOf(plan)).toEqual([
      's.t.a -> a IDENTITY',
      's.t.b -> b IDENTITY',
      's.t.a -> a IDENTITY',
      's.t.b -> b IDENTITY',
      's.t.a -> * JOIN',
    ]);
  });

  it('takes partition filters, which no Filter repeats', () => {
    expect(edgesOf(physical(SCAN('a#1L,day#2', 'isnotnull(day#2), (day#2 = 2026-01-01)')))).toContain('s.t.day -> * FILTER');
  });

  it('names files by their path', () => {
    const plan = physical(
      '*(1) Project [a#1]',
      '+- FileScan csv [a#1] Batched: false, DataFilters: [], Format: CSV, Location: InMemoryFileIndex(1 paths)[s3a://raw/in.csv], PartitionFilters: [], PushedFilters: [], ReadSchema: struct<a:int>',
    );
    expect(edgesOf(plan)).toEqual(['s3a://raw/in.csv.a -> a IDENTITY']);
  });

  it('reads a cached plan below its relation', () => {
    const plan = physical(
      'Scan In-memory table hot [y#21]',
      '   +- InMemoryRelation [x#20L, y#21], StorageLevel(disk, memory, deserialized, 1 replicas)',
      '         +- *(1) Project [a#1L, upper(b#2) AS u#3]',
      `            +- ${SCAN('a#1L,b#2')}`,
    );
    expect(edgesOf(plan)).toEqual(['s.t.b -> y TRANSFORMATION']);
  });

  it("reads native engines' operators as Spark's", () => {
    const plan = physical(
      'PhotonResultStage',
      '+- PhotonGroupingAgg(keys=[b#2], functions=[sum(c#3)], output=[b#2, total#20])',
      '   +- PhotonProject [b#2, c#3]',
      '      +- PhotonScan parquet spark_catalog.s.t[b#2,c#3] DataFilters: [], Format: parquet, Location: PreparedDeltaFileIndex(1 paths)[file:/w/s.db/t], ReadSchema: struct<b:string>',
    );
    expect(valuesOf(plan)).toEqual(['s.t.b -> b IDENTITY', 's.t.c -> total AGGREGATION']);
  });

  it('says which operators it does not know, and passes their columns on', () => {
    const plan = physical('Project [a#1L]', '+- FancyShuffle 3, [a#1L]', `   +- ${SCAN('a#1L')}`);
    expect(valuesOf(plan)).toEqual(['s.t.a -> a IDENTITY']);
    expect(analyzePlan(plan).diagnostics[0]?.message).toContain('FancyShuffle');
  });
});
