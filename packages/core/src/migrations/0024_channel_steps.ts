import type { Migration } from '../kernel/index.ts'

/** What a run asked of the channel, one by one; and the ways to values by key, to pages of listings and commands, and to runs that a dead process left. */
export const channelSteps: Migration = {
  name: '0024_channel_steps',
  statements: [
    `create table channel_steps (
      run_id text not null,
      number integer not null,
      name text not null,
      about text not null check (json_valid(about)),
      size integer not null,
      counts text not null check (json_valid(counts)),
      error text,
      started_at integer not null,
      ended_at integer not null,
      primary key (run_id, number)
    ) strict, without rowid`,
    'alter table channel_exchanges add column step integer',
    'create index channel_values_key on channel_values (connection_id, key)',
    'create index channel_listings_page on channel_listings (connection_id, id)',
    'create index channel_commands_newest on channel_commands (connection_id, created_at, id)',
    `create index channel_runs_running on channel_runs (connection_id) where status = 'running'`,
  ],
}
