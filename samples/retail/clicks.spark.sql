-- Searches that led to nothing, from the web shop's events.
INSERT OVERWRITE TABLE retail.failed_searches
SELECT /*+ BROADCAST(c) */
  c.loyalty_tier,
  lower(trim(term.word)) AS word,
  count(DISTINCT o.order_id) AS attempts,
  collect_set(c.city) AS cities
FROM retail.raw_orders o
LEFT SEMI JOIN retail.dim_store s ON s.store_code = o.store_code
LEFT JOIN retail.dim_customer c ON c.customer_id = o.customer
LATERAL VIEW OUTER explode(split(get_json_object(o.payload, '$.search'), ' ')) term AS word
WHERE get_json_object(o.payload, '$.status') = 'abandoned'
GROUP BY c.loyalty_tier, lower(trim(term.word));
