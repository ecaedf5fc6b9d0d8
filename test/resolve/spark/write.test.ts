import { describe, expect, it } from 'vitest';
import { analyzePlan } from '../../../src/index.js';
import { edgesOf, valuesOf } from './edges.js';

const kindOf = (plan: string) => analyzePlan(plan).statements.map(({ lineage }) => [lineage.kind, ...lineage.writes]);

describe('writes', () => {
  it('an insert maps by position to the columns that the command lists', () => {
    const plan = `== Physical Plan ==
Execute InsertIntoHadoopFsRelationCommand file:/w/mart.db/o, false, Parquet, [path=file:/w/mart.db/o], Append, \`spark_catalog\`.\`mart\`.\`o\`, org.apache.spark.sql.execution.datasources.InMemoryFileIndex(file:/w/mart.db/o), [x, y]
+- WriteFiles
   +- *(1) Project [a#1L, upper(b#2) AS B2#3]
      +- *(1) ColumnarToRow
         +- FileScan parquet spark_catalog.s.t[a#1L,b#2] Batched: true, DataFilters: [], Format: Parquet, Location: InMemoryFileIndex(1 paths)[file:/w/s.db/t], PartitionFilters: [], PushedFilters: [], ReadSchema: struct<a:bigint,b:string>`;
    expect(edgesOf(plan)).toEqual(['mart.o: s.t.a -> x IDENTITY', 'mart.o: s.t.b -> y TRANSFORMATION']);
    expect(kindOf(plan)).toEqual([['insert', 'mart.o']]);
  });

  it('a directory of the warehouse is its managed table, another path is itself', () => {
    const to = (path: string) =>
      kindOf(
        `== Analyzed Logical Plan ==\nInsertIntoHadoopFsRelationCommand ${path}, false, Parquet, [path=${path}], Overwrite, [a]\n+- Project [a#1]\n   +- Relation s.t[a#1] parquet`,
      );
    expect(to('file:/w/mart.db/o')).toEqual([['insert', 'mart.o']]);
    expect(to('s3://bucket/out')).toEqual([['insert', 's3://bucket/out']]);
  });

  it('the executions of one saveAsTable are one statement', () => {
    const query = 'Project [a#1 AS b#2]\n+- Relation spark_catalog.s.t[a#1] parquet';
    const inner = query.replaceAll('\n', '\n      ');
    const plan = `== Analyzed Logical Plan ==
CreateDataSourceTableAsSelectCommand \`spark_catalog\`.\`mart\`.\`o\`, Overwrite, [b]
   +- ${inner}

== Analyzed Logical Plan ==
InsertIntoHadoopFsRelationCommand file:/w/mart.db/o, false, Parquet, [path=file:/w/mart.db/o], Overwrite, [b]
+- ${query.replaceAll('\n', '\n   ')}

== Analyzed Logical Plan ==
SaveAsV1TableCommand \`mart\`.\`o\`, ErrorIfExists, Project [a#1 AS b#2]`;
    expect(kindOf(plan)).toEqual([['create-table', 'mart.o']]);
    expect(valuesOf(plan)).toEqual(['mart.o: s.t.a -> b IDENTITY']);
  });

  it('takes the target from the section that has it', () => {
    const plan = `== Analyzed Logical Plan ==
ReplaceData
+- Project [id#1L, (n#2 + 1) AS n#5, _file#6]
   +- RelationV2[id#1L, n#2, _file#6] lake.s.t lake.s.t

== Optimized Logical Plan ==
ReplaceData RelationV2[id#1L, n#2] lake.s.t lake.s.t, IcebergWrite(table=lake.s.t, format=PARQUET)
+- Project [id#1L, (n#2 + 1) AS n#5]
   +- RelationV2[id#1L, n#2] lake.s.t`;
    expect(kindOf(plan)).toEqual([['merge', 'lake.s.t']]);
    expect(valuesOf(plan)).toEqual(['lake.s.t: lake.s.t.id -> id IDENTITY', 'lake.s.t: lake.s.t.n -> n TRANSFORMATION']);
  });

  it('reads the assignments of a MERGE where only parsed text has them', () => {
    const plan = `== Parsed Logical Plan ==
'MergeIntoTable ('t.id = 's.id), [deleteaction(Some(('s.gone = true))), updateaction(None, assignment('n, ('s.n + 't.n)))], [insertaction(None, assignment('id, 's.id), assignment('n, 's.n))]
:- 'SubqueryAlias t
:  +- 'UnresolvedRelation [lake, d, t], [__required_write_privileges__=DELETE,INSERT,UPDATE], false
+- 'SubqueryAlias s
   +- 'UnresolvedRelation [lake, d, s], [], false

== Analyzed Logical Plan ==
ReplaceData RelationV2[id#1L, n#2] lake.d.t lake.d.t
+- MergeRows[id#9L, n#10, _file#11]
   +- Join FullOuter, (id#1L = id#3L)
      :- Project [id#1L, n#2, _file#7, true AS __row_from_target#8]
      :  +- RelationV2[id#1L, n#2, _file#7] lake.d.t lake.d.t
      +- Project [id#3L, n#4, gone#5, true AS __row_from_source#6]
         +- SubqueryAlias s
            +- RelationV2[id#3L, n#4, gone#5] lake.d.s lake.d.s`;
    expect(analyzePlan(plan).statements[0]?.lineage).toMatchObject({ kind: 'merge', reads: ['lake.d.s'], writes: ['lake.d.t'] });
    expect(edgesOf(plan)).toEqual([
      'lake.d.t: lake.d.s.n -> n TRANSFORMATION',
      'lake.d.t: lake.d.t.n -> n TRANSFORMATION',
      'lake.d.t: lake.d.s.n -> n IDENTITY',
      'lake.d.t: lake.d.s.id -> id IDENTITY',
      'lake.d.t: lake.d.t.id -> * JOIN',
      'lake.d.t: lake.d.s.id -> * JOIN',
      'lake.d.t: lake.d.s.gone -> * FILTER',
    ]);
  });

  it("reads Delta's MERGE, which prints all on one line", () => {
    const plan = `== Analyzed Logical Plan ==
MergeIntoCommand SubqueryAlias s, SubqueryAlias t, \`spark_catalog\`.\`mart\`.\`d\`, Delta[version=3, file:/w/mart.db/d], (id#1L = id#5L), [Delete [condition: (gone#3 = true)], Update [condition: (n#2 > 0), actions: [\`id\` = id#5L, \`n\` = cast((n#2 + n#6) as int)]]], [Insert [actions: [\`id\` = id#1L, \`n\` = n#2]]]
   :- SubqueryAlias s
   :  +- Relation spark_catalog.mart.src[id#1L,n#2,gone#3] parquet
   +- SubqueryAlias t
      +- Relation spark_catalog.mart.d[id#5L,n#6] parquet`;
    expect(analyzePlan(plan).statements[0]?.lineage).toMatchObject({ kind: 'merge', reads: ['mart.src'], writes: ['mart.d'] });
    expect(valuesOf(plan)).toEqual([
      'mart.d: mart.d.id -> id IDENTITY',
      'mart.d: mart.src.id -> id IDENTITY',
      'mart.d: mart.src.n -> n TRANSFORMATION',
      'mart.d: mart.d.n -> n TRANSFORMATION',
      'mart.d: mart.src.n -> n IDENTITY',
    ]);
    expect(edgesOf(plan)).toContain('mart.d: mart.src.gone -> * FILTER');
  });

  it('an UPDATE sets what is not set to itself, a DELETE only filters', () => {
    const tree = '   +- SubqueryAlias spark_catalog.mart.d\n      +- Relation spark_catalog.mart.d[id#5L,n#6] parquet';
    const update = `== Analyzed Logical Plan ==\nUpdateCommand Delta[version=5, file:/w/mart.db/d], \`spark_catalog\`.\`mart\`.\`d\`, [id#5L, (n#6 * 2)], (id#5L > 1)\n${tree}`;
    expect(edgesOf(update)).toEqual(['mart.d: mart.d.n -> n TRANSFORMATION', 'mart.d: mart.d.id -> * FILTER']);
    const remove = `== Analyzed Logical Plan ==\nDeleteCommand org.apache.spark.sql.delta.DeltaLog@1a, \`spark_catalog\`.\`mart\`.\`d\`, (n#6 < 0)\n${tree}`;
    expect(edgesOf(remove)).toEqual(['mart.d: mart.d.n -> * FILTER']);
    expect(analyzePlan(remove).statements[0]?.lineage).toMatchObject({ kind: 'delete', reads: [], writes: ['mart.d'] });
  });

  it('finds the targets of savers, sinks, caches and views', () => {
    const over = (command: string) =>
      kindOf(`== Analyzed Logical Plan ==\n${command}\n   +- Project [a#1]\n      +- Relation s.t[a#1] parquet`)[0];
    expect(
      over('SaveIntoDataSourceCommand org.x.JdbcRelationProvider@3f, Map(url -> *********(redacted), dbtable -> APP.OUT), Append'),
    ).toEqual(['insert', 'APP.OUT']);
    expect(over('SaveIntoDataSourceCommand org.x.DeltaDataSource@4a, Map(path -> /lake/d), Append')).toEqual(['insert', '/lake/d']);
    expect(over('CreateViewCommand `short`, SELECT a, b FROM s.t, false, false, LocalTempView, true')).toEqual(['create-view', 'short']);
    expect(over('CacheTableAsSelect hot, SELECT a FROM s.t, false, true')).toEqual(['create-view', 'hot']);
    expect(over('InsertIntoHiveDirCommand true, Storage(Location: /out/h, Serde Library: org.x.Serde), [a]')).toEqual(['insert', '/out/h']);
    expect(over('CreateHiveTableAsSelectCommand [Database: mart, TableName: h]')).toEqual(['create-table', 'mart.h']);
    expect(over('WriteToMicroBatchDataSource MemorySink, 1-2-3, [queryName=live], Update, 5')).toEqual(['insert', 'live']);
    expect(over('WriteToMicroBatchDataSourceV1 FileSink[/out/s], 1-2-3, [path=/out/s], Append, 0')).toEqual(['insert', '/out/s']);
  });

  it('says so when a command prints no more of its query than the first node', () => {
    const { diagnostics, lineage } = analyzePlan(
      '== Physical Plan ==\nAtomicReplaceTableAsSelect org.x.Catalog@50, db.o, Project [a#1 AS b#2], TableSpec(Map())',
    );
    expect(lineage).toMatchObject({ writes: ['db.o'], columns: [{ dataset: 'db.o', column: 'b' }], edges: [] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['unsupported']);
  });
});
