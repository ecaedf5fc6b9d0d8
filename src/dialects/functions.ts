/** What the resolver must know of functions, for all dialects; rows add to it. Names in lower case. */
import { words } from './define.js';
import type { ConditionalShape, Functions } from './dialect.js';
import { tableFunctions } from './table-functions.js';

const aggregates = new Set(
  words(`any_value approx_count_distinct approx_distinct approx_percentile approx_quantiles approx_top_count approx_top_k approx_top_sum arg_max arg_min argmax argmin
  array_agg array_concat_agg array_union_agg array_unique_agg avg bit_and bit_or bit_xor bitand_agg bitor_agg bitxor_agg bitmap_agg bool_and bool_or booland_agg boolor_agg boolxor_agg checksum_agg
  collect_list collect_set corr count count_big count_if countif count_distinct covar_pop covar_samp every first first_value group_concat groupArray grouping hash_agg histogram hll hll_accumulate
  json_agg jsonb_agg json_object_agg jsonb_object_agg json_arrayagg json_objectagg kurtosis last last_value list listagg logical_and logical_or map_agg map_union max max_by mean median min min_by minhash mode multimap_agg
  nth_value numeric_histogram object_agg percentile percentile_approx percentile_cont percentile_disc product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
  skewness skew some sql_variant stats_mode std stddev stddev_pop stddev_samp stdev stdevp string_agg sum sum0 sumif avgif minif maxif sum_distinct total try_avg try_sum uniq uniqexact uniqcombined uniqhll12 var variance var_pop var_samp varp wm_concat xmlagg
  groupuniqarray grouparray anylast any anyheavy argminif argmaxif sumstate summerge avgstate avgmerge countstate countmerge uniqstate uniqmerge quantiles quantileexact quantiletdigest quantiletiming topk summap
  first_any arbitrary set_agg set_union reduce_agg tdigest_agg approx_set merge qdigest_agg entropy histogram_numeric array_agg_distinct bitmap_union bitmap_union_count hll_union hll_union_agg
  json_group_array json_group_object jsonb_group_array jsonb_group_object json_group_structure json_agg_strict jsonb_agg_strict json_object_agg_strict jsonb_object_agg_strict json_object_agg_unique
  jsonb_object_agg_unique range_agg range_intersect_agg bitstring_agg favg fsum kahan_sum sumkahan geomean geometric_mean mad sem reservoir_quantile approx_quantile weighted_avg wavg list_agg`).map(
    (name) => name.toLowerCase(),
  ),
);

/** Hashes, checksums, masks and encryption, as the vendors' manuals list them. */
const masking = new Set(
  words(`md5 md5_hex md5_binary md5_number md5_number_lower64 md5_number_upper64 md5sum halfmd5 sha sha1 sha1_hex sha1_binary func_sha1 sha2 sha2_hex sha2_binary sha224 sha256 sha384 sha512 sha512_256
  sm3 keccak256 blake3 digest hmac hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 hash hash4 hash8 hashrow hashbytes hashtext hashtextextended
  hash_md5 hash_sha hash_sha1 hash_sha256 hash_sha512 hash_tiger hashtype_md5 hashtype_sha1 hashtype_sha256 hashtype_sha512 hashtype_tiger hivehash javahash urlhash inthash32 inthash64 metrohash64 wyhash64
  crc32 crc32ieee crc64 farm_fingerprint farmfingerprint64 farmhash64 fnv_hash murmur3 murmurhash2_32 murmurhash2_64 murmurhash3 murmurhash3_32 murmurhash3_64 murmurhash3_128 murmur_hash3_32 murmur_hash3_64 murmur3_32_hash
  siphash64 siphash128 cityhash64 spooky_hash_v2_32 spooky_hash_v2_64 xxhash32 xxhash64 xxh3 xxhash_32 xxhash_64 ora_hash standard_hash checksum binary_checksum
  mask mask_first_n mask_last_n mask_hash mask_show_first_n mask_show_last_n
  crypt password old_password pwdencrypt encrypt encrypt_raw encrypt_iv aes_encrypt aes_encrypt_mysql des_encrypt sm4_encrypt deterministic_encrypt encryptbykey encryptbypassphrase encryptbycert pgp_sym_encrypt pgp_pub_encrypt`),
);

const conditional = new Map<string, ConditionalShape>([
  ['if', 'first'],
  ['iff', 'first'],
  ['iif', 'first'],
  ['nvl2', 'first'],
  ['multiif', 'odd-but-last'],
  ['decode', 'decode'],
  ['sumif', 'last'],
  ['avgif', 'last'],
  ['minif', 'last'],
  ['maxif', 'last'],
  ['anyif', 'last'],
  ['uniqif', 'last'],
  ['argmaxif', 'last'],
  ['argminif', 'last'],
]);

/** The same, with those that a dialect has besides. */
export function withAggregates(list: string): ReadonlySet<string> {
  return new Set([...aggregates, ...words(list)]);
}

export const commonFunctions: Functions = {
  aggregates,
  combinators: [],
  tableValued: tableFunctions,
  masking,
  conditional,
  moves: new Map(),
  methods: new Set(),
};
