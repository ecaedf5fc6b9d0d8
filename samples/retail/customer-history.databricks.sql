-- Slowly changing dimension, type 2: the row of a customer who moved is closed, and the next run opens a new one.
merge into retail.dim_customer as target
using (
  select
    customer_id,
    concat_ws(' ', first_name, last_name) as full_name,
    lower(email) as email,
    tier,
    city,
    changed_at
  from retail.raw_customers
  qualify row_number() over (partition by customer_id order by changed_at desc) = 1
) as source
on target.customer_id = source.customer_id and target.is_current
when matched and target.city <> source.city then
  update set target.valid_to = source.changed_at, target.is_current = false
when matched then
  update set target.email = source.email, target.loyalty_tier = source.tier
when not matched then
  insert (customer_id, full_name, email, loyalty_tier, city, valid_from, is_current)
  values (source.customer_id, source.full_name, source.email, source.tier, source.city, source.changed_at, true);
