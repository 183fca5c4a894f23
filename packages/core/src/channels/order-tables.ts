import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { connections } from './connection-tables.ts'
import type { ForeignOrder } from './foreign-order.ts'
import type { IntakeIssue } from './model.ts'

/** Orders of channels as they came: stored before they are understood, applied once. */
export const intake = sqliteTable(
  'channel_orders',
  {
    id: text('id').primaryKey(),
    connectionId: text('connection_id')
      .notNull()
      .references(() => connections.id, { onDelete: 'restrict' }),
    externalId: text('external_id').notNull(),
    raw: text('raw', { mode: 'json' }).$type<unknown>().notNull(),
    rawHash: text('raw_hash').notNull(),
    /** Of the raw order that was last applied. */
    appliedVersion: text('applied_version'),
    /** The order as it was understood when it was last applied: what differs from it has changed at the channel since. */
    applied: text('applied', { mode: 'json' }).$type<ForeignOrder>(),
    status: text('status', { enum: ['stored', 'applied', 'parked', 'waiting'] }).notNull(),
    orderId: text('order_id'),
    issue: text('issue', { mode: 'json' }).$type<IntakeIssue>(),
    /** What the channel keeps and when it pays, as it said last. */
    fees: text('fees', { mode: 'json' }).$type<{ kind: string; amount: number }[]>(),
    settlement: text('settlement', { mode: 'json' }).$type<unknown>(),
    /** The buyer's data must go; `asked` while the order needs it still. */
    erasure: text('erasure', { enum: ['asked', 'done'] }),
    dirty: integer('dirty').notNull().default(1),
    done: integer('done').notNull().default(0),
    tries: integer('tries').notNull().default(0),
    retryAt: integer('retry_at').notNull().default(0),
    receivedAt: integer('received_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('channel_orders_external').on(table.connectionId, table.externalId),
    index('channel_orders_order').on(table.orderId).where(sql`order_id is not null`),
    index('channel_orders_status').on(table.connectionId, table.status, table.receivedAt),
    index('channel_orders_parked').on(table.connectionId).where(sql`status = 'parked'`),
    index('channel_orders_due').on(table.connectionId, table.retryAt).where(sql`dirty > done`),
    index('channel_orders_erasure').on(table.connectionId).where(sql`erasure = 'asked'`),
  ],
)

/** Lines of an order under the channel's ids, so that commands can name them. */
export const intakeLines = sqliteTable(
  'channel_order_lines',
  {
    orderLineId: text('order_line_id').primaryKey(),
    intakeId: text('intake_id')
      .notNull()
      .references(() => intake.id, { onDelete: 'restrict' }),
    externalId: text('external_id').notNull(),
    key: text('key').notNull(),
  },
  (table) => [index('channel_order_lines_intake').on(table.intakeId)],
)

/** What staff said that the channel means by a key that is no item of ours. */
export const channelKeys = sqliteTable(
  'channel_keys',
  {
    connectionId: text('connection_id').notNull(),
    key: text('key').notNull(),
    variantId: text('variant_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.key] })],
)

/** What the shop must tell a channel about an order. Each owes an outcome. */
export const channelCommands = sqliteTable(
  'channel_commands',
  {
    id: text('id').primaryKey(),
    connectionId: text('connection_id')
      .notNull()
      .references(() => connections.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: ['acknowledge', 'ship', 'cancel', 'refund', 'ready'] }).notNull(),
    /** What it is about, once: the fulfilment, the cancellation, the refund. */
    subject: text('subject').notNull(),
    orderId: text('order_id').notNull(),
    externalId: text('external_id').notNull(),
    payload: text('payload', { mode: 'json' }).$type<unknown>().notNull(),
    status: text('status', { enum: ['waiting', 'pending', 'done', 'refused', 'failed', 'skipped'] }).notNull(),
    /** A call began whose outcome is not known. */
    askedAt: integer('asked_at'),
    outcome: text('outcome', { mode: 'json' }).$type<unknown>(),
    /** What the channel showed as given back before a refund was told for the first time: the channel's ids. */
    shown: text('shown', { mode: 'json' }).$type<readonly string[]>(),
    /** The channel's id of what was done. */
    toldAs: text('told_as'),
    tries: integer('tries').notNull().default(0),
    retryAt: integer('retry_at').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('channel_commands_subject').on(table.connectionId, table.kind, table.subject),
    index('channel_commands_due').on(table.connectionId, table.retryAt).where(sql`status = 'waiting'`),
    index('channel_commands_order').on(table.orderId),
    index('channel_commands_status').on(table.connectionId, table.status, table.createdAt),
    index('channel_commands_newest').on(table.connectionId, table.createdAt, table.id),
    index('channel_commands_told').on(table.connectionId, table.toldAs).where(sql`told_as is not null`),
  ],
)

/** Webhooks as they came in, verified; the same message is stored once. */
export const hooks = sqliteTable(
  'channel_hooks',
  {
    connectionId: text('connection_id').notNull(),
    messageId: text('message_id').notNull(),
    about: text('about', { enum: ['order', 'listing', 'connection', 'buyer', 'nothing'] }).notNull(),
    externalId: text('external_id'),
    body: text('body').notNull(),
    receivedAt: integer('received_at').notNull(),
    handledAt: integer('handled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.messageId] }),
    index('channel_hooks_due').on(table.connectionId, table.receivedAt).where(sql`handled_at is null`),
    index('channel_hooks_received').on(table.receivedAt),
  ],
)
