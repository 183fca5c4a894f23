import type { Migration } from '../kernel/index.ts'

/** Whose account a connection is: two live ones of one account would take each of its orders twice. Filled when it is next asked for. */
export const channelIdentity: Migration = {
  name: '0027_channel_identity',
  statements: [
    'alter table channel_connections add column account text',
    `create unique index channel_connections_account on channel_connections (channel, account)
      where status = 'live' and account is not null`,
  ],
}
