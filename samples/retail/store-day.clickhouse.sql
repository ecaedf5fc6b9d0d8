-- Sums a store and day that keep themselves up to date.
CREATE MATERIALIZED VIEW retail.store_day
ENGINE = SummingMergeTree
ORDER BY (store_key, date_key)
AS SELECT
  store_key,
  date_key,
  sum(quantity) AS items,
  sumIf(quantity * unit_price, promotion_key > 0) AS promoted,
  sum(quantity * unit_price - discount_amount) AS revenue,
  multiIf(revenue > 10000, 'high', revenue > 1000, 'normal', 'low') AS band
FROM retail.fact_sales
GROUP BY store_key, date_key;
