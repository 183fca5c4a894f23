import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeedSettings } from '../settings.ts'

/** How often something was said, over all items of a feed. */
export interface Count {
  readonly severity: 'error' | 'warning'
  readonly code: string
  /** The platform's name. */
  readonly field: string
  /** Items. */
  readonly items: number
}

/** The file of each connection, as it was made last. */
export const files = sqliteTable('product_feed_files', {
  connectionId: text('connection_id').primaryKey().notNull(),
  /** Null until the first one is made. */
  version: text('version'),
  /** The one of before, whose readers may not be done. */
  before: text('before'),
  isPublic: integer('is_public', { mode: 'boolean' }).notNull(),
  /** The settings that it was made with, as JSON. */
  madeOf: text('made_of', { mode: 'json' }).$type<FeedSettings>(),
  /** SHA-256 of the file, before it is packed. */
  hash: text('hash'),
  parts: integer('parts').notNull(),
  size: integer('size').notNull(),
  packedSize: integer('packed_size').notNull(),
  /** When the content changed. */
  changedAt: integer('changed_at'),
  /** When it was looked at last, whether or not it had changed. */
  madeAt: integer('made_at'),
  took: integer('took').notNull(),
  /** Somebody wants it anew since then. */
  askedAt: integer('asked_at'),
  items: integer('items').notNull(),
  refused: integer('refused').notNull(),
  warned: integer('warned').notNull(),
  counts: text('counts', { mode: 'json' }).$type<readonly Count[]>().notNull(),
  error: text('error'),
})
export type FileRow = typeof files.$inferSelect

/** The packed file in pieces. */
export const parts = sqliteTable(
  'product_feed_parts',
  {
    version: text('version').notNull(),
    number: integer('number').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.number] })],
)

/** What is wrong with which item of a file. */
export const issues = sqliteTable(
  'product_feed_issues',
  {
    version: text('version').notNull(),
    number: integer('number').notNull(),
    key: text('key').notNull(),
    productId: text('product_id').notNull(),
    severity: text('severity', { enum: ['error', 'warning'] }).notNull(),
    code: text('code').notNull(),
    field: text('field').notNull(),
    message: text('message').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.number] }),
    index('product_feed_issues_code').on(table.version, table.code, table.field, table.number),
  ],
)
export type IssueRow = typeof issues.$inferSelect
