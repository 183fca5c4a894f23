import type { Migration } from '@vitrine/core'

export const migrations: readonly Migration[] = [
  {
    name: '0001_pickups',
    statements: [
      `create table click_and_collect_stores (
        location_id text primary key not null,
        rules text not null check (json_valid(rules)),
        is_active integer not null default 1 check (is_active in (0, 1)),
        version integer not null default 1,
        updated_at integer not null
      ) strict, without rowid`,
      `create table click_and_collect_pickups (
        id text primary key not null,
        order_id text not null,
        order_number text not null,
        fulfillment_order_id text not null unique,
        location_id text not null,
        code text not null check (length(code) = 6),
        status text not null check (status in
          ('placed', 'picking', 'ready', 'part_collected', 'collected', 'expired', 'refused', 'cancelled')),
        email text,
        language text not null,
        name text not null,
        collector text,
        ready_by integer,
        ready_at integer,
        collect_until integer,
        reminded_at integer,
        closed_at integer,
        version integer not null default 1,
        created_at integer not null,
        updated_at integer not null,
        constraint click_and_collect_pickups_closed check
          ((closed_at is null) = (status in ('placed', 'picking', 'ready', 'part_collected')))
      ) strict`,
      // No two customers hold the same code while it is good for something.
      'create unique index click_and_collect_pickups_code on click_and_collect_pickups (code) where closed_at is null',
      'create index click_and_collect_pickups_used on click_and_collect_pickups (code, closed_at)',
      'create index click_and_collect_pickups_order on click_and_collect_pickups (order_id)',
      'create index click_and_collect_pickups_work on click_and_collect_pickups (location_id, status, ready_by)',
      'create index click_and_collect_pickups_until on click_and_collect_pickups (collect_until) where closed_at is null',
      `create table click_and_collect_lines (
        pickup_id text not null references click_and_collect_pickups (id) on delete restrict,
        line_id text not null,
        variant_id text,
        sku text,
        title text not null,
        variant_title text,
        image text,
        position integer not null,
        quantity integer not null check (quantity >= 0),
        picked integer not null default 0 check (picked >= 0 and picked <= quantity),
        collected integer not null default 0 check (collected >= 0 and collected <= quantity),
        primary key (pickup_id, line_id)
      ) strict, without rowid`,
      `create table click_and_collect_hand_overs (
        id text primary key not null,
        pickup_id text not null references click_and_collect_pickups (id) on delete restrict,
        lines text not null check (json_valid(lines)),
        collector text,
        actor_id text,
        at integer not null,
        undone_at integer,
        note text
      ) strict`,
      'create index click_and_collect_hand_overs_pickup on click_and_collect_hand_overs (pickup_id)',
      `create table click_and_collect_guesses (
        desk text primary key not null,
        wrong integer not null,
        since integer not null
      ) strict, without rowid`,
    ],
  },
]
