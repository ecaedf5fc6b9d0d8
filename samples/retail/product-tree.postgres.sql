-- Every variant with the product at the root of its family.
create materialized view retail.product_families as
with recursive family (sku, root_sku, depth, path) as (
  select sku, sku, 0, product_name::text
  from retail.dim_product
  where parent_sku is null
  union all
  select child.sku, family.root_sku, family.depth + 1, family.path || ' / ' || child.product_name
  from retail.dim_product child
  join family on child.parent_sku = family.sku
)
select f.*, root.brand, max(f.depth) over (partition by f.root_sku) as family_depth
from family f
join retail.dim_product root on root.sku = f.root_sku;
