/** Functions that make one value of many rows. What the rows for all dialects say holds in all. */
import type { FunctionRow } from '../row.js';

export const aggregates: readonly FunctionRow[] = [
  // ── Counting ──
  { names: 'count count_big count_distinct approx_count_distinct', aggregate: true, counts: true, type: 'integer', nulls: 'never' },
  { names: 'count_if countif', aggregate: true, counts: true, type: 'integer' },
  { names: 'countstate countmerge', aggregate: true, counts: true },
  { names: 'regr_count approx_distinct', aggregate: true, type: 'integer', nulls: 'never' },
  { names: 'uniq uniqexact uniqcombined uniqhll12', aggregate: true, type: 'integer' },
  { names: 'grouping', aggregate: true, type: 'integer', nulls: 'never' },

  // ── Sums and means: what an integer's are, dialects answer in their own ways ──
  { names: 'sum', aggregate: true, nulls: 'empty' },
  { names: 'sum', in: 'hive trino bigquery duckdb clickhouse snowflake', type: 'sum' },
  { names: 'sum', in: 'postgres', type: 'fraction of argument 0' },
  { names: 'avg mean', aggregate: true, nulls: 'empty' },
  { names: 'avg mean', in: 'hive trino bigquery', type: 'average' },
  { names: 'avg mean', in: 'duckdb', type: 'float average' },
  { names: 'avg', in: 'postgres', type: 'decimal average' },
  { names: 'try_avg try_sum', aggregate: true, nulls: 'may' },
  { names: 'sum0 sum_distinct total favg fsum kahan_sum sumkahan', aggregate: true },
  { names: 'fsum kahan_sum sumkahan favg', in: 'duckdb', type: 'float', nulls: 'empty' },
  { names: 'product', aggregate: true, nulls: 'empty' },
  { names: 'product', in: 'duckdb', type: 'float' },
  { names: 'sumif avgif minif maxif', aggregate: true, conditions: 'last' },
  { names: 'anyif uniqif argmaxif argminif', aggregate: true, conditions: 'last' },

  // ── Statistics ──
  {
    names: 'corr covar_pop covar_samp regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy',
    aggregate: true,
    nulls: 'may',
  },
  {
    names: 'kurtosis skewness skew std stddev stddev_pop stddev_samp stdev stdevp var var_pop var_samp variance varp',
    aggregate: true,
    nulls: 'may',
  },
  {
    names: 'corr covar_pop covar_samp regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy',
    in: 'hive postgres trino',
    type: 'float',
  },
  { names: 'kurtosis skewness std stddev stddev_pop stddev_samp var_pop var_samp variance', in: 'hive duckdb trino', type: 'float' },
  { names: 'stddev stddev_pop stddev_samp var_pop var_samp variance', in: 'postgres', type: 'decimal average' },
  { names: 'stddev stddev_pop stddev_samp var_pop var_samp variance', in: 'duckdb', type: 'float' },
  { names: 'entropy geomean geometric_mean mad sem weighted_avg wavg', aggregate: true },
  {
    names: 'median quantile quantile_cont quantile_disc percentile_cont percentile_disc reservoir_quantile approx_quantile',
    aggregate: true,
    nulls: 'empty',
  },
  { names: 'percentile approx_percentile percentile_approx mode stats_mode', aggregate: true, nulls: 'may' },
  { names: 'mode', in: 'postgres hive', type: 'argument 0' },
  { names: 'median', in: 'hive', type: 'float' },
  { names: 'approx_quantiles quantiles quantileexact quantiletdigest quantiletiming', aggregate: true },
  { names: 'approx_top_count approx_top_k approx_top_sum topk', aggregate: true },
  { names: 'histogram histogram_numeric numeric_histogram', aggregate: true },
  { names: 'hll hll_accumulate hll_union hll_union_agg approx_set tdigest_agg qdigest_agg merge minhash', aggregate: true },
  { names: 'checksum_agg hash_agg sql_variant', aggregate: true },

  // ── One of the values ──
  { names: 'max min', aggregate: true, keeps: 'first', type: 'argument 0 of 1', nulls: 'empty' },
  {
    names: 'any_value any arbitrary first last first_value last_value',
    aggregate: true,
    keeps: 'first',
    type: 'argument 0',
    nulls: 'empty',
  },
  { names: 'nth_value', aggregate: true, window: true, keeps: 'first', type: 'argument 0', nulls: 'may' },
  { names: 'arg_max arg_min argmax argmin max_by min_by', aggregate: true, keeps: 'first', type: 'argument 0 of 2', nulls: 'empty' },
  { names: 'anylast anyheavy first_any', aggregate: true, type: 'argument 0' },

  // ── Conditions and bits ──
  { names: 'bool_and bool_or every', aggregate: true, type: 'boolean', nulls: 'empty' },
  { names: 'some booland_agg boolor_agg boolxor_agg logical_and logical_or', aggregate: true, type: 'boolean', nulls: 'empty' },
  { names: 'bit_and bit_or bit_xor', aggregate: true },
  { names: 'bit_and bit_or bit_xor', in: 'hive postgres', type: 'argument 0', nulls: 'empty' },
  { names: 'bitand_agg bitor_agg bitxor_agg bitmap_agg bitmap_union bitmap_union_count bitstring_agg', aggregate: true },
  { names: 'range_agg range_intersect_agg', aggregate: true },

  // ── Collections ──
  { names: 'array_agg', aggregate: true, keeps: 'first', type: 'array of argument 0' },
  { names: 'array_agg', in: 'postgres', nulls: 'empty' },
  { names: 'array_agg', in: 'hive', nulls: 'never' },
  { names: 'collect_list collect_set', aggregate: true, keeps: 'first', type: 'array of argument 0', nulls: 'never' },
  { names: 'list', aggregate: true, keeps: 'first', type: 'array of argument 0', nulls: 'empty' },
  { names: 'grouparray', aggregate: true, keeps: 'first', type: 'array of argument 0' },
  { names: 'groupuniqarray', aggregate: true, type: 'array of argument 0' },
  { names: 'array_agg_distinct array_unique_agg set_agg list_agg', aggregate: true },
  { names: 'array_concat_agg array_union_agg set_union reduce_agg', aggregate: true },
  { names: 'map_agg map_union multimap_agg object_agg summap', aggregate: true },
  { names: 'group_concat listagg string_agg wm_concat', aggregate: true, nulls: 'empty' },
  { names: 'listagg string_agg', in: 'hive postgres', type: 'argument 0' }, // binary stays binary
  { names: 'group_concat string_agg listagg', in: 'duckdb', type: 'string' },
  { names: 'xmlagg', aggregate: true },

  // ── Documents ──
  { names: 'json_agg jsonb_agg', aggregate: true, keeps: 'first', type: 'json', nulls: 'may' },
  { names: 'json_agg_strict jsonb_agg_strict jsonb_object_agg', aggregate: true, type: 'json', nulls: 'may' },
  {
    names: 'json_object_agg_strict jsonb_object_agg_strict json_object_agg_unique jsonb_object_agg_unique',
    aggregate: true,
    type: 'json',
    nulls: 'may',
  },
  { names: 'json_group_array json_group_object json_group_structure jsonb_group_array jsonb_group_object', aggregate: true },

  // ── States of ClickHouse's aggregates ──
  { names: 'avgstate avgmerge sumstate summerge uniqstate uniqmerge', aggregate: true },

  // ── Of single dialects ──
  { names: 'appx_median ndv', in: 'impala', aggregate: true },
  // https://trino.io/docs/current/functions/aggregate.html
  {
    names: `approx_most_frequent bitwise_and_agg bitwise_or_agg bitwise_xor_agg checksum learn_classifier learn_regressor values_at_quantiles`,
    in: 'trino',
    aggregate: true,
  },
  // https://clickhouse.com/docs/sql-reference/aggregate-functions/reference
  {
    names: `boundingratio contingency corrmatrix corrstable countresample covarpop covarsamp covarpopmatrix covarsampmatrix cramersv deltasum
      deltasumtimestamp exponentialmovingaverage exponentialtimedecayedavg exponentialtimedecayedsum grouparrayinsertat
      grouparrayintersect grouparraylast grouparraymovingavg grouparraymovingsum grouparraysample grouparraysorted groupbitand groupbitor groupbitxor
      groupbitmap groupbitmapand groupbitmapor groupbitmapxor groupconcat intervallengthsum kolmogorovsmirnovtest kurtpop kurtsamp
      mannwhitneyutest maxintersections maxintersectionsposition maxmap meanztest minmap quantilebfloat16 quantiledd quantiledeterministic
      quantileexacthigh quantileexactlow quantileexactweighted quantilegk quantileinterpolatedweighted quantiletdigestweighted
      quantiletimingweighted quantilesexact quantilesgk quantilestdigest quantilestiming rankcorr retention sequencecount sequencematch
      sequencenextnode simplelinearregression singlevalueornull skewpop skewsamp stddevpop stddevsamp stochasticlinearregression
      stochasticlogisticregression studentttest sumcount sumwithoverflow topkweighted uniqcombined64 uniqtheta varpop welchttest windowfunnel`,
    in: 'clickhouse',
    aggregate: true,
  },
];

/** See `FunctionTable.endings`; by dialect. */
export const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  clickhouse: [
    'if',
    'array',
    'map',
    'simple',
    'state',
    'merge',
    'foreach',
    'distinct',
    'ordefault',
    'ornull',
    'resample',
    'argmin',
    'argmax',
  ],
};
