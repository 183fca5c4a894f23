import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { salesChannels } from '../markets/index.ts'
import type { ConnectionFault, PricePolicy, StockPolicy } from './model.ts'

/** Accounts on outside platforms, several of one platform if need be. Credentials and tokens are sealed. */
export const connections = sqliteTable('channel_connections', {
  id: text('id').primaryKey(),
  /** Id of the plugin. */
  channel: text('channel').notNull(),
  name: text('name').notNull(),
  /** A first connect is a dry run until somebody confirmed it: everything is mapped and compared, nothing is sent. */
  status: text('status', { enum: ['dry_run', 'live', 'paused'] }).notNull(),
  settings: text('settings', { mode: 'json' }).$type<unknown>().notNull(),
  credentials: text('credentials'),
  tokens: text('tokens'),
  tokensExpireAt: integer('tokens_expire_at'),
  /** Hash of what makes the account the same one; null when the channel has none, or could not tell yet. No two live ones of a channel. */
  account: text('account'),
  salesChannelId: text('sales_channel_id')
    .notNull()
    .references(() => salesChannels.id, { onDelete: 'restrict' }),
  /** Code of the market: it decides currency and prices. */
  market: text('market').notNull(),
  currency: text('currency').notNull(),
  language: text('language').notNull(),
  stockPolicy: text('stock_policy', { mode: 'json' }).$type<StockPolicy>().notNull(),
  pricePolicy: text('price_policy', { mode: 'json' }).$type<PricePolicy>().notNull(),
  /** What somebody changed on the channel is written over, or only told. */
  onDrift: text('on_drift', { enum: ['overwrite', 'report'] }).notNull(),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** How each connection does; written by the engine, apart from what the merchant writes. */
export const health = sqliteTable('channel_health', {
  connectionId: text('connection_id').primaryKey(),
  /** Failures without a success between them; from a number on the circuit is open until `open_until`. */
  failures: integer('failures').notNull().default(0),
  openUntil: integer('open_until'),
  /** Set when nothing goes until somebody acts: the account must be connected again. */
  fault: text('fault', { mode: 'json' }).$type<ConnectionFault>(),
  lastSuccessAt: integer('last_success_at'),
  lastFailureAt: integer('last_failure_at'),
  lastFailure: text('last_failure'),
})

/** Which process works for a connection; taken up by another when it was not renewed. */
export const leases = sqliteTable('channel_leases', {
  connectionId: text('connection_id').primaryKey(),
  owner: text('owner').notNull(),
  until: integer('until').notNull(),
})

/** How far each lane of a connection has come, and when it is looked at next. */
export const lanes = sqliteTable(
  'channel_lanes',
  {
    connectionId: text('connection_id').notNull(),
    lane: text('lane').notNull(),
    cursor: text('cursor'),
    nextAt: integer('next_at').notNull().default(0),
    failures: integer('failures').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.lane] })],
)

/** Token buckets that all processes share. */
export const buckets = sqliteTable(
  'channel_buckets',
  {
    connectionId: text('connection_id').notNull(),
    bucket: text('bucket').notNull(),
    tokens: real('tokens').notNull(),
    /** When `tokens` were counted. */
    countedAt: integer('counted_at').notNull(),
    /** As the platform last said; null: as the plugin declares. */
    rate: real('rate'),
    blockedUntil: integer('blocked_until').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.bucket] })],
)

/** How much of what a platform allows for a while was used: counts that all processes share. */
export const quotas = sqliteTable(
  'channel_quotas',
  {
    connectionId: text('connection_id').notNull(),
    name: text('name').notNull(),
    used: integer('used').notNull(),
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.name] }),
    index('channel_quotas_ended').on(table.endsAt),
  ],
)

/** Policies of a collection, product or variant, in place of the connection's. */
export const policies = sqliteTable(
  'channel_policies',
  {
    connectionId: text('connection_id').notNull(),
    kind: text('kind', { enum: ['stock', 'price'] }).notNull(),
    scope: text('scope', { enum: ['collection', 'product', 'variant'] }).notNull(),
    subjectId: text('subject_id').notNull(),
    policy: text('policy', { mode: 'json' }).$type<StockPolicy | PricePolicy>().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.kind, table.scope, table.subjectId] })],
)

/** Our words in the channel's: categories by collection or product type, attributes by key. */
export const mappings = sqliteTable(
  'channel_mappings',
  {
    connectionId: text('connection_id').notNull(),
    kind: text('kind', { enum: ['category', 'attribute', 'value'] }).notNull(),
    ours: text('ours').notNull(),
    theirs: text('theirs').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.kind, table.ours] })],
)
