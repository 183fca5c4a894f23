import type { Migration } from '../kernel/index.ts'

export const carts: Migration = {
  name: '0012_carts',
  statements: [
    `create table carts (
      id text primary key not null,
      status text not null check (status in ('open', 'completing', 'completed')),
      market_id text not null,
      channel_id text not null,
      currency text not null,
      language text not null,
      customer_id text,
      email text,
      note text,
      shipping_address text,
      billing_address text,
      delivery text,
      hold_expires_at integer,
      agreed text,
      order_id text,
      completed_at integer,
      expires_at integer not null,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      check ((status = 'completed') = (order_id is not null)),
      check ((status = 'completed') = (completed_at is not null))
    ) strict`,
    'create index carts_updated on carts (updated_at, id)',
    'create index carts_customer on carts (customer_id, updated_at)',
    'create index carts_email on carts (email, updated_at)',
    'create index carts_expiry on carts (status, expires_at)',
    `create table cart_lines (
      cart_id text not null references carts (id) on delete cascade,
      id text not null,
      variant_id text not null,
      quantity integer not null check (quantity between 1 and 9999),
      seen_amount integer check (seen_amount >= 0),
      created_at integer not null,
      updated_at integer not null,
      primary key (cart_id, id)
    ) strict, without rowid`,
    'create unique index cart_lines_variant on cart_lines (cart_id, variant_id)',
  ],
}
