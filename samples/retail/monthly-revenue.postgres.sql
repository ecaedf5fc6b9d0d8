-- Revenue a month and region, with the share that was sold on promotion.
with sales as (
  select
    d.year,
    d.month_number,
    s.region,
    f.quantity * f.unit_price - f.discount_amount as net_amount,
    f.promotion_key
  from retail.fact_sales f
  join retail.dim_date d using (date_key)
  join retail.dim_store s on s.store_key = f.store_key
)
insert into retail.monthly_revenue (year, month, region, revenue, promoted_share)
select
  year,
  month_number,
  region,
  sum(net_amount),
  sum(net_amount) filter (where promotion_key is not null) / nullif(sum(net_amount), 0)
from sales
group by year, month_number, region
order by year, month_number;
