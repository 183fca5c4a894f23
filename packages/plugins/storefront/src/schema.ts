import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Page } from './windows/page.ts'

/** Paths that lead elsewhere, as the merchant wrote them. A source that ends in `/*` leads all below it. */
export const redirects = sqliteTable(
  'storefront_redirects',
  {
    id: text('id').primaryKey().notNull(),
    /** Id of the connection; empty: of all windows. */
    window: text('window').notNull().default(''),
    source: text('source').notNull(),
    /** A path of this site, or an address elsewhere. */
    target: text('target').notNull(),
    status: integer('status').$type<301 | 302 | 307 | 308>().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('storefront_redirects_source').on(table.source, table.window)],
)

/** One row. Whoever changes redirects counts it up, so that two who together would make a ring cannot both be right. */
export const books = sqliteTable('storefront_books', {
  id: integer('id').primaryKey().notNull(),
  version: integer('version').notNull(),
})

/** The page of a product on one window: as it is listed, or as it was before it was taken off. */
export const pages = sqliteTable(
  'storefront_pages',
  {
    connectionId: text('connection_id').notNull(),
    productId: text('product_id').notNull(),
    /** As the window calls it. */
    key: text('key').notNull(),
    isListed: integer('is_listed', { mode: 'boolean' }).notNull(),
    page: text('page', { mode: 'json' }).$type<Page>().notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.productId] }),
    index('storefront_pages_key').on(table.connectionId, table.key),
    index('storefront_pages_product').on(table.productId),
  ],
)

/** Products that a window listed by itself. It does so once: what somebody takes off stays off. */
export const offered = sqliteTable(
  'storefront_offered',
  {
    connectionId: text('connection_id').notNull(),
    productId: text('product_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.productId] }),
    index('storefront_offered_product').on(table.productId),
  ],
)

/** Owners are `visitor/vis_…` or `customer/cus_…`. */
export const views = sqliteTable(
  'storefront_views',
  {
    owner: text('owner').notNull(),
    productId: text('product_id').notNull(),
    viewedAt: integer('viewed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.productId] }),
    index('storefront_views_newest').on(table.owner, table.viewedAt),
    index('storefront_views_product').on(table.productId),
    index('storefront_views_age').on(table.viewedAt),
  ],
)

export const lists = sqliteTable(
  'storefront_lists',
  {
    id: text('id').primaryKey().notNull(),
    owner: text('owner').notNull(),
    /** The name as it is compared; `saved` is the one that everybody has. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('storefront_lists_name').on(table.owner, table.key),
    index('storefront_lists_age').on(table.updatedAt),
  ],
)

export const items = sqliteTable(
  'storefront_items',
  {
    listId: text('list_id').notNull(),
    productId: text('product_id').notNull(),
    /** Empty for the product as a whole. */
    variantId: text('variant_id').notNull(),
    note: text('note').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.productId, table.variantId] }),
    index('storefront_items_product').on(table.productId),
  ],
)
