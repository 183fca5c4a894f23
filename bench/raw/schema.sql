create table collections (
  id integer primary key,
  handle text not null unique,
  title text not null
);

create table products (
  id integer primary key,
  handle text not null unique,
  title text not null,
  type text not null,
  vendor text not null,
  tags text not null,
  options text not null,
  description text not null,
  attributes text not null,
  collection_id integer not null references collections (id),
  created_at text not null,
  updated_at text not null
);

create table variants (
  id integer primary key,
  product_id integer not null references products (id),
  sku text not null unique,
  title text not null,
  options text not null,
  price integer not null,
  weight integer not null,
  stock integer not null check (stock >= 0)
);
create index variants_of_product on variants (product_id);

create virtual table search using fts5 (title, words, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');

create table shipping_methods (
  code text primary key,
  name text not null,
  price integer not null
) without rowid;

create table carts (
  id text primary key,
  status text not null default 'open',
  email text,
  address text,
  method text references shipping_methods (code),
  shipping integer not null default 0,
  created_at integer not null
) without rowid;

create table cart_lines (
  cart_id text not null references carts (id),
  variant_id integer not null references variants (id),
  quantity integer not null,
  unit_price integer not null,
  primary key (cart_id, variant_id)
) without rowid;

create table payments (
  id text primary key,
  cart_id text not null references carts (id),
  provider text not null,
  status text not null,
  amount integer not null
) without rowid;
create index payments_of_cart on payments (cart_id);

create table orders (
  id integer primary key,
  cart_id text not null unique references carts (id),
  token text not null,
  email text not null,
  address text not null,
  method text not null,
  shipping integer not null,
  total integer not null,
  payment_id text not null references payments (id),
  created_at integer not null
);

create table order_lines (
  order_id integer not null references orders (id),
  variant_id integer not null references variants (id),
  title text not null,
  sku text not null,
  quantity integer not null,
  unit_price integer not null,
  primary key (order_id, variant_id)
) without rowid;
