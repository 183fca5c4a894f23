import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { connections } from './connection-tables.ts'
import type { Drift, ListingCause, ListingOverrides } from './model.ts'

/**
 * One item on one connection: what it should show there against what the channel last confirmed. `dirty` counts marks, `done` is the mark up
 * to which it was compared: there is work while they differ.
 */
export const listings = sqliteTable(
  'channel_listings',
  {
    id: text('id').primaryKey(),
    connectionId: text('connection_id')
      .notNull()
      .references(() => connections.id, { onDelete: 'restrict' }),
    /** Variant or product, as the channel lists. */
    itemId: text('item_id').notNull(),
    productId: text('product_id').notNull(),
    /** The channel's name of it. */
    key: text('key').notNull(),
    externalId: text('external_id'),
    status: text('status', {
      enum: ['draft', 'invalid', 'pending', 'live', 'rejected', 'drifted', 'ended'],
    }).notNull(),
    statusAt: integer('status_at').notNull(),
    cause: text('cause', { mode: 'json' }).$type<ListingCause>(),
    /** The merchant wants it there. */
    isWanted: integer('is_wanted', { mode: 'boolean' }).notNull(),
    /** It was sent at least once and not taken back since: something may be there. */
    isSent: integer('is_sent', { mode: 'boolean' }).notNull().default(false),
    overrides: text('overrides', { mode: 'json' }).$type<ListingOverrides>(),
    /** Last sent and not yet confirmed. */
    sent: text('sent', { mode: 'json' }).$type<unknown>(),
    sentHash: text('sent_hash'),
    confirmed: text('confirmed', { mode: 'json' }).$type<unknown>(),
    confirmedHash: text('confirmed_hash'),
    /** What the channel refused; it is not sent again until it is another. */
    refusedHash: text('refused_hash'),
    /** A call began whose outcome is not known: it is read back before anything is sent. */
    askedAt: integer('asked_at'),
    dirty: integer('dirty').notNull().default(1),
    done: integer('done').notNull().default(0),
    markedAt: integer('marked_at').notNull(),
    tries: integer('tries').notNull().default(0),
    retryAt: integer('retry_at').notNull().default(0),
    observeAt: integer('observe_at'),
    observations: integer('observations').notNull().default(0),
    /** What the channel shows in another way than it was told, and how often that was written over. */
    drift: text('drift', { mode: 'json' }).$type<Drift>(),
    /** With how many it may be sent at most, since more of them failed as a whole; null for as many as the channel takes. */
    together: integer('together'),
    /** When what was sent or confirmed first went out: with which file. */
    sentAt: integer('sent_at'),
    url: text('url'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('channel_listings_item').on(table.connectionId, table.itemId),
    uniqueIndex('channel_listings_key').on(table.connectionId, table.key),
    uniqueIndex('channel_listings_external').on(table.connectionId, table.externalId),
    index('channel_listings_status').on(table.connectionId, table.status, table.id),
    index('channel_listings_page').on(table.connectionId, table.id),
    index('channel_listings_product').on(table.productId),
    index('channel_listings_due').on(table.connectionId, table.retryAt).where(sql`dirty > done`),
    index('channel_listings_observe').on(table.connectionId, table.observeAt).where(sql`observe_at is not null`),
    index('channel_listings_drift').on(table.connectionId).where(sql`drift is not null`),
    index('channel_listings_refused').on(table.connectionId).where(sql`refused_hash = 'withdrawn'`),
  ],
)

/** The fast lane: stock and price of a variant on a connection, as wanted and as the channel last took it. */
export const listingValues = sqliteTable(
  'channel_values',
  {
    connectionId: text('connection_id').notNull(),
    lane: text('lane', { enum: ['stock', 'prices'] }).notNull(),
    variantId: text('variant_id').notNull(),
    listingId: text('listing_id')
      .notNull()
      .references(() => listings.id, { onDelete: 'restrict' }),
    key: text('key').notNull(),
    /** The listing is at the channel, so that it can take values. */
    isThere: integer('is_there', { mode: 'boolean' }).notNull(),
    /** Quantity and places, or price; compared as text. */
    confirmed: text('confirmed'),
    confirmedAt: integer('confirmed_at'),
    sent: text('sent'),
    cause: text('cause', { mode: 'json' }).$type<ListingCause>(),
    dirty: integer('dirty').notNull().default(1),
    done: integer('done').notNull().default(0),
    markedAt: integer('marked_at').notNull(),
    tries: integer('tries').notNull().default(0),
    retryAt: integer('retry_at').notNull().default(0),
    /** As those of listings. */
    drift: text('drift', { mode: 'json' }).$type<Drift>(),
    together: integer('together'),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.lane, table.variantId] }),
    index('channel_values_variant').on(table.variantId, table.lane),
    index('channel_values_listing').on(table.listingId),
    index('channel_values_key').on(table.connectionId, table.key),
    index('channel_values_due')
      .on(table.connectionId, table.lane, table.retryAt)
      .where(sql`dirty > done and is_there = 1`),
  ],
)

/** Work that a channel took and has not judged yet. */
export const receipts = sqliteTable(
  'channel_receipts',
  {
    connectionId: text('connection_id').notNull(),
    receipt: text('receipt').notNull(),
    lane: text('lane', { enum: ['listings', 'stock', 'prices', 'commands'] }).notNull(),
    /** Keys of the listings, or ids of the commands, that it is about. */
    keys: text('keys', { mode: 'json' }).$type<string[]>().notNull(),
    polls: integer('polls').notNull().default(0),
    pollAt: integer('poll_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.receipt] }),
    index('channel_receipts_due').on(table.connectionId, table.pollAt),
  ],
)
