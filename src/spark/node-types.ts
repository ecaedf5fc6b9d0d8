/**
 * Every operator that Spark prints, by name, with what reads its text. A new operator is a line here; a reader is shared by
 * all operators of a shape. `Execute X` is looked up as `X`.
 */
import type { NodeText } from './node-text.js';
import type { NodeBody } from './plan.js';
import * as leaf from './read-leaf.js';
import * as operator from './read-operator.js';
import * as pivot from './read-pivot.js';
import * as write from './read-write.js';

export type NodeReader = (node: NodeText) => NodeBody;

const ROWS: readonly (readonly [NodeReader, string])[] = [
  // Leaves
  [leaf.readRelation, 'Relation'],
  [leaf.readLogicalRelation, 'LogicalRelation'],
  [leaf.readRelationV2, 'RelationV2 DataSourceV2Relation DataSourceV2ScanRelation'],
  [leaf.readFileScan, 'FileScan Scan RowDataSourceScan'],
  [leaf.readBatchScan, 'BatchScan'],
  [leaf.readHiveRelation, 'HiveTableRelation'],
  [leaf.readUnresolvedRelation, 'UnresolvedRelation UnresolvedCatalogRelation'],
  [
    leaf.readRows,
    'LogicalRDD MemoryPlan LocalRelation LocalTableScan Range OneRowRelation ExternalRDD RDDScan EmptyRelationExec CommandResult ExecutedCommand',
  ],
  [leaf.readInlineTable, 'UnresolvedInlineTable ResolvedInlineTable'],
  [
    leaf.readStreamingRelation,
    'StreamingRelation StreamingRelationV2 StreamingExecutionRelation StreamingDataSourceV2Relation StreamingDataSourceV2ScanRelation MicroBatchScan ContinuousScan FileSource',
  ],
  [leaf.readCachedScan, 'InMemoryTableScan'],
  [leaf.readRenamed, 'InMemoryRelation ReusedExchange'],
  [leaf.readView, 'View'],
  [leaf.readCteReference, 'CTERelationRef UnionLoopRef'],
  [
    leaf.readName,
    'ResolvedIdentifier UnresolvedIdentifier ResolvedTable ResolvedNamespace ResolvedPersistentView ResolvedTempView UnresolvedTable UnresolvedView UnresolvedTableOrView UnresolvedNamespace',
  ],
  // One child, new columns
  [operator.readProject, 'Project'],
  [operator.readAggregate, 'Aggregate'],
  [operator.readPhysicalAggregate, 'HashAggregate SortAggregate ObjectHashAggregate'],
  [operator.readAggregateInPandas, 'AggregateInPandas ArrowAggregatePython'],
  [operator.readExpand, 'Expand'],
  [operator.readGenerate, 'Generate BatchEvalPythonUDTF ArrowEvalPythonUDTF'],
  [operator.readWindow, 'Window WindowInPandas ArrowWindowPython'],
  [operator.readEvaluate, 'BatchEvalPython ArrowEvalPython'],
  [
    operator.readTransform,
    'MapInPandas MapInArrow PythonMapInArrow FlatMapGroupsInPandas FlatMapGroupsInArrow FlatMapCoGroupsInPandas FlatMapCoGroupsInArrow FlatMapGroupsInPandasWithState ScriptTransformation HiveScriptTransformation SparkScriptTransformation MapElements MapPartitions MapPartitionsInR MapGroups FlatMapGroupsWithState CoGroup AppendColumns AppendColumnsWithObject DeserializeToObject TransformWithState TransformWithStateInPandas MergeRows MergeRowsExec',
  ],
  [operator.readSerialize, 'SerializeFromObject'],
  // One child, the same columns
  [operator.readFilter, 'Filter UnresolvedHaving TypedFilter DynamicPruning'],
  [operator.readSort, 'Sort'],
  [operator.readTakeOrdered, 'TakeOrderedAndProject'],
  [operator.readDistinct, 'Distinct'],
  [operator.readDeduplicate, 'Deduplicate DeduplicateWithinWatermark StreamingDeduplicate StreamingDeduplicateWithinWatermark'],
  [operator.readWindowGroupLimit, 'WindowGroupLimit'],
  [operator.readAlias, 'SubqueryAlias UnresolvedSubqueryColumnAliases'],
  [
    operator.readPass,
    'MergingSessions UpdatingSessions SessionWindowStateStoreRestore SessionWindowStateStoreSave GlobalLimit LocalLimit Limit CollectLimit CollectTail Tail Offset ResolvedHint UnresolvedHint Repartition RepartitionByExpression RebalancePartitions Coalesce Exchange BroadcastExchange ShuffleExchange AQEShuffleRead CustomShuffleReader ShuffleQueryStage BroadcastQueryStage ResultQueryStage TableCacheQueryStage LogicalQueryStage ColumnarToRow RowToColumnar InputAdapter WholeStageCodegen AdaptiveSparkPlan WriteFiles Sample CollectMetrics ReturnAnswer EventTimeWatermark StateStoreSave StateStoreRestore PipeOperator EmptyRelation SubqueryBroadcast SubqueryAdaptiveBroadcast StreamingGlobalLimit StreamingLocalLimit StreamingSymmetricHashJoinState WithWindowDefinition RowLevelOperation UpdateEventTimeWatermark CommandResultExec VeloxColumnarToRow',
  ],
  // Several children
  [
    operator.readJoin,
    'Join AsOfJoin NestedLoopJoin BroadcastHashJoin SortMergeJoin ShuffledHashJoin BroadcastNestedLoopJoin CartesianProduct StreamingSymmetricHashJoin',
  ],
  [operator.readLateralJoin, 'LateralJoin'],
  [operator.readUnion, 'Union'],
  [operator.readIntersect, 'Intersect'],
  [operator.readExcept, 'Except'],
  [operator.readCte, 'CTE WithCTE UnresolvedWith'],
  [operator.readCteDefinition, 'CTERelationDef'],
  [operator.readUnionLoop, 'UnionLoop'],
  [operator.readSubquery, 'Subquery ReusedSubquery'],
  [pivot.readPivot, 'Pivot'],
  [pivot.readUnpivot, 'Unpivot'],
  [operator.readUnresolvedOperator, 'UnresolvedTableValuedFunction UnresolvedTVFAliases UnresolvedTranspose Transpose NearestByJoin'],
  // Writes and commands
  [write.readInsertIntoFiles, 'InsertIntoHadoopFsRelationCommand'],
  [write.readCreateAsSelect, 'CreateDataSourceTableAsSelectCommand CreateHiveTableAsSelectCommand OptimizedCreateHiveTableAsSelectCommand'],
  [write.readSaveAsTable, 'SaveAsV1TableCommand'],
  [write.readCatalogCreate, 'CreateTableAsSelect ReplaceTableAsSelect AtomicCreateTableAsSelect AtomicReplaceTableAsSelect'],
  [
    write.readTableWrite,
    'AppendData OverwriteByExpression OverwritePartitionsDynamic ReplaceData WriteDelta AppendDataExecV1 OverwriteByExpressionExecV1',
  ],
  [write.readInsertIntoHive, 'InsertIntoHiveTable InsertIntoDataSourceCommand'],
  [write.readInsertIntoDirectory, 'InsertIntoHiveDirCommand InsertIntoDataSourceDirCommand InsertIntoDir'],
  [write.readSave, 'SaveIntoDataSourceCommand'],
  [write.readCreateView, 'CreateView CreateViewCommand AlterViewAsCommand CreateTempViewUsing AlterViewAs'],
  [write.readCacheTable, 'CacheTableAsSelect'],
  [write.readCreateTable, 'CreateDataSourceTableCommand CreateTableCommand CreateTableLikeCommand CreateTable CreateV2Table ReplaceTable'],
  [write.readInsertStatement, 'InsertIntoStatement'],
  [
    write.readStreamingWrite,
    'WriteToMicroBatchDataSource WriteToMicroBatchDataSourceV1 WriteToDataSourceV2 WriteToStream WriteToStreamStatement WriteToContinuousDataSource',
  ],
  [write.readUpdate, 'UpdateCommand UpdateTable'],
  [write.readDelete, 'DeleteCommand DeleteFromTable DeleteFromTableWithFilters'],
  [write.readDeltaMerge, 'MergeIntoCommand MergeIntoCommandEdge'],
  [write.readMergeTable, 'MergeIntoTable MergeIntoIcebergTable DeltaMergeInto'],
  [write.readDrop, 'DropTable DropTableCommand DropView DropTempViewCommand'],
  [
    write.readAlter,
    'AlterTable AlterTableCommand AlterTableRenameCommand SetTableProperties AlterTableAddColumnsCommand AlterTableAddPartitionCommand TruncateTable TruncateTableCommand AddColumns RenameColumn DropColumns AlterColumn',
  ],
];

/** Commands that carry no lineage; their text is known, so that they are not taken for a gap. */
const OTHER =
  'DescribeRelation DescribeTableCommand ExplainCommand SetCommand ShowTables ShowTablesCommand CacheTable CacheTableCommand UncacheTable SetCatalogAndNamespace CreateNamespace DropNamespace RefreshTable AnalyzeTableCommand CreateFunctionCommand AddJarsCommand ResetCommand';

const READERS: ReadonlyMap<string, NodeReader> = new Map([
  ...ROWS.flatMap(([reader, names]) => names.split(' ').map((name) => [name, reader] as const)),
  ...OTHER.split(' ').map((name) => [name, operator.readPass] as const),
]);

/**
 * Engines that run Spark's operators natively name theirs after them: `PhotonProject` (Databricks), `GpuFilter` (RAPIDS),
 * `CometHashAggregate` (DataFusion), `ProjectExecTransformer` (Gluten).
 */
const NATIVE = /^(?:Photon|Gpu|Comet|Native)?(\w+?)(?:ExecTransformer|Transformer)?$/;

/** Their own words for what Spark names otherwise. */
const NATIVE_NAMES: ReadonlyMap<string, string> = new Map([
  ['GroupingAgg', 'HashAggregate'],
  ['Agg', 'HashAggregate'],
  ['TopK', 'TakeOrderedAndProject'],
  ['ShuffleExchangeSource', 'Exchange'],
  ['ShuffleExchangeSink', 'Exchange'],
  ['ShuffleMapStage', 'Exchange'],
  ['ColumnarExchange', 'Exchange'],
  ['ResultStage', 'Exchange'],
]);

/** Whether a word is an operator's name. */
export function isNodeName(name: string): boolean {
  return name === 'Execute' || readerOf(name) !== undefined;
}

export function readerOf(name: string): NodeReader | undefined {
  return READERS.get(name) ?? nativeReader(name);
}

function nativeReader(name: string): NodeReader | undefined {
  const plain = NATIVE.exec(name)?.[1];
  return plain === undefined || plain === name ? undefined : READERS.get(NATIVE_NAMES.get(plain) ?? plain);
}
