import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Which products a channel lists, and from when to when. */
export const browseProducts = sqliteTable(
  'browse_products',
  {
    channelId: text('channel_id').notNull(),
    productId: text('product_id').notNull(),
    createdAt: integer('created_at').notNull(),
    publishAt: integer('publish_at').notNull(),
    unpublishAt: integer('unpublish_at'),
    /** Whether it was in force when it was last looked at: so it is counted. */
    listed: integer('listed', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.productId] }),
    index('browse_products_newest').on(table.channelId, table.createdAt, table.productId),
    index('browse_products_product').on(table.productId),
    index('browse_products_starts').on(table.channelId, table.listed, table.publishAt),
    index('browse_products_ends').on(table.channelId, table.listed, table.unpublishAt, table.publishAt),
  ],
)

/** The lowest price of a product in a market and currency, as it is now. */
export const browsePrices = sqliteTable(
  'browse_prices',
  {
    marketId: text('market_id').notNull(),
    currency: text('currency').notNull(),
    productId: text('product_id').notNull(),
    amount: integer('amount').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.marketId, table.currency, table.productId] }),
    index('browse_prices_amount').on(table.marketId, table.currency, table.amount, table.productId),
    index('browse_prices_product').on(table.productId),
  ],
)

/** Folded titles, to sort by. */
export const browseTitles = sqliteTable(
  'browse_titles',
  {
    language: text('language').notNull(),
    productId: text('product_id').notNull(),
    title: text('title').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.language, table.productId] }),
    index('browse_titles_title').on(table.language, table.title, table.productId),
    index('browse_titles_product').on(table.productId),
  ],
)

export const browseStock = sqliteTable('browse_stock', {
  productId: text('product_id').primaryKey(),
  available: integer('available', { mode: 'boolean' }).notNull(),
})

/** Options of variants and attributes of products as folded key and value: `option.size` = `m`. */
export const browseFacets = sqliteTable(
  'browse_facets',
  {
    productId: text('product_id').notNull(),
    key: text('key').notNull(),
    value: text('value').notNull(),
    /** Empty for what belongs to the whole product. */
    variantId: text('variant_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.key, table.value, table.variantId] }),
    index('browse_facets_value').on(table.key, table.value, table.productId, table.variantId),
  ],
)

/** How keys (with an empty value) and values of facets are called, by language. */
export const browseNames = sqliteTable(
  'browse_names',
  {
    key: text('key').notNull(),
    value: text('value').notNull(),
    language: text('language').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    swatch: text('swatch'),
  },
  (table) => [primaryKey({ columns: [table.key, table.value, table.language] })],
)

/** Folded SKUs and barcodes. */
export const browseCodes = sqliteTable(
  'browse_codes',
  { code: text('code').notNull(), productId: text('product_id').notNull() },
  (table) => [
    primaryKey({ columns: [table.code, table.productId] }),
    index('browse_codes_product').on(table.productId),
  ],
)

/** The number under which the full-text indexes and the blocks know a product, and its facets as one list of numbers. */
export const browseDocuments = sqliteTable(
  'browse_documents',
  {
    number: integer('number').primaryKey(),
    productId: text('product_id').notNull(),
    facets: text('facets', { mode: 'json' }).$type<readonly number[]>().notNull().default([]),
  },
  (table) => [uniqueIndex('browse_documents_product').on(table.productId)],
)

/** Numbers of facet values; 1 is said of every product, 2 of those that can be had. */
export const browseValues = sqliteTable(
  'browse_values',
  { id: integer('id').primaryKey(), key: text('key').notNull(), value: text('value').notNull() },
  (table) => [uniqueIndex('browse_values_key').on(table.key, table.value)],
)

/** How many listed products of a collection (empty: of the whole shop) have a value; kept by triggers. */
export const browseCounts = sqliteTable(
  'browse_counts',
  {
    channelId: text('channel_id').notNull(),
    collectionId: text('collection_id').notNull(),
    valueId: integer('value_id').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.collectionId, table.valueId] })],
)

/** A block is 1 024 product numbers; its version moves with whatever the index holds of one of them. */
export const browseBlocks = sqliteTable('browse_blocks', {
  block: integer('block').primaryKey(),
  version: integer('version').notNull(),
})
