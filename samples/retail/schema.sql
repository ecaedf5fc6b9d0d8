-- A small retailer's star schema. The samples beside this file read and write it in the dialects that their names say.

create table retail.dim_date (
  date_key      integer primary key,
  calendar_date date not null,
  day_name      varchar(9) not null,
  week_of_year  smallint not null,
  month_number  smallint not null,
  quarter       smallint not null,
  year          smallint not null,
  is_holiday    boolean not null default false
);

create table retail.dim_product (
  product_key  integer primary key,
  sku          varchar(20) not null,
  product_name varchar(200) not null,
  brand        varchar(100),
  category     varchar(60),
  subcategory  varchar(60),
  unit_cost    decimal(12, 4) not null,
  list_price   decimal(12, 2) not null,
  parent_sku   varchar(20)
);

create table retail.dim_store (
  store_key       integer primary key,
  store_code      varchar(10) not null unique,
  store_name      varchar(100) not null,
  region          varchar(40) not null,
  country         char(2) not null,
  floor_space_sqm integer
);

create table retail.dim_customer (
  customer_key integer primary key,
  customer_id  varchar(36) not null,
  full_name    varchar(200) not null,
  email        varchar(200),
  loyalty_tier varchar(10),
  city         varchar(80),
  valid_from   timestamp not null,
  valid_to     timestamp,
  is_current   boolean not null
);

create table retail.dim_promotion (
  promotion_key  integer primary key,
  promotion_name varchar(100) not null,
  channel        varchar(20),
  discount_pct   decimal(5, 2)
);

create table retail.fact_sales (
  sale_id         bigint primary key,
  date_key        integer not null references retail.dim_date (date_key),
  product_key     integer not null references retail.dim_product (product_key),
  store_key       integer not null references retail.dim_store (store_key),
  customer_key    integer references retail.dim_customer (customer_key),
  promotion_key   integer references retail.dim_promotion (promotion_key),
  quantity        integer not null,
  unit_price      decimal(12, 2) not null,
  discount_amount decimal(12, 2) not null default 0,
  tax_amount      decimal(12, 2) not null
);

create table retail.fact_returns (
  return_id     bigint primary key,
  sale_id       bigint not null references retail.fact_sales (sale_id),
  date_key      integer not null references retail.dim_date (date_key),
  quantity      integer not null,
  refund_amount decimal(12, 2) not null,
  reason        varchar(40)
);

create table retail.fact_inventory (
  date_key    integer not null references retail.dim_date (date_key),
  store_key   integer not null references retail.dim_store (store_key),
  product_key integer not null references retail.dim_product (product_key),
  on_hand     integer not null,
  on_order    integer not null,
  primary key (date_key, store_key, product_key)
);

-- What the shops and the web shop send, before it is modelled.
create table retail.raw_orders (
  order_id   varchar(36),
  placed_at  timestamp,
  store_code varchar(10),
  customer   varchar(36),
  payload    json
);

create table retail.raw_customers (
  customer_id varchar(36),
  first_name  varchar(100),
  last_name   varchar(100),
  email       varchar(200),
  tier        varchar(10),
  city        varchar(80),
  changed_at  timestamp
);
