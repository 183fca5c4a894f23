import type { Migration } from '../kernel/index.ts'

/** When the rows that every shop starts with were made: the first of January 2026. */
const MADE = 1767225600000

export const markets: Migration = {
  name: '0004_markets',
  statements: [
    `create table markets (
      id text primary key not null,
      code text not null unique,
      name text not null,
      countries text not null check (json_valid(countries)),
      currency text not null,
      currencies text not null check (json_valid(currencies)),
      languages text not null check (json_valid(languages)),
      default_language text not null,
      prices_include_tax integer not null check (prices_include_tax in (0, 1)),
      tax_rounding text not null check (tax_rounding in ('line', 'total')),
      is_default integer not null default 0 check (is_default in (0, 1)),
      status text not null default 'active' check (status in ('active', 'archived')),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint market_default_active check (is_default = 0 or status = 'active')
    ) strict`,
    'create unique index markets_default on markets (is_default) where is_default = 1',
    `create table sales_channels (
      id text primary key not null,
      code text not null unique,
      name text not null,
      kind text not null check (kind in ('web', 'till', 'phone', 'marketplace', 'messenger', 'social', 'feed', 'agent')),
      market_codes text not null check (json_valid(market_codes)),
      is_default integer not null default 0 check (is_default in (0, 1)),
      publishes_new integer not null default 1 check (publishes_new in (0, 1)),
      status text not null default 'active' check (status in ('active', 'archived')),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint channel_default_active check (is_default = 0 or status = 'active')
    ) strict`,
    'create unique index sales_channels_default on sales_channels (is_default) where is_default = 1',
    `create table tax_zones (
      id text primary key not null,
      name text not null,
      country text not null,
      region text not null default '',
      shipping_class text,
      status text not null default 'active' check (status in ('active', 'archived')),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create unique index tax_zones_place on tax_zones (country, region) where status = 'active'`,
    `create table tax_rates (
      id text primary key not null,
      zone_id text not null references tax_zones (id) on delete restrict,
      tax_class text not null,
      basis_points integer not null check (basis_points between 0 and 10000),
      starts_at integer not null default 0,
      ends_at integer check (ends_at is null or ends_at > starts_at)
    ) strict`,
    'create unique index tax_rates_period on tax_rates (zone_id, tax_class, starts_at)',
    // A new shop can sell at once: one market for every country, one web channel.
    `insert into markets (id, code, name, countries, currency, currencies, languages, default_language,
        prices_include_tax, tax_rounding, is_default, created_at, updated_at)
      values ('mkt_00000000000000000000000001', 'main', 'Main market', '[]', 'EUR', '["EUR"]', '["en"]', 'en',
        1, 'line', 1, ${MADE}, ${MADE})`,
    `insert into sales_channels (id, code, name, kind, market_codes, is_default, publishes_new, created_at, updated_at)
      values ('chn_00000000000000000000000001', 'web', 'Web shop', 'web', '[]', 1, 1,
        ${MADE}, ${MADE})`,
  ],
}
