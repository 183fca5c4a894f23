import type { Migration } from '../kernel/index.ts'

export const orders: Migration = {
  name: '0014_orders',
  statements: [
    `create table counters (
      name text primary key not null,
      prefix text not null,
      value integer not null check (value >= 0)
    ) strict, without rowid`,
    "insert into counters (name, prefix, value) values ('order', 'VT-', 10000), ('draft', 'D-', 1000)",
    // The statuses follow from quantities and money, so that they cannot say anything else; orders/statuses.ts holds the same rules in words.
    `create table orders (
      id text primary key not null,
      number text not null unique,
      source text not null check (source in ('cart', 'draft', 'channel')),
      cart_id text,
      draft_id text,
      external_source text,
      external_id text,
      market_id text not null,
      channel_id text not null,
      currency text not null,
      language text not null,
      prices_include_tax integer not null check (prices_include_tax in (0, 1)),
      tax_rounding text not null check (tax_rounding in ('line', 'total')),
      customer_id text,
      email text,
      phone text,
      shipping_address text,
      billing_address text,
      delivery text,
      note text,
      lines_total integer not null check (lines_total >= 0),
      adjustments_total integer not null,
      shipping_total integer not null check (shipping_total >= 0),
      tax_total integer not null check (tax_total >= 0),
      total integer not null check (total >= 0),
      quantity integer not null check (quantity > 0),
      fulfilled integer not null default 0 check (fulfilled >= 0),
      cancelled integer not null default 0 check (cancelled >= 0),
      returned integer not null default 0 check (returned >= 0),
      authorized integer not null default 0 check (authorized >= 0),
      captured integer not null default 0 check (captured >= 0),
      refunded integer not null default 0 check (refunded >= 0),
      status text not null generated always as (case
        when cancelled = quantity then 'cancelled'
        when fulfilled + cancelled = quantity and captured - refunded >= total then 'completed'
        else 'open' end) virtual,
      payment_status text not null generated always as (case
        when refunded > 0 and refunded = captured then 'refunded'
        when refunded > 0 then 'partially_refunded'
        when captured > 0 and captured >= total then 'paid'
        when captured > 0 then 'partially_paid'
        when cancelled = quantity then 'voided'
        when total = 0 then 'paid'
        when authorized >= total then 'authorized'
        else 'unpaid' end) virtual,
      fulfillment_status text not null generated always as (case
        when cancelled = quantity then 'cancelled'
        when returned > 0 and returned = fulfilled and fulfilled + cancelled = quantity then 'returned'
        when returned > 0 then 'partially_returned'
        when fulfilled = 0 then 'unfulfilled'
        when fulfilled + cancelled = quantity then 'fulfilled'
        else 'partially_fulfilled' end) virtual,
      cancel_reason text,
      cancelled_at integer,
      placed_at integer not null,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint orders_balance check (
        total = lines_total + adjustments_total + shipping_total + case prices_include_tax when 1 then 0 else tax_total end),
      constraint orders_quantities check (fulfilled + cancelled <= quantity and returned <= fulfilled),
      constraint orders_refunds check (refunded <= captured),
      constraint orders_cancelled check ((cancelled_at is not null) = (cancelled = quantity)),
      constraint orders_external check ((external_source is null) = (external_id is null))
    ) strict`,
    'create unique index orders_cart on orders (cart_id) where cart_id is not null',
    'create unique index orders_draft on orders (draft_id) where draft_id is not null',
    'create unique index orders_external on orders (external_source, external_id) where external_id is not null',
    'create index orders_placed on orders (placed_at, id)',
    'create index orders_customer on orders (customer_id, placed_at) where customer_id is not null',
    'create index orders_email on orders (email, placed_at) where email is not null',
    "create index orders_open on orders (placed_at, id) where status = 'open'",
    `create table order_lines (
      id text primary key not null,
      order_id text not null references orders (id) on delete restrict,
      line_key text not null,
      position integer not null,
      variant_id text,
      product_id text,
      title text not null,
      variant_title text,
      options text not null,
      sku text,
      image text,
      tax_class text not null,
      tax_rate integer not null check (tax_rate >= 0),
      requires_shipping integer not null check (requires_shipping in (0, 1)),
      tracked integer not null check (tracked in (0, 1)),
      backorder integer not null check (backorder in (0, 1)),
      weight_grams integer not null check (weight_grams >= 0),
      unit_amount integer not null check (unit_amount >= 0),
      quantity integer not null check (quantity >= 0),
      fulfilled integer not null default 0 check (fulfilled >= 0),
      cancelled integer not null default 0 check (cancelled >= 0),
      returned integer not null default 0 check (returned >= 0),
      amount integer not null check (amount >= 0),
      adjustment integer not null,
      tax integer not null check (tax >= 0),
      placed_quantity integer not null check (placed_quantity > 0),
      placed_adjustment integer not null,
      constraint order_lines_room check (fulfilled + cancelled <= quantity),
      constraint order_lines_returned check (returned <= fulfilled),
      constraint order_lines_amount check (amount = unit_amount * (quantity - cancelled)),
      constraint order_lines_paid check (amount + adjustment >= 0),
      unique (order_id, line_key)
    ) strict, without rowid`,
    'create index order_lines_variant on order_lines (variant_id) where variant_id is not null',
    `create table order_adjustments (
      order_id text not null references orders (id) on delete restrict,
      position integer not null,
      line_id text references order_lines (id) on delete restrict,
      source text not null,
      code text,
      label text not null,
      amount integer not null,
      primary key (order_id, position)
    ) strict, without rowid`,
    'create index order_adjustments_line on order_adjustments (line_id) where line_id is not null',
    `create table order_timeline (
      order_id text not null references orders (id) on delete restrict,
      id text not null,
      kind text not null,
      data text not null,
      actor_kind text not null,
      actor_id text,
      command_id text,
      at integer not null,
      primary key (order_id, id)
    ) strict, without rowid`,
    `create table order_drafts (
      id text primary key not null,
      number text not null unique,
      status text not null check (status in ('open', 'completed', 'discarded')),
      market_id text not null,
      channel_id text not null,
      currency text not null,
      language text not null,
      customer_id text,
      email text,
      phone text,
      shipping_address text,
      billing_address text,
      delivery text,
      note text,
      lines text not null,
      order_id text references orders (id) on delete restrict,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      check ((status = 'completed') = (order_id is not null))
    ) strict`,
    'create index order_drafts_status on order_drafts (status, updated_at, id)',
    'create index order_drafts_order on order_drafts (order_id) where order_id is not null',
    `create table order_tasks (
      id text primary key not null,
      kind text not null,
      order_id text references orders (id) on delete restrict,
      cart_id text,
      data text not null,
      status text not null check (status in ('open', 'done')),
      resolution text,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create index order_tasks_status on order_tasks (status, id)',
    'create index order_tasks_order on order_tasks (order_id) where order_id is not null',
  ],
}
