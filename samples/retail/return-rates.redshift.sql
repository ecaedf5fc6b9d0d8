-- How often a product comes back, and why.
create table retail.return_rates
diststyle key distkey (sku) sortkey (return_rate)
as
select
  p.sku,
  p.category,
  count(r.return_id)::float / nullif(count(f.sale_id), 0) as return_rate,
  sum(r.refund_amount) as refunded,
  listagg(distinct r.reason, ', ') within group (order by r.reason) as reasons
from retail.fact_sales f
join retail.dim_product p on p.product_key = f.product_key
left join retail.fact_returns r on r.sale_id = f.sale_id
group by p.sku, p.category;
