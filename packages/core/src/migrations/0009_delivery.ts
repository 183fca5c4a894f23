import type { Migration } from '../kernel/index.ts'

export const delivery: Migration = {
  name: '0009_delivery',
  statements: [
    `create table delivery_methods (
      id text primary key not null,
      code text not null unique,
      type text not null check (type in ('shipping', 'pickup', 'pickup_point', 'local', 'digital', 'carry_out')),
      status text not null check (status in ('active', 'archived')),
      position integer not null default 0,
      texts text not null check (json_valid(texts)),
      tax_class text,
      channel_ids text not null default '[]' check (json_valid(channel_ids)),
      min_days integer check (min_days >= 0),
      max_days integer check (max_days >= 0),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint delivery_methods_days check ((min_days is null) = (max_days is null) and (min_days is null or min_days <= max_days))
    ) strict`,
    'create index delivery_methods_created on delivery_methods (created_at, id)',
    // Locations belong to a later room; the key keeps a method from naming one that does not exist.
    `create table delivery_method_locations (
      method_id text not null references delivery_methods (id) on delete restrict,
      location_id text not null references stock_locations (id) on delete restrict,
      primary key (method_id, location_id)
    ) strict, without rowid`,
    'create index delivery_method_locations_location on delivery_method_locations (location_id)',
    `create table delivery_rates (
      id text primary key not null,
      method_id text not null references delivery_methods (id) on delete restrict,
      market_code text not null references markets (code) on delete restrict,
      currency text not null,
      countries text not null default '[]' check (json_valid(countries)),
      postal_codes text not null default '[]' check (json_valid(postal_codes)),
      min_weight_grams integer not null default 0 check (min_weight_grams >= 0),
      max_weight_grams integer,
      min_subtotal integer not null default 0 check (min_subtotal >= 0),
      max_subtotal integer,
      amount integer not null check (amount >= 0),
      free_from integer check (free_from >= 0),
      min_days integer check (min_days >= 0),
      max_days integer check (max_days >= 0),
      constraint delivery_rates_weight check (max_weight_grams is null or max_weight_grams >= min_weight_grams),
      constraint delivery_rates_subtotal check (max_subtotal is null or max_subtotal >= min_subtotal),
      constraint delivery_rates_days check ((min_days is null) = (max_days is null) and (min_days is null or min_days <= max_days))
    ) strict`,
    'create index delivery_rates_method on delivery_rates (method_id)',
    'create index delivery_rates_market on delivery_rates (market_code)',
  ],
}
