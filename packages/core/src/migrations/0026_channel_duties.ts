import type { Migration } from '../kernel/index.ts'

/** A message may be about a buyer whose data must go: the table is made anew, since its check cannot be changed. */
const hooks = [
  `create table channel_hooks_next (
    connection_id text not null,
    message_id text not null,
    about text not null check (about in ('order', 'listing', 'connection', 'buyer', 'nothing')),
    external_id text,
    body text not null,
    received_at integer not null,
    handled_at integer,
    primary key (connection_id, message_id)
  ) strict, without rowid`,
  `insert into channel_hooks_next (connection_id, message_id, about, external_id, body, received_at, handled_at)
    select connection_id, message_id, about, external_id, body, received_at, handled_at from channel_hooks`,
  'drop table channel_hooks',
  'alter table channel_hooks_next rename to channel_hooks',
  'create index channel_hooks_due on channel_hooks (connection_id, received_at) where handled_at is null',
  'create index channel_hooks_received on channel_hooks (received_at)',
]

export const channelDuties: Migration = {
  name: '0026_channel_duties',
  statements: [
    // What the channel showed as given back before a refund was told, and as what it keeps the one that was told.
    'alter table channel_commands add column shown text check (shown is null or json_valid(shown))',
    'alter table channel_commands add column told_as text',
    'create index channel_commands_told on channel_commands (connection_id, told_as) where told_as is not null',
    `alter table channel_orders add column erasure text check (erasure is null or erasure in ('asked', 'done'))`,
    `create index channel_orders_erasure on channel_orders (connection_id) where erasure = 'asked'`,
    ...hooks,
    `create table channel_quotas (
      connection_id text not null,
      name text not null,
      used integer not null check (used >= 0),
      ends_at integer not null,
      primary key (connection_id, name)
    ) strict, without rowid`,
    'create index channel_quotas_ended on channel_quotas (ends_at)',
  ],
}
