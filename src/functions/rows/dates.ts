/** Functions on dates and times, and where they take a unit (`MONTH`) that is no column. */
import type { CallSyntax, FunctionRow } from '../row.js';

const unit0: CallSyntax = { units: [0] };
const unit0of3: CallSyntax = { units: [0], least: 3 };
const unit0or2: CallSyntax = { units: [0, 2], least: 3 };
const unit1: CallSyntax = { units: [1] };
const unit2: CallSyntax = { units: [2] };

export const dates: readonly FunctionRow[] = [
  // ── Now ──
  { names: 'current_date', type: 'date', nulls: 'never' },
  { names: 'current_timestamp localtimestamp now', type: 'timestamp', nulls: 'never' },
  { names: 'current_time localtime', type: 'time', nulls: 'never' },
  { names: 'curdate', in: 'hive mysql', type: 'date', nulls: 'never' },
  { names: 'today', in: 'duckdb', type: 'date', nulls: 'never' },
  { names: 'transaction_timestamp statement_timestamp', type: 'timestamp', nulls: 'never' },
  { names: 'clock_timestamp', type: 'timestamp', nulls: 'never', volatile: true },
  { names: 'timeofday', in: 'postgres', type: 'string', nulls: 'never', volatile: true },
  { names: 'sysdate systimestamp sysdatetime getdate', nulls: 'never' },

  // ── Moved by some units, counted in units ──
  { names: 'dateadd', syntax: unit0of3 },
  { names: 'date_add date_sub', syntax: unit0or2 },
  { names: 'datesub', syntax: unit0or2 },
  { names: 'timestamp_add timestamp_sub', syntax: unit0of3 },
  { names: 'timeadd timestampadd timestampsub', syntax: unit0of3 },
  { names: 'datediff timediff timestampdiff datediff_big', syntax: unit0of3 },
  { names: 'date_diff', syntax: unit0or2 },
  { names: 'timestamp_diff datetime_diff time_diff', type: 'integer', nulls: 'any', syntax: unit2 },
  { names: 'datediff date_diff', in: 'spark trino bigquery snowflake duckdb', type: 'integer', nulls: 'any' },
  { names: 'date_add date_sub', in: 'spark', type: 'date', nulls: 'any' },
  { names: 'add_months', type: 'date', nulls: 'any' },
  { names: 'add_months', in: 'oracle', type: 'date' },
  { names: 'months_between', nulls: 'any' },
  { names: 'months_between', in: 'hive', type: 'float' },
  { names: 'age', nulls: 'any' }, // an interval, but of a transaction's id to PostgreSQL
  { names: 'next_day', in: 'hive', type: 'date', nulls: 'may' },

  // ── Parts ──
  { names: 'extract', nulls: 'any', syntax: { separators: ['FROM'], units: [0], stringUnit: true } },
  { names: 'date_part', nulls: 'any', syntax: unit0 },
  { names: 'datepart datename', nulls: 'any', syntax: unit0 },
  { names: 'date_part', in: 'postgres', type: 'float' },
  { names: 'date_part', in: 'duckdb', type: undefined },
  { names: 'extract', in: 'postgres', type: 'decimal' },
  { names: 'extract', in: 'duckdb', type: undefined },
  { names: 'year month day hour minute quarter week dayofmonth dayofweek dayofyear weekofyear weekday', type: 'integer', nulls: 'any' },
  { names: 'second', nulls: 'any' },
  { names: 'second', in: 'hive duckdb trino', type: 'integer' },
  { names: 'dayname monthname', type: 'string', nulls: 'any' },
  { names: 'last_day', type: 'date', nulls: 'any', syntax: unit1 },

  // ── Cut ──
  { names: 'date_trunc', nulls: 'any', syntax: { units: [0, 1] } },
  { names: 'date_trunc', in: 'hive', type: 'timestamp', nulls: 'may' }, // of a unit that there is not
  { names: 'datetrunc', nulls: 'any', syntax: unit0 },
  { names: 'date_bucket', syntax: unit0 },
  { names: 'timestamp_trunc datetime_trunc time_trunc', nulls: 'any', syntax: unit1 },
  { names: 'timestamp_trunc datetime_trunc', in: 'bigquery', type: 'timestamp' },
  { names: 'time_trunc', in: 'bigquery', type: 'time' },
  { names: 'get_format', syntax: unit0 },

  // ── Made and written ──
  { names: 'to_date', type: 'date', nulls: 'any' },
  { names: 'to_date', in: 'spark', nulls: 'may' },
  { names: 'to_date', in: 'clickhouse oracle', type: undefined },
  { names: 'to_timestamp', type: 'timestamp', nulls: 'any' },
  { names: 'to_timestamp', in: 'spark', nulls: 'may' },
  { names: 'make_date', type: 'date', nulls: 'any' },
  { names: 'make_date', in: 'spark', nulls: 'may' },
  { names: 'make_timestamp', type: 'timestamp', nulls: 'any' },
  { names: 'make_timestamp', in: 'spark', nulls: 'may' },
  { names: 'make_time', type: 'time', nulls: 'any' },
  { names: 'make_interval', in: 'postgres', type: 'interval', nulls: 'any' },
  { names: 'date_format', in: 'hive mysql trino', type: 'string', nulls: 'any' },
  { names: 'to_char', type: 'string', nulls: 'any' },
  { names: 'strftime', in: 'duckdb', type: 'string', nulls: 'any' },
  { names: 'strptime', in: 'duckdb', type: 'timestamp', nulls: 'any' },
  { names: 'from_unixtime', in: 'hive', type: 'string', nulls: 'may' },
  { names: 'unix_timestamp to_unix_timestamp', in: 'hive', type: 'integer', nulls: 'may' },
  { names: 'unix_date unix_seconds unix_millis unix_micros', type: 'integer', nulls: 'any' },
  { names: 'epoch_ms', in: 'duckdb', nulls: 'any' },
];
