-- What to order tomorrow: a script over temporary tables.
SELECT f.store_key, f.product_key, SUM(f.quantity) AS sold, COUNT(DISTINCT f.date_key) AS days
INTO #pace
FROM retail.fact_sales AS f
JOIN retail.dim_date AS d ON d.date_key = f.date_key
WHERE d.calendar_date >= DATEADD(day, -28, CAST(GETDATE() AS date))
GROUP BY f.store_key, f.product_key;

SELECT p.store_key, p.product_key, p.sold * 1.0 / NULLIF(p.days, 0) AS daily, stock.on_hand + stock.on_order AS available
INTO #cover
FROM #pace AS p
OUTER APPLY (
  SELECT TOP (1) i.on_hand, i.on_order
  FROM retail.fact_inventory AS i
  WHERE i.store_key = p.store_key AND i.product_key = p.product_key
  ORDER BY i.date_key DESC
) AS stock;

UPDATE c
SET c.available = 0
FROM #cover AS c
WHERE c.available IS NULL;

INSERT INTO retail.reorder_list (store_code, sku, order_quantity)
SELECT s.store_code, d.sku, CEILING(14 * c.daily - c.available)
FROM #cover AS c
JOIN retail.dim_store AS s ON s.store_key = c.store_key
JOIN retail.dim_product AS d ON d.product_key = c.product_key
WHERE c.available < 14 * c.daily;

DROP TABLE #pace;
DROP TABLE #cover;
