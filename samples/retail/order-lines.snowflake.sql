-- One row an order line, taken out of the JSON that the web shop sends.
insert into retail.order_lines (order_id, placed_at, line_number, sku, quantity, price, gift_message)
select
  o.order_id,
  o.placed_at,
  line.index + 1,
  line.value:sku::varchar,
  line.value:quantity::integer,
  coalesce(line.value:price.net::number(12, 2), p.list_price),
  o.payload:gift.message::varchar
from retail.raw_orders o,
  lateral flatten(input => o.payload:lines) line
left join retail.dim_product p on p.sku = line.value:sku::varchar
where o.payload:status <> 'cancelled';
