/** Hashes, checksums, masks and encryption, as the vendors' manuals list them. */
import type { FunctionRow } from '../row.js';

export const hashes: readonly FunctionRow[] = [
  { names: 'md5', masking: true, nulls: 'any' },
  { names: 'md5 sha1 sha', in: 'hive', type: 'string' },
  { names: 'md5', in: 'postgres', type: 'string' },
  { names: 'sha1 sha sha2', masking: true, nulls: 'any' },
  { names: 'sha2', in: 'hive', type: 'string', nulls: 'may' }, // of a length that there is not
  { names: 'sha1', in: 'duckdb', type: 'string' },
  { names: 'sha224 sha256 sha384 sha512', masking: true, nulls: 'any' },
  { names: 'sha224 sha256 sha384 sha512', in: 'postgres', type: 'binary' },
  { names: 'sha256', in: 'duckdb', type: 'string' },
  { names: 'hash', masking: true },
  { names: 'hash xxhash64', in: 'hive', type: 'integer', nulls: 'never' },
  { names: 'hash', in: 'duckdb', type: 'integer', nulls: 'never' },
  { names: 'crc32', masking: true, nulls: 'any' },
  { names: 'crc32', in: 'hive', type: 'integer' },
  { names: 'md5_hex md5_binary md5_number md5_number_lower64 md5_number_upper64 md5sum halfmd5', masking: true },
  { names: 'sha1_hex func_sha1 sha1_binary sha2_hex sha2_binary sha512_256', masking: true },
  { names: 'sm3 keccak256 blake3 digest hmac hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512', masking: true },
  {
    names: 'hash4 hash8 hashrow hashbytes hashtext hashtextextended hash_md5 hash_sha hash_sha1 hash_sha256 hash_sha512 hash_tiger',
    masking: true,
  },
  {
    names: 'hashtype_md5 hashtype_sha1 hashtype_sha256 hashtype_sha512 hashtype_tiger hivehash javahash urlhash inthash32 inthash64',
    masking: true,
  },
  { names: 'metrohash64 wyhash64 crc32ieee crc64 farm_fingerprint farmfingerprint64 farmhash64 fnv_hash', masking: true },
  { names: 'murmur3 murmurhash2_32 murmurhash2_64 murmurhash3 murmurhash3_32 murmurhash3_64 murmurhash3_128', masking: true },
  {
    names: 'murmur_hash3_32 murmur_hash3_64 murmur3_32_hash siphash64 siphash128 cityhash64 spooky_hash_v2_32 spooky_hash_v2_64',
    masking: true,
  },
  { names: 'xxhash32 xxhash64 xxh3 xxhash_32 xxhash_64 ora_hash standard_hash checksum binary_checksum', masking: true },
  { names: 'mask mask_first_n mask_last_n mask_hash mask_show_first_n mask_show_last_n', masking: true },
  {
    names: 'crypt password old_password pwdencrypt encrypt encrypt_raw encrypt_iv aes_encrypt aes_encrypt_mysql des_encrypt sm4_encrypt',
    masking: true,
  },
  { names: 'deterministic_encrypt encryptbykey encryptbypassphrase encryptbycert pgp_sym_encrypt pgp_pub_encrypt', masking: true },
];
