-- What is bought together: pairs of products within one customer's day.
create or replace table retail.product_pairs as
with baskets as (
  select
    f.customer_key,
    f.date_key,
    array_agg(struct(p.sku, p.category, f.quantity) order by p.sku) as items
  from retail.fact_sales as f
  join retail.dim_product as p using (product_key)
  group by f.customer_key, f.date_key
)
select
  a.sku as left_sku,
  b.sku as right_sku,
  a.category = b.category as same_category,
  count(*) as baskets,
  sum(least(a.quantity, b.quantity)) as pairs_sold
from baskets, unnest(items) as a, unnest(items) as b
where a.sku < b.sku
group by 1, 2, 3
having count(*) > 10;
