import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { salesChannels } from '../markets/index.ts'
import { media } from './media-tables.ts'
import { record } from './record.ts'

/** What is shown and described. Texts are in `language`; translations lie beside. */
export const products = sqliteTable(
  'products',
  {
    id: text('id').primaryKey(),
    handle: text('handle').notNull().unique(),
    language: text('language').notNull(),
    title: text('title').notNull(),
    /** Safe HTML: cleaned when it was written. */
    description: text('description').notNull().default(''),
    status: text('status', { enum: ['draft', 'active', 'archived'] })
      .notNull()
      .default('draft'),
    type: text('type').notNull().default(''),
    vendor: text('vendor').notNull().default(''),
    /** Sorted; a trigger keeps `product_tags` the same. */
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull().default([]),
    taxClass: text('tax_class').notNull().default('standard'),
    seoTitle: text('seo_title'),
    seoDescription: text('seo_description'),
    ...record,
  },
  (table) => [
    index('products_status').on(table.status, table.createdAt, table.id),
    index('products_updated').on(table.updatedAt, table.id),
    index('products_type').on(table.type),
    index('products_vendor').on(table.vendor),
  ],
)

/** Index of `products.tags`, written by triggers. */
export const productTags = sqliteTable(
  'product_tags',
  {
    tag: text('tag').notNull(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
  },
  (table) => [primaryKey({ columns: [table.tag, table.productId] }), index('product_tags_product').on(table.productId)],
)

export const productOptions = sqliteTable(
  'product_options',
  {
    id: text('id').primaryKey(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [uniqueIndex('product_options_name').on(table.productId, table.name)],
)

export const productOptionValues = sqliteTable(
  'product_option_values',
  {
    id: text('id').primaryKey(),
    optionId: text('option_id')
      .notNull()
      .references(() => productOptions.id, { onDelete: 'restrict' }),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    /** Colour for a chip, `#rrggbb`. */
    swatch: text('swatch'),
  },
  (table) => [uniqueIndex('product_option_values_name').on(table.optionId, table.name)],
)

/** What is sold: one choice of every option. */
export const productVariants = sqliteTable(
  'product_variants',
  {
    id: text('id').primaryKey(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    sku: text('sku').notNull().unique(),
    /** EAN, UPC or an own code; may be shared, because outside catalogues do that. */
    barcode: text('barcode'),
    position: integer('position').notNull(),
    /** Ids of the chosen option values, joined by commas in the order of the options: no two variants have the same choice. */
    optionKey: text('option_key').notNull(),
    weightGrams: integer('weight_grams').notNull().default(0),
    /** Stock is counted. */
    tracked: integer('tracked', { mode: 'boolean' }).notNull().default(true),
    /** May be sold beyond what is there. */
    backorder: integer('backorder', { mode: 'boolean' }).notNull().default(false),
    requiresShipping: integer('requires_shipping', { mode: 'boolean' }).notNull().default(true),
    pickupOnly: integer('pickup_only', { mode: 'boolean' }).notNull().default(false),
    mediaId: text('media_id').references(() => media.id, { onDelete: 'restrict' }),
    status: text('status', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    ...record,
  },
  (table) => [
    uniqueIndex('product_variants_choice').on(table.productId, table.optionKey),
    index('product_variants_barcode').on(table.barcode),
    index('product_variants_updated').on(table.updatedAt, table.id),
  ],
)

export const variantOptionValues = sqliteTable(
  'variant_option_values',
  {
    variantId: text('variant_id')
      .notNull()
      .references(() => productVariants.id, { onDelete: 'restrict' }),
    optionId: text('option_id')
      .notNull()
      .references(() => productOptions.id, { onDelete: 'restrict' }),
    valueId: text('value_id')
      .notNull()
      .references(() => productOptionValues.id, { onDelete: 'restrict' }),
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.optionId] }),
    index('variant_option_values_value').on(table.valueId),
  ],
)

/** Pictures of a product in order; the first is its face. */
export const productMedia = sqliteTable(
  'product_media',
  {
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    mediaId: text('media_id')
      .notNull()
      .references(() => media.id, { onDelete: 'restrict' }),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.mediaId] }),
    index('product_media_media').on(table.mediaId),
  ],
)

/** On which channel a product shows from when to when. No row: it never shows there. */
export const publications = sqliteTable(
  'publications',
  {
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    channelId: text('channel_id')
      .notNull()
      .references(() => salesChannels.id, { onDelete: 'restrict' }),
    publishAt: integer('publish_at').notNull(),
    unpublishAt: integer('unpublish_at'),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.productId] }),
    index('publications_product').on(table.productId),
    index('publications_publish').on(table.publishAt),
    index('publications_unpublish').on(table.unpublishAt).where(sql`unpublish_at is not null`),
  ],
)

/** Under which key an outside catalogue knows a product, so that a second import finds it. */
export const productSources = sqliteTable(
  'product_sources',
  {
    source: text('source').notNull(),
    key: text('key').notNull(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
  },
  (table) => [primaryKey({ columns: [table.source, table.key] }), index('product_sources_product').on(table.productId)],
)

/** True for rows that show at the time `now` on their channel. */
export const isPublished = (now: unknown) =>
  sql`${publications.publishAt} <= ${now} and (${publications.unpublishAt} is null or ${publications.unpublishAt} > ${now})`
