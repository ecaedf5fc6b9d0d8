/**
 * What functions do, as far as lineage cares, by name in lower case. One list serves all dialects: a name that one dialect
 * lacks costs nothing, and no two dialects mean different things by one name here. Rows add what differs.
 */
import type { ConditionalShape, Functions } from './dialect.js';
import { words } from './define.js';

const aggregates = words(`
  sum avg mean min max count count_if countif count_big total sum0 product stddev stddev_pop stddev_samp stdev stdevp std variance
  var_pop var_samp var varp covar_pop covar_samp corr regr_slope regr_intercept regr_r2 regr_count regr_avgx regr_avgy regr_sxx
  regr_syy regr_sxy median mode percentile percentile_approx percentile_cont percentile_disc approx_percentile approx_quantile
  approx_quantiles quantile quantiles quantile_cont quantile_disc quantileexact quantiletdigest quantiletiming approx_count_distinct
  approx_distinct approx_median approx_top_k approx_top_count approx_top_sum ndv hll hll_count_distinct hll_accumulate
  array_agg array_concat_agg array_union_agg array_unique_agg string_agg group_concat listagg wm_concat xmlagg json_agg jsonb_agg
  json_arrayagg json_objectagg json_object_agg jsonb_object_agg json_group_array json_group_object object_agg map_agg map_union
  multimap_agg collect_list collect_set collect list grouparray groupuniqarray groupbitand groupbitor groupbitxor
  any_value any some every bool_and bool_or logical_and logical_or booland_agg boolor_agg boolxor_agg bit_and bit_or bit_xor
  bitand_agg bitor_agg bitxor_agg bitmap_construct_agg first last first_value last_value any_last arbitrary anylast anyheavy
  max_by min_by arg_max arg_min argmax argmin maxmap minmap summap skewness kurtosis kurtosis_pop entropy histogram
  checksum checksum_agg uniq uniqexact uniqcombined uniqhll12 sumif avgif maxif minif anyif argmaxif argminif uniqif
  sumdistinct count_distinct sum_distinct grouping_id try_sum try_avg rank_agg st_union_agg hash_agg minhash
  regr_valx regr_valy topk topkweighted avgweighted favg fsum sumkahan geomean geometric_mean
`);

const tableValued = words(`
  explode explode_outer posexplode posexplode_outer inline inline_outer stack json_tuple unnest flatten generate_series
  json_each jsonb_each json_array_elements jsonb_array_elements regexp_split_to_table string_split openjson split_to_table
`);

/** Functions after which the input cannot be read back: an edge through one is masked. */
const masking = words(`
  md5 md5_hex md5_binary md5_number md5_number_lower64 md5_number_upper64 sha sha1 sha1_hex sha1_binary sha2 sha2_hex sha2_binary
  sha224 sha256 sha384 sha512 hash hashbytes hash_agg xxhash32 xxhash64 xxh3 murmur3 murmurhash3 murmurhash3_32 murmurhash3_128
  farm_fingerprint farmfingerprint64 cityhash64 siphash64 siphash128 halfmd5 fnv_hash standard_hash ora_hash crc32 checksum
  binary_checksum hmac hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 encrypt aes_encrypt encrypt_raw pgp_sym_encrypt pgp_pub_encrypt crypt
  mask mask_hash mask_first_n mask_last_n mask_show_first_n mask_show_last_n redact tokenize password
`);

const conditional: readonly (readonly [string, ConditionalShape])[] = [
  ['if', 'first'],
  ['iff', 'first'],
  ['iif', 'first'],
  ['nvl2', 'first'],
  ['multiif', 'odd-but-last'],
  ['case', 'odd-but-last'],
  ['decode', 'decode'],
  ['choose', 'first'],
];

export const commonFunctions: Functions = {
  aggregates: new Set(aggregates),
  tableValued: new Set(tableValued),
  masking: new Set(masking),
  conditional: new Map(conditional),
};
