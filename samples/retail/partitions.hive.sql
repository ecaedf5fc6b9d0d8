-- One pass over the sales fills two tables.
FROM (
  SELECT f.sale_id, f.product_key, f.quantity, f.unit_price, d.year, d.month_number, d.is_holiday
  FROM retail.fact_sales f
  JOIN retail.dim_date d ON (d.date_key = f.date_key)
) s
INSERT OVERWRITE TABLE retail.sales_by_month PARTITION (year, month)
  SELECT s.sale_id, s.product_key, s.quantity * s.unit_price AS amount, s.year, s.month_number
INSERT INTO TABLE retail.holiday_sales
  SELECT s.product_key, sum(s.quantity)
  WHERE s.is_holiday
  GROUP BY s.product_key;
