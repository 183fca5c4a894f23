import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Orders that Pinterest was told, or that it did not take. */
export const conversions = sqliteTable(
  'pinterest_conversions',
  {
    connectionId: text('connection_id').notNull(),
    orderId: text('order_id').notNull(),
    status: text('status', { enum: ['sent', 'refused'] }).notNull(),
    /** Pinterest's words. */
    message: text('message'),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.orderId] })],
)
