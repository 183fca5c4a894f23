import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The outbox: what happened, in commit order. Written by the command that made it happen. */
export const events = sqliteTable(
  'events',
  {
    number: integer('number').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    name: text('name').notNull(),
    aggregate: text('aggregate').notNull(),
    data: text('data', { mode: 'json' }).$type<unknown>().notNull(),
    isPublic: integer('is_public', { mode: 'boolean' }).notNull(),
    occurredAt: integer('occurred_at').notNull(),
    commandId: text('command_id'),
  },
  (table) => [
    index('events_name').on(table.name, table.number),
    index('events_aggregate').on(table.aggregate, table.number),
  ],
)

/** One row per subscription: up to which number it has seen everything, and which process works on it. */
export const consumers = sqliteTable('event_consumers', {
  name: text('name').primaryKey(),
  cursor: integer('cursor').notNull(),
  leaseOwner: text('lease_owner'),
  leaseUntil: integer('lease_until').notNull().default(0),
  seenAt: integer('seen_at').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Events that a consumer could not take yet, or gave up on (`dead`). */
export const parked = sqliteTable(
  'event_parked',
  {
    consumer: text('consumer')
      .notNull()
      .references(() => consumers.name, { onDelete: 'restrict' }),
    number: integer('number')
      .notNull()
      .references(() => events.number, { onDelete: 'restrict' }),
    aggregate: text('aggregate').notNull(),
    status: text('status', { enum: ['waiting', 'dead'] }).notNull(),
    attempts: integer('attempts').notNull(),
    nextAt: integer('next_at').notNull(),
    error: text('error'),
    parkedAt: integer('parked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.consumer, table.number] }),
    index('event_parked_due').on(table.status, table.nextAt),
    index('event_parked_aggregate').on(table.consumer, table.aggregate, table.status, table.number),
    index('event_parked_number').on(table.number),
  ],
)
