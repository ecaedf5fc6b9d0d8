-- Cohorts: in which months customers come back after their first purchase.
create or replace view retail.retention as
with first_purchase as (
  from retail.fact_sales
  join retail.dim_date using (date_key)
  select customer_key, min(calendar_date) as first_date
  group by all
),
activity as (
  select
    date_trunc('month', p.first_date) as cohort,
    date_diff('month', cohort, date_trunc('month', d.calendar_date)) as months_later,
    f.customer_key
  from retail.fact_sales f
  join retail.dim_date d using (date_key)
  join first_purchase p using (customer_key)
)
select cohort, months_later, count(distinct customer_key) as customers
from activity
group by all
order by all;
