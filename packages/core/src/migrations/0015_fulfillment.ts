import type { Migration } from '../kernel/index.ts'

export const fulfillment: Migration = {
  name: '0015_fulfillment',
  statements: [
    `create table fulfillment_orders (
      id text primary key not null,
      order_id text not null references orders (id) on delete restrict,
      location_id text,
      method text not null,
      status text not null check (status in ('open', 'in_progress', 'ready', 'on_hold', 'closed', 'cancelled')),
      hold_reason text,
      quantity integer not null check (quantity >= 0),
      fulfilled integer not null default 0 check (fulfilled >= 0),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint fulfillment_orders_room check (fulfilled <= quantity),
      constraint fulfillment_orders_hold check ((status = 'on_hold') = (hold_reason is not null))
    ) strict`,
    'create index fulfillment_orders_order on fulfillment_orders (order_id)',
    'create index fulfillment_orders_work on fulfillment_orders (status, location_id, id)',
    `create table fulfillment_order_lines (
      fulfillment_order_id text not null references fulfillment_orders (id) on delete restrict,
      order_line_id text not null references order_lines (id) on delete restrict,
      quantity integer not null check (quantity >= 0),
      fulfilled integer not null default 0 check (fulfilled >= 0),
      primary key (fulfillment_order_id, order_line_id),
      constraint fulfillment_order_lines_room check (fulfilled <= quantity)
    ) strict, without rowid`,
    'create index fulfillment_order_lines_line on fulfillment_order_lines (order_line_id)',
    `create table fulfillments (
      id text primary key not null,
      order_id text not null references orders (id) on delete restrict,
      fulfillment_order_id text not null references fulfillment_orders (id) on delete restrict,
      location_id text,
      status text not null check (status in ('shipped', 'delivered', 'collected', 'cancelled')),
      carrier text,
      tracking_number text,
      tracking_url text,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create index fulfillments_order on fulfillments (order_id)',
    'create index fulfillments_fulfillment_order on fulfillments (fulfillment_order_id)',
    `create table fulfillment_lines (
      fulfillment_id text not null references fulfillments (id) on delete restrict,
      order_line_id text not null references order_lines (id) on delete restrict,
      quantity integer not null check (quantity > 0),
      primary key (fulfillment_id, order_line_id)
    ) strict, without rowid`,
    'create index fulfillment_lines_line on fulfillment_lines (order_line_id)',
  ],
}
