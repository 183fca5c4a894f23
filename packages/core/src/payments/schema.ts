import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { NextAction, PaymentError } from './model.ts'

/** One intent to pay, at one provider, for one cart and later its order. The provider knows it by our key, which is its id. */
export const paymentSessions = sqliteTable(
  'payment_sessions',
  {
    id: text('id').primaryKey(),
    cartId: text('cart_id'),
    orderId: text('order_id'),
    marketId: text('market_id').notNull(),
    provider: text('provider').notNull(),
    status: text('status', {
      enum: ['open', 'processing', 'requires_action', 'authorized', 'declined', 'cancelled'],
    }).notNull(),
    /** 1 while it may still bring money for its cart: a cart has at most one such session. Null otherwise. */
    isLive: integer('is_live'),
    captureMode: text('capture_mode', { enum: ['automatic', 'manual'] }).notNull(),
    currency: text('currency').notNull(),
    /** What the buyer agreed to pay, in minor units. */
    amount: integer('amount').notNull(),
    authorized: integer('authorized').notNull().default(0),
    capturing: integer('capturing').notNull().default(0),
    captured: integer('captured').notNull().default(0),
    voiding: integer('voiding').notNull().default(0),
    voided: integer('voided').notNull().default(0),
    refunding: integer('refunding').notNull().default(0),
    refunded: integer('refunded').notNull().default(0),
    /** The provider's own id of the intent. */
    providerRef: text('provider_ref'),
    data: text('data', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
    /** Where the provider sends the buyer back to. */
    returnUrl: text('return_url'),
    nextAction: text('next_action', { mode: 'json' }).$type<NextAction>(),
    error: text('error', { mode: 'json' }).$type<PaymentError>(),
    /** When the provider was asked for the money. */
    askedAt: integer('asked_at'),
    /** When the intent is to be read back; null when nothing is awaited. */
    readAt: integer('read_at'),
    reads: integer('reads').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('payment_sessions_live').on(table.cartId, table.isLive),
    uniqueIndex('payment_sessions_ref').on(table.provider, table.providerRef).where(sql`provider_ref is not null`),
    index('payment_sessions_order').on(table.orderId).where(sql`order_id is not null`),
    index('payment_sessions_read').on(table.readAt).where(sql`read_at is not null`),
    index('payment_sessions_updated').on(table.updatedAt, table.id),
  ],
)

/** Every movement of money that was asked for, with its outcome. Its id is our idempotency key at the provider. */
export const paymentTransactions = sqliteTable(
  'payment_transactions',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => paymentSessions.id, { onDelete: 'restrict' }),
    provider: text('provider').notNull(),
    kind: text('kind', { enum: ['authorize', 'capture', 'cancel', 'refund'] }).notNull(),
    status: text('status', { enum: ['pending', 'succeeded', 'failed'] }).notNull(),
    /** The provider's id of this movement. */
    ref: text('ref'),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    reason: text('reason'),
    error: text('error', { mode: 'json' }).$type<PaymentError>(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    /** When a pending one is to be asked again; null when settled. */
    retryAt: integer('retry_at'),
    attempts: integer('attempts').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('payment_transactions_ref').on(table.provider, table.kind, table.ref).where(sql`ref is not null`),
    index('payment_transactions_session').on(table.sessionId),
    index('payment_transactions_retry').on(table.retryAt).where(sql`retry_at is not null`),
  ],
)

/** Which providers a market offers. A market without rows offers every provider that moves real money, and in development the sandbox. */
export const paymentMethods = sqliteTable(
  'payment_methods',
  {
    marketId: text('market_id').notNull(),
    provider: text('provider').notNull(),
    position: integer('position').notNull(),
    captureMode: text('capture_mode', { enum: ['automatic', 'manual'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.marketId, table.provider] })],
)

/** What providers told us, as it came, once per message id. */
export const paymentWebhooks = sqliteTable(
  'payment_webhooks',
  {
    provider: text('provider').notNull(),
    messageId: text('message_id').notNull(),
    body: text('body').notNull(),
    sessionKey: text('session_key'),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.messageId] }),
    index('payment_webhooks_received').on(table.receivedAt),
  ],
)

/** The memory of the sandbox provider: what a real one would keep on its own servers. */
export const sandboxIntents = sqliteTable('sandbox_intents', {
  key: text('key').primaryKey(),
  behaviour: text('behaviour').notNull(),
  captureMode: text('capture_mode', { enum: ['automatic', 'manual'] }).notNull(),
  amount: integer('amount').notNull(),
  currency: text('currency').notNull(),
  returnUrl: text('return_url'),
  /** The buyer's answer on the sandbox's page: 1 confirmed, 0 refused. */
  confirmed: integer('confirmed'),
  isCancelled: integer('is_cancelled', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
})

export const sandboxOperations = sqliteTable(
  'sandbox_operations',
  {
    key: text('key').primaryKey(),
    intentKey: text('intent_key').notNull(),
    kind: text('kind', { enum: ['capture', 'cancel', 'refund'] }).notNull(),
    amount: integer('amount').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('sandbox_operations_intent').on(table.intentKey)],
)
