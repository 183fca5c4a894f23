import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** One sealed signing secret; the newest has no end, older ones sign along until theirs. */
export interface StoredSecret {
  readonly sealed: string
  /** Milliseconds. */
  readonly endsAt: number | null
}

/** Where a system of the merchant listens. `failures` and what follows it is its health and no part of its version. */
export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    id: text('id').primaryKey(),
    url: text('url').notNull(),
    description: text('description'),
    /** Null is every published event. */
    events: text('events', { mode: 'json' }).$type<readonly string[]>(),
    status: text('status', { enum: ['enabled', 'disabled', 'deleted'] }).notNull(),
    disabledReason: text('disabled_reason', { enum: ['staff', 'gone', 'failing'] }),
    secrets: text('secrets', { mode: 'json' }).$type<readonly StoredSecret[]>().notNull(),
    /** One after another, without a success between. */
    failures: integer('failures').notNull().default(0),
    failingSince: integer('failing_since'),
    warnedAt: integer('warned_at'),
    pausedUntil: integer('paused_until').notNull().default(0),
    lastError: text('last_error'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('webhook_endpoints_created').on(table.createdAt, table.id)],
)

/** What is sent, byte for byte. Its id is the `webhook-id`: that of the event, whoever gets it and however often. */
export const webhookMessages = sqliteTable('webhook_messages', {
  id: text('id').primaryKey(),
  /** Null for a test. */
  eventId: text('event_id'),
  type: text('type').notNull(),
  body: text('body').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** A message on its way to an endpoint. Due when `next_at` is past; who takes it moves that ahead, so that it comes back when he dies. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: text('id').primaryKey(),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'restrict' }),
    messageId: text('message_id')
      .notNull()
      .references(() => webhookMessages.id, { onDelete: 'restrict' }),
    type: text('type').notNull(),
    status: text('status', { enum: ['pending', 'delivered', 'failed'] }).notNull(),
    /** All that were ever made. */
    attempts: integer('attempts').notNull().default(0),
    /** Since it was queued or replayed: the place in the schedule. */
    tries: integer('tries').notNull().default(0),
    nextAt: integer('next_at'),
    leaseOwner: text('lease_owner'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_message').on(table.messageId, table.endpointId),
    index('webhook_deliveries_due').on(table.endpointId, table.status, table.nextAt),
    index('webhook_deliveries_created').on(table.createdAt, table.id),
    index('webhook_deliveries_endpoint').on(table.endpointId, table.createdAt, table.id),
    index('webhook_deliveries_lease').on(table.leaseOwner),
  ],
)

/** One call and what came of it, without secrets. */
export const webhookAttempts = sqliteTable(
  'webhook_attempts',
  {
    id: text('id').primaryKey(),
    deliveryId: text('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: 'restrict' }),
    number: integer('number').notNull(),
    at: integer('at').notNull(),
    outcome: text('outcome', { enum: ['delivered', 'refused', 'timeout', 'unreachable', 'blocked'] }).notNull(),
    durationMs: integer('duration_ms').notNull(),
    responseStatus: integer('response_status'),
    responseHeaders: text('response_headers', { mode: 'json' }).$type<Readonly<Record<string, string>>>(),
    responseBody: text('response_body'),
    error: text('error'),
  },
  (table) => [uniqueIndex('webhook_attempts_delivery').on(table.deliveryId, table.number)],
)
