-- Sales by category and region with all subtotals, and the best brands of each.
create table retail.assortment with (format = 'PARQUET') as
with brands as (
  select p.category, s.region, p.brand, sum(f.quantity) as items, grouping(p.category, s.region) as level
  from retail.fact_sales f
  join retail.dim_product p on p.product_key = f.product_key
  join retail.dim_store s on s.store_key = f.store_key
  group by p.brand, rollup (p.category, s.region)
)
select
  coalesce(category, 'all') as category,
  coalesce(region, 'all') as region,
  sum(items) as items,
  map_agg(brand, items) as by_brand,
  slice(array_agg(brand order by items desc), 1, 3) as best_brands
from brands
where level < 3
group by category, region;
