import type { Migration } from '../kernel/index.ts'

export const inventory: Migration = {
  name: '0010_inventory',
  statements: [
    `create table stock_locations (
      id text primary key not null,
      code text not null unique,
      name text not null,
      kind text not null check (kind in ('warehouse', 'store', 'supplier')),
      status text not null check (status in ('active', 'archived')),
      priority integer not null default 100,
      ships integer not null check (ships in (0, 1)),
      pickup integer not null check (pickup in (0, 1)),
      market_codes text not null default '[]',
      countries text not null default '[]',
      channel_ids text not null default '[]',
      handling_days integer not null default 0 check (handling_days >= 0),
      pickup_hours integer not null default 0 check (pickup_hours >= 0),
      line1 text,
      line2 text,
      city text,
      region text,
      postal_code text,
      country text not null,
      phone text,
      texts text not null default '{}',
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict, without rowid`,
    // A cache of the ledger: only the trigger below moves its numbers, so each of them is a sum of stock_movements.
    `create table inventory_levels (
      variant_id text not null references product_variants (id) on delete restrict,
      location_id text not null references stock_locations (id) on delete restrict,
      on_hand integer not null default 0,
      reserved integer not null default 0,
      committed integer not null default 0,
      unavailable integer not null default 0,
      incoming integer not null default 0,
      short integer not null default 0,
      available integer not null generated always as (on_hand - reserved - committed - unavailable + short) virtual,
      low_at integer check (low_at >= 0),
      low_since integer,
      low_announced_at integer,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      primary key (variant_id, location_id),
      constraint inventory_available check (available >= 0),
      constraint inventory_on_hand check (on_hand >= unavailable),
      constraint inventory_reserved check (reserved >= 0),
      constraint inventory_committed check (committed >= 0),
      constraint inventory_unavailable check (unavailable >= 0),
      constraint inventory_incoming check (incoming >= 0),
      constraint inventory_short check (short >= 0)
    ) strict, without rowid`,
    'create index inventory_levels_location on inventory_levels (location_id, variant_id)',
    'create index inventory_levels_low on inventory_levels (low_announced_at) where low_since is not null',
    'create index inventory_levels_short on inventory_levels (variant_id, location_id) where short > 0',
    `create table reservations (
      id text primary key not null,
      variant_id text not null,
      location_id text not null,
      quantity integer not null check (quantity > 0),
      short integer not null default 0 check (short between 0 and quantity),
      fulfilled integer not null default 0 check (fulfilled >= 0),
      cancelled integer not null default 0 check (cancelled >= 0),
      status text not null check (status in ('held', 'committed', 'released', 'expired', 'fulfilled', 'cancelled')),
      cart_id text,
      order_id text,
      order_line_id text,
      line_key text not null,
      address text,
      reasons text not null,
      expires_at integer,
      closed_at integer,
      created_at integer not null,
      updated_at integer not null,
      foreign key (variant_id, location_id) references inventory_levels (variant_id, location_id) on delete restrict,
      constraint reservations_quantity check (fulfilled + cancelled <= quantity),
      constraint reservations_expiry check ((status = 'held') = (expires_at is not null)),
      constraint reservations_closed check ((status in ('held', 'committed')) = (closed_at is null)),
      constraint reservations_order check (status in ('held', 'released', 'expired') or order_id is not null)
    ) strict, without rowid`,
    'create index reservations_level on reservations (variant_id, location_id, closed_at, expires_at)',
    'create index reservations_cart on reservations (cart_id) where cart_id is not null',
    'create index reservations_order on reservations (order_id) where order_id is not null',
    'create index reservations_due on reservations (expires_at) where expires_at is not null',
    'create index reservations_address on reservations (address) where address is not null',
    `create table stock_movements (
      number integer primary key not null,
      variant_id text not null,
      location_id text not null,
      on_hand integer not null,
      reserved integer not null,
      committed integer not null,
      unavailable integer not null,
      incoming integer not null,
      short integer not null,
      kind text not null,
      reason text,
      note text,
      cause_type text not null,
      cause_id text,
      reservation_id text,
      actor_kind text not null,
      actor_id text,
      command_id text not null,
      created_at integer not null
    ) strict`,
    'create index stock_movements_level on stock_movements (variant_id, location_id)',
    'create index stock_movements_cause on stock_movements (cause_id)',
    `create trigger stock_movements_apply after insert on stock_movements begin
      update inventory_levels set
        on_hand = on_hand + new.on_hand, reserved = reserved + new.reserved, committed = committed + new.committed,
        unavailable = unavailable + new.unavailable, incoming = incoming + new.incoming, short = short + new.short,
        version = version + 1, updated_at = new.created_at
      where variant_id = new.variant_id and location_id = new.location_id;
    end`,
    `create trigger stock_movements_keep before update on stock_movements begin
      select raise(abort, 'the stock ledger is append-only');
    end`,
    `create trigger stock_movements_stay before delete on stock_movements begin
      select raise(abort, 'the stock ledger is append-only');
    end`,
    `create table stock_tasks (
      id text primary key not null,
      kind text not null check (kind in ('backorder', 'count', 'intake')),
      variant_id text not null,
      location_id text not null,
      quantity integer not null check (quantity > 0),
      cause_type text not null,
      cause_id text,
      note text,
      status text not null check (status in ('open', 'done')),
      resolution text check (resolution in ('covered', 'dismissed')),
      closed_at integer,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      foreign key (variant_id, location_id) references inventory_levels (variant_id, location_id) on delete restrict,
      check ((status = 'done') = (resolution is not null)),
      check ((status = 'done') = (closed_at is not null))
    ) strict, without rowid`,
    'create index stock_tasks_level on stock_tasks (variant_id, location_id, status)',
    'create index stock_tasks_status on stock_tasks (status, id)',
    // A debt that is paid closes what was asked of people.
    `create trigger inventory_levels_covered after update on inventory_levels when old.short > 0 and new.short = 0 begin
      update stock_tasks set status = 'done', resolution = 'covered', closed_at = new.updated_at, updated_at = new.updated_at,
        version = version + 1
      where variant_id = new.variant_id and location_id = new.location_id and status = 'open';
    end`,
    // Crossing the threshold is noted in the write itself; a job announces it.
    `create trigger inventory_levels_low after update on inventory_levels
      when (new.low_at is not null and new.available <= new.low_at) <> (new.low_since is not null) begin
      update inventory_levels set
        low_since = case when new.low_at is not null and new.available <= new.low_at then new.updated_at end,
        low_announced_at = null
      where variant_id = new.variant_id and location_id = new.location_id;
    end`,
    `create table stock_transfers (
      id text primary key not null,
      from_location_id text references stock_locations (id) on delete restrict,
      to_location_id text not null references stock_locations (id) on delete restrict,
      status text not null check (status in ('draft', 'in_transit', 'received', 'cancelled')),
      reference text,
      note text,
      expected_at integer,
      shipped_at integer,
      closed_at integer,
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      check (from_location_id <> to_location_id)
    ) strict, without rowid`,
    'create index stock_transfers_status on stock_transfers (status, id)',
    'create index stock_transfers_to on stock_transfers (to_location_id, status)',
    'create index stock_transfers_from on stock_transfers (from_location_id) where from_location_id is not null',
    `create table stock_transfer_lines (
      transfer_id text not null references stock_transfers (id) on delete restrict,
      variant_id text not null references product_variants (id) on delete restrict,
      quantity integer not null check (quantity > 0),
      received integer not null default 0 check (received >= 0),
      cancelled integer not null default 0 check (cancelled >= 0),
      primary key (transfer_id, variant_id),
      constraint stock_transfer_lines_open check (received + cancelled <= quantity)
    ) strict, without rowid`,
    'create index stock_transfer_lines_variant on stock_transfer_lines (variant_id)',
  ],
}
