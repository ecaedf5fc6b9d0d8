-- A row a brand, a column a quarter.
CREATE OR REPLACE VIEW retail.brand_quarters AS
SELECT brand, q1_revenue, q2_revenue, q3_revenue, q4_revenue, NVL(q4_revenue, 0) - NVL(q1_revenue, 0) AS growth
FROM (
  SELECT p.brand, d.quarter, f.quantity * f.unit_price AS revenue
  FROM retail.fact_sales f
  JOIN retail.dim_product p ON p.product_key = f.product_key
  JOIN retail.dim_date d ON d.date_key = f.date_key
)
PIVOT (
  SUM(revenue) AS revenue
  FOR quarter IN (1 AS q1, 2 AS q2, 3 AS q3, 4 AS q4)
);
