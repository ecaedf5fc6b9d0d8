-- Customers scored by recency, frequency and money; the last order of each is kept beside the scores.
create or replace table retail.customer_value as
with orders as (
  select
    c.customer_id,
    c.loyalty_tier,
    d.calendar_date as ordered_on,
    f.quantity * f.unit_price as amount
  from retail.fact_sales f
  inner join retail.dim_customer c on c.customer_key = f.customer_key and c.is_current
  inner join retail.dim_date d on d.date_key = f.date_key
),
scored as (
  select
    customer_id,
    any_value(loyalty_tier) as tier,
    max(ordered_on) as last_order,
    count(*) as frequency,
    sum(amount) as money,
    ntile(5) over (order by max(ordered_on)) as recency_score,
    ntile(5) over (order by sum(amount)) as money_score
  from orders
  group by customer_id
)
select
  * exclude (tier),
  recency_score + money_score as score,
  iff(score >= 9, 'champion', coalesce(tier, 'none')) as segment
from scored
qualify row_number() over (partition by customer_id order by last_order desc) = 1;
