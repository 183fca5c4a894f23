import type { Migration } from '../kernel/index.ts'

/** When the rows that every shop starts with were made: the first of January 2026. */
const MADE = 1767225600000

/** One row of history for a price as it stands: from now or its start until its end, as far as its list is open. */
const record = (now: string, from: string) => `insert into price_history
        (price_id, variant_id, currency, price_list_id, market_id, priority, amount, starts_at, from_at, to_at)
      select p.id, p.variant_id, p.currency, p.price_list_id, l.market_id, l.priority, p.amount, p.starts_at,
        max(${now}, p.starts_at, l.starts_at),
        nullif(min(coalesce(p.ends_at, 9000000000000000), coalesce(l.ends_at, 9000000000000000)), 9000000000000000)
      from ${from}
      where p.min_quantity = 1 and l.status = 'active'
        and max(${now}, p.starts_at, l.starts_at) < min(coalesce(p.ends_at, 9000000000000000), coalesce(l.ends_at, 9000000000000000));`

/** What was planned goes, what is in force ends. */
const close = (which: string, now: string) => `delete from price_history where ${which} and from_at >= ${now};
      update price_history set to_at = ${now} where ${which} and (to_at is null or to_at > ${now});`

export const pricing: Migration = {
  name: '0008_pricing',
  statements: [
    `create table price_lists (
      id text primary key not null,
      code text not null unique,
      name text not null,
      kind text not null default 'regular' check (kind in ('regular', 'sale')),
      market_id text references markets (id) on delete restrict,
      priority integer not null default 0,
      starts_at integer not null default 0,
      ends_at integer check (ends_at is null or ends_at > starts_at),
      is_default integer not null default 0 check (is_default in (0, 1)),
      status text not null default 'active' check (status in ('active', 'archived')),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null,
      constraint price_list_default_open check (
        is_default = 0 or (status = 'active' and kind = 'regular' and market_id is null and starts_at = 0 and ends_at is null))
    ) strict`,
    'create unique index price_lists_default on price_lists (is_default) where is_default = 1',
    `create table prices (
      id text primary key not null,
      variant_id text not null references product_variants (id) on delete restrict,
      price_list_id text not null references price_lists (id) on delete restrict,
      currency text not null,
      min_quantity integer not null default 1 check (min_quantity >= 1),
      amount integer not null check (amount >= 0),
      compare_at integer check (compare_at is null or compare_at > amount),
      starts_at integer not null default 0,
      ends_at integer check (ends_at is null or ends_at > starts_at),
      version integer not null default 1,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    'create unique index prices_key on prices (variant_id, currency, price_list_id, min_quantity, starts_at)',
    'create index prices_list on prices (price_list_id, variant_id)',
    'create index prices_updated on prices (updated_at, id)',
    'create index prices_starts on prices (starts_at) where starts_at > 0',
    'create index prices_ends on prices (ends_at) where ends_at is not null',
    `create table price_history (
      number integer primary key autoincrement,
      price_id text not null,
      variant_id text not null,
      currency text not null,
      price_list_id text not null,
      market_id text,
      priority integer not null,
      amount integer not null,
      starts_at integer not null,
      from_at integer not null,
      to_at integer
    ) strict`,
    'create index price_history_variant on price_history (variant_id, currency, from_at)',
    'create index price_history_price on price_history (price_id)',
    `create table price_turns (
      id integer primary key not null check (id = 1),
      turned_at integer not null
    ) strict`,
    'insert into price_turns (id, turned_at) values (1, 0)',
    `create trigger price_history_insert after insert on prices begin
      ${record('new.created_at', 'prices p join price_lists l on l.id = p.price_list_id and p.id = new.id')}
    end`,
    `create trigger price_history_update after update of amount, starts_at, ends_at, min_quantity on prices begin
      ${close('price_id = new.id', 'new.updated_at')}
      ${record('new.updated_at', 'prices p join price_lists l on l.id = p.price_list_id and p.id = new.id')}
    end`,
    `create trigger price_history_list after update of market_id, priority, starts_at, ends_at, status on price_lists begin
      ${close('price_id in (select id from prices where price_list_id = new.id)', 'new.updated_at')}
      ${record('new.updated_at', 'prices p join price_lists l on l.id = p.price_list_id and l.id = new.id')}
    end`,
    `insert into price_lists (id, code, name, is_default, created_at, updated_at)
      values ('prl_00000000000000000000000001', 'default', 'Default prices', 1,
        ${MADE}, ${MADE})`,
  ],
}
