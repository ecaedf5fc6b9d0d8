import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/spark/parse-plan.js';
import type { PlanNode } from '../../src/spark/plan.js';
import { looksLikePlan, splitPlans } from '../../src/spark/sections.js';

/** `Name(child, child; inner)` */
function shape({ name, children, inner }: PlanNode): string {
  const below = [children.map(shape).join(', '), inner.map(shape).join(', ')];
  return below[1] === '' ? (below[0] === '' ? name : `${name}(${below[0]})`) : `${name}(${below.join('; ')})`;
}

function shapes(text: string): string[][] {
  return splitPlans(text).map(({ sections }) =>
    sections.map((section) => {
      const root = parsePlan(text, section);
      return `${section.kind} ${root === undefined ? '-' : shape(root)}`;
    }),
  );
}

describe('sections', () => {
  it('are told apart, past schema lines and error messages', () => {
    const text = `some log line
== Parsed Logical Plan ==
'Project ['a]
+- 'UnresolvedRelation [t], [], false

== Analyzed Logical Plan ==
org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN] no \`a\`; line 1 pos 7;
'Project ['a]
+- SubqueryAlias t
   +- Relation s.t[b#1] parquet
`;
    expect(shapes(text)).toEqual([['parsed Project(UnresolvedRelation)', 'analyzed Project(SubqueryAlias(Relation))']]);
    expect(shapes('== Analyzed Logical Plan ==\nProject: bigint, order id: string\nRange (0, 3, step=1, splits=None)')).toEqual([
      ['analyzed Range'],
    ]);
  });

  it('begin a new plan where they step back', () => {
    const plan = '== Optimized Logical Plan ==\nOneRowRelation\n\n== Physical Plan ==\nScan OneRowRelation\n\n';
    expect(shapes(plan + plan)).toHaveLength(2);
    expect(shapes('== Physical Plan ==\nScan OneRowRelation\n\n== Physical Plan ==\nScan OneRowRelation')).toHaveLength(2);
  });

  it('are not begun by a literal that looks like a header', () => {
    const text =
      '== Analyzed Logical Plan ==\nb: string\nFilter NOT (b#1 = \n== Physical Plan ==\n+- Fake [x#1])\n+- Relation s.t[b#1] parquet';
    expect(shapes(text)).toEqual([['analyzed Filter(Relation)']]);
  });

  it('tell plans from SQL', () => {
    expect(looksLikePlan('== Physical Plan ==\nLocalTableScan [a#1]')).toBe(true);
    expect(looksLikePlan('Project [a#1]\n+- Relation s.t[a#1] parquet')).toBe(true);
    expect(looksLikePlan('00 Project [a#1]\n01 +- Relation s.t[a#1] parquet')).toBe(true);
    expect(looksLikePlan('select a from t -- == nothing ==')).toBe(false);
    expect(looksLikePlan('')).toBe(false);
  });
});

describe('trees', () => {
  it('draw inner children two levels deeper, before the children', () => {
    const text = `Filter (a#1 > scalar-subquery#2 [])
:  +- Aggregate [max(b#3) AS m#4]
:     +- Relation s.u[b#3] parquet
+- Join Inner
   :- Relation s.t[a#1] parquet
   +- Range (0, 3, step=1, splits=None)`;
    expect(shapes(text)).toEqual([['analyzed Filter(Join(Relation, Range); Aggregate(Relation))']]);
    expect(shapes('CacheTableAsSelect c, SELECT 1, false, true\n   +- Project [1 AS 1#2]\n      +- OneRowRelation')).toEqual([
      ['analyzed CacheTableAsSelect(; Project(OneRowRelation))'],
    ]);
  });

  it('may be numbered, marked and with statistics', () => {
    expect(shapes('00 Project [a#1]\n01 +- SubqueryAlias t\n02    +- Relation s.t[a#1] parquet')).toEqual([
      ['analyzed Project(SubqueryAlias(Relation))'],
    ]);
    expect(shapes('== Physical Plan ==\n*(1) Project [a#1]\n+- *(1) ColumnarToRow\n   +- !MapInPandas f(a#2)#3, [a#1], false')).toEqual([
      ['physical Project(ColumnarToRow(MapInPandas))'],
    ]);
    const text =
      '== Optimized Logical Plan ==\nProject [a#1], Statistics(sizeInBytes=8.0 B)\n+- Relation s.t[a#1] parquet, Statistics(sizeInBytes=826.0 B, rowCount=3)';
    const [plan] = splitPlans(text);
    const root = plan?.sections[0] && parsePlan(text, plan.sections[0]);
    expect(root?.body).toMatchObject({ kind: 'project', items: [{ name: 'a', id: 1 }] });
  });

  it('hold nodes of several lines', () => {
    const text =
      'AppendDataExecV1 DeltaTableV2(org.x@1,file:/w/d,Some(CatalogTable(\nCatalog: spark_catalog\nDatabase: lake\nTable: d\nCreated By: Spark)),None), Project [a#1 AS b#2]';
    const section = splitPlans(text)[0]?.sections[0];
    expect(section && parsePlan(text, section)?.body).toMatchObject({ kind: 'write', dataset: 'spark_catalog.lake.d' });
  });

  it('of EXPLAIN FORMATTED take their fields from the blocks, and subqueries as inner children', () => {
    const text = `== Physical Plan ==
* Filter (2)
+- Scan parquet s.t (1)


(1) Scan parquet s.t
Output [2]: [a#1, b#2]
Batched: true
Location: InMemoryFileIndex [file:/w/t]
ReadSchema: struct<a:int,b:int>

(2) Filter [codegen id : 1]
Input [2]: [a#1, b#2]
Condition : (a#1 > Subquery subquery#5, [id=#6])

===== Subqueries =====

Subquery:1 Hosting operator id = 2 Hosting Expression = Subquery subquery#5, [id=#6]
* Project (4)
+- Scan parquet s.u (3)


(3) Scan parquet s.u
Output [1]: [c#3]

(4) Project [codegen id : 1]
Output [1]: [c#3]
Input [1]: [c#3]
`;
    expect(shapes(text)).toEqual([['physical Filter(Scan; Subquery(Project(Scan)))']]);
  });
});

describe('line ends', () => {
  it('of any kind give the same tree', () => {
    const text =
      '== Analyzed Logical Plan ==\na: int\nProject [a#1]\n+- Relation s.t[a#1] parquet\n\n== Physical Plan ==\nScan OneRowRelation\n';
    expect(shapes(text.replaceAll('\n', '\r\n'))).toEqual(shapes(text));
  });
});
