import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Feeds at Pinterest that bring the file of this shop: they are taken away when the goods come otherwise. */
export const feeds = sqliteTable('pinterest_feeds', {
  connectionId: text('connection_id').primaryKey().notNull(),
  feedId: text('feed_id').notNull(),
})
