import type { Migration } from '../kernel/index.ts'

export const events: Migration = {
  name: '0002_events',
  statements: [
    // AUTOINCREMENT: a number is never used twice, also after pruning, so cursors and Last-Event-ID stay true.
    `create table events (
      number integer primary key autoincrement,
      id text not null unique,
      name text not null,
      aggregate text not null,
      data text not null,
      is_public integer not null check (is_public in (0, 1)),
      occurred_at integer not null,
      command_id text
    ) strict`,
    'create index events_name on events (name, number)',
    'create index events_aggregate on events (aggregate, number)',
    `create table event_consumers (
      name text primary key not null,
      cursor integer not null check (cursor >= 0),
      lease_owner text,
      lease_until integer not null default 0,
      seen_at integer not null,
      created_at integer not null
    ) strict, without rowid`,
    `create table event_parked (
      consumer text not null references event_consumers (name) on delete restrict,
      number integer not null references events (number) on delete restrict,
      aggregate text not null,
      status text not null check (status in ('waiting', 'dead')),
      attempts integer not null check (attempts >= 0),
      next_at integer not null,
      error text,
      parked_at integer not null,
      primary key (consumer, number)
    ) strict, without rowid`,
    'create index event_parked_due on event_parked (status, next_at)',
    'create index event_parked_aggregate on event_parked (consumer, aggregate, status, number)',
    'create index event_parked_number on event_parked (number)',
  ],
}
