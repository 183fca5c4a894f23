import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Boards that show what is in a collection. */
export const boards = sqliteTable(
  'pinterest_boards',
  {
    connectionId: text('connection_id').notNull(),
    boardId: text('board_id').notNull(),
    collectionId: text('collection_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.boardId, table.collectionId] })],
)

/**
 * Which product is which Pin: Pinterest makes a second one of whoever asks twice. `pinId` is null until Pinterest told it.
 * `wanted` is to be made, `ending` to be taken away; `removed` was taken away by somebody at Pinterest, and stays so.
 */
export const pins = sqliteTable(
  'pinterest_pins',
  {
    id: text('id').primaryKey().notNull(),
    connectionId: text('connection_id').notNull(),
    boardId: text('board_id').notNull(),
    productId: text('product_id').notNull(),
    /** The collection that it is there for; null when somebody pinned the product itself. */
    collectionId: text('collection_id'),
    pinId: text('pin_id'),
    status: text('status', { enum: ['wanted', 'live', 'refused', 'ending', 'ended', 'removed'] }).notNull(),
    /** What the Pin says, as it was sent. */
    copy: text('copy'),
    error: text('error'),
    /** Its making was begun and nobody heard how it ended. */
    askedAt: integer('asked_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('pinterest_pins_place').on(table.connectionId, table.boardId, table.productId),
    index('pinterest_pins_work').on(table.connectionId, table.id).where(sql`status not in ('ended', 'removed')`),
  ],
)
export type PinRow = typeof pins.$inferSelect
