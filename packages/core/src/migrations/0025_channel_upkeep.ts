import type { Migration } from '../kernel/index.ts'

/** What a channel shows in its own way, how many may be sent together after a batch failed, and since when a shape is out. */
export const channelUpkeep: Migration = {
  name: '0025_channel_upkeep',
  statements: [
    'alter table channel_listings add column drift text check (drift is null or json_valid(drift))',
    'alter table channel_listings add column together integer',
    'alter table channel_listings add column sent_at integer',
    'alter table channel_values add column drift text check (drift is null or json_valid(drift))',
    'alter table channel_values add column together integer',
    'create index channel_listings_drift on channel_listings (connection_id) where drift is not null',
    `create index channel_listings_refused on channel_listings (connection_id) where refused_hash = 'withdrawn'`,
  ],
}
