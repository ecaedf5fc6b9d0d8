/** Catalyst's function names where they mean something to lineage. They are Spark SQL's, and a few of Catalyst's own. */
import type { Functions } from '../../dialects/dialect.js';

const AGGREGATES =
  'sum avg mean count count_if min max first last first_value last_value any_value min_by max_by collect_list collect_set array_agg listagg string_agg ' +
  'approx_count_distinct approx_percentile percentile percentile_approx percentile_cont percentile_disc median mode stddev stddev_samp stddev_pop std ' +
  'variance var_samp var_pop covar_pop covar_samp corr kurtosis skewness regr_count regr_slope regr_intercept regr_r2 regr_avgx regr_avgy regr_sxx regr_syy ' +
  'regr_sxy bit_and bit_or bit_xor bool_and bool_or every some any try_sum try_avg histogram_numeric bitmap_construct_agg bitmap_or_agg hll_sketch_agg ' +
  'hll_union_agg count_min_sketch bloom_filter_agg pivotfirst reduce_aggregate product';

const MASKING = 'md5 sha sha1 sha2 hash xxhash64 crc32 mask aes_encrypt murmur3hash';

export const CATALYST: Functions = {
  aggregates: new Set(AGGREGATES.split(' ')),
  tableValued: new Set(),
  masking: new Set(MASKING.split(' ')),
  conditional: new Map(),
};
