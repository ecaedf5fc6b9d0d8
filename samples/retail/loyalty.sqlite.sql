-- Points on the till: bought things count once, returned ones are taken off.
WITH movements AS (
  SELECT f.customer_key, CAST(f.quantity * f.unit_price AS INTEGER) AS points FROM retail.fact_sales AS f
  UNION ALL
  SELECT f.customer_key, -CAST(r.refund_amount AS INTEGER) FROM retail.fact_returns AS r JOIN retail.fact_sales AS f USING (sale_id)
)
INSERT INTO retail.loyalty_points (customer_id, points)
SELECT c.customer_id, total(m.points)
FROM movements AS m
JOIN retail.dim_customer AS c ON c.customer_key = m.customer_key
WHERE c.is_current
GROUP BY c.customer_id
ON CONFLICT (customer_id) DO UPDATE SET points = excluded.points;
