import type { Migration } from '@vitrine/core'

export const migrations: readonly Migration[] = [
  {
    name: '0001_pins',
    statements: [
      `create table pinterest_boards (
        connection_id text not null, board_id text not null, collection_id text not null, created_at integer not null,
        primary key (connection_id, board_id, collection_id)) strict, without rowid`,
      `create table pinterest_pins (
        id text primary key not null,
        connection_id text not null, board_id text not null, product_id text not null, collection_id text,
        pin_id text, status text not null check (status in ('wanted', 'live', 'refused', 'ending', 'ended', 'removed')),
        copy text, error text, created_at integer not null, updated_at integer not null) strict`,
      'create unique index pinterest_pins_place on pinterest_pins (connection_id, board_id, product_id)',
      `create index pinterest_pins_work on pinterest_pins (connection_id, id) where status not in ('ended', 'removed')`,
      `create table pinterest_conversions (
        connection_id text not null, order_id text not null,
        status text not null check (status in ('sent', 'refused')), message text, at integer not null,
        primary key (connection_id, order_id)) strict, without rowid`,
    ],
  },
  { name: '0002_asked', statements: ['alter table pinterest_pins add column asked_at integer'] },
  {
    name: '0003_feeds',
    statements: [
      'create table pinterest_feeds (connection_id text primary key not null, feed_id text not null) strict, without rowid',
    ],
  },
]
