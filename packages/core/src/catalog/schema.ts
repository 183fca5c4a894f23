import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { salesChannels } from '../markets/index.ts'
import type { MediaSize, Rule, Texts } from './values.ts'

const record = {
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

/** Uploaded files and addresses of outside ones. The bytes never change; another picture is another row. */
export const media = sqliteTable(
  'media',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['image', 'video', 'file'] }).notNull(),
    /** Language of `alt`. */
    language: text('language').notNull(),
    alt: text('alt').notNull().default(''),
    /** Address of an outside file; null for uploads. */
    url: text('url'),
    /** Key of the original with the files driver; null for outside files. */
    fileKey: text('file_key'),
    contentType: text('content_type'),
    bytes: integer('bytes'),
    width: integer('width'),
    height: integer('height'),
    /** What the server made of an image, the narrowest first. */
    sizes: text('sizes', { mode: 'json' }).$type<MediaSize[]>().notNull().default([]),
    /** SHA-256 of the original in hex: the same file is stored once. */
    hash: text('hash'),
    ...record,
  },
  (table) => [uniqueIndex('media_hash').on(table.hash), uniqueIndex('media_url').on(table.url)],
)

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
  ],
)

/**
 * Texts in other languages than the original's. `owner_id` is the thing that is read as a whole (product, collection, attribute, media),
 * `entity_id` the part that the texts belong to: the owner itself, an option, an option value, a choice.
 */
export const translations = sqliteTable(
  'translations',
  {
    ownerId: text('owner_id').notNull(),
    language: text('language').notNull(),
    entityId: text('entity_id').notNull(),
    texts: text('texts', { mode: 'json' }).$type<Texts>().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.language, table.entityId] })],
)

export const collections = sqliteTable(
  'collections',
  {
    id: text('id').primaryKey(),
    handle: text('handle').notNull().unique(),
    language: text('language').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    /** Shown inside this one. */
    parentId: text('parent_id').references((): AnySQLiteColumn => collections.id, { onDelete: 'restrict' }),
    position: integer('position').notNull().default(0),
    /** `manual`: products are put in by hand; `rule`: by what they are. */
    kind: text('kind', { enum: ['manual', 'rule'] }).notNull(),
    rule: text('rule', { mode: 'json' }).$type<Rule>(),
    /** The order that buyers see first. */
    sort: text('sort', { enum: ['manual', 'newest', 'title', 'price', '-price'] })
      .notNull()
      .default('manual'),
    mediaId: text('media_id').references(() => media.id, { onDelete: 'restrict' }),
    seoTitle: text('seo_title'),
    seoDescription: text('seo_description'),
    status: text('status', { enum: ['draft', 'active', 'archived'] })
      .notNull()
      .default('active'),
    ...record,
  },
  (table) => [index('collections_parent').on(table.parentId, table.position)],
)

/** Members of collections, those by rule included. */
export const collectionProducts = sqliteTable(
  'collection_products',
  {
    collectionId: text('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'restrict' }),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.productId] }),
    index('collection_products_product').on(table.productId),
    index('collection_products_position').on(table.collectionId, table.position),
  ],
)

/** A property that products or variants can have, with its type. */
export const attributes = sqliteTable('attributes', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  language: text('language').notNull(),
  name: text('name').notNull(),
  type: text('type', { enum: ['text', 'number', 'boolean', 'select', 'multi', 'date', 'dimension'] }).notNull(),
  /** Unit in which numbers and dimensions are kept. */
  unit: text('unit'),
  appliesTo: text('applies_to', { enum: ['product', 'variant'] })
    .notNull()
    .default('product'),
  /** Product types that it belongs to; empty means all. */
  productTypes: text('product_types', { mode: 'json' }).$type<string[]>().notNull().default([]),
  /** Buyers may filter by it. */
  filterable: integer('filterable', { mode: 'boolean' }).notNull().default(false),
  position: integer('position').notNull().default(0),
  status: text('status', { enum: ['active', 'archived'] })
    .notNull()
    .default('active'),
  ...record,
})

/** What a `select` or `multi` attribute can be. */
export const attributeChoices = sqliteTable(
  'attribute_choices',
  {
    id: text('id').primaryKey(),
    attributeId: text('attribute_id')
      .notNull()
      .references(() => attributes.id, { onDelete: 'restrict' }),
    key: text('key').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [uniqueIndex('attribute_choices_key').on(table.attributeId, table.key)],
)

/**
 * One value; `multi` has several rows. Text and date (ISO day) in `text`; number, boolean (0, 1) and dimension (in the attribute's unit)
 * in `number`; select and multi in `choice_id`. `owner_id` is a product or a variant of `product_id`.
 */
export const attributeValues = sqliteTable(
  'attribute_values',
  {
    ownerId: text('owner_id').notNull(),
    attributeId: text('attribute_id')
      .notNull()
      .references(() => attributes.id, { onDelete: 'restrict' }),
    seq: integer('seq').notNull(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id, { onDelete: 'restrict' }),
    text: text('text'),
    number: real('number'),
    choiceId: text('choice_id').references(() => attributeChoices.id, { onDelete: 'restrict' }),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.attributeId, table.seq] }),
    index('attribute_values_product').on(table.productId),
    index('attribute_values_choice').on(table.attributeId, table.choiceId, table.productId),
    index('attribute_values_number').on(table.attributeId, table.number, table.productId),
  ],
)

/** Handles that a product or collection had before: readers are sent on to the present one. */
export const handleRedirects = sqliteTable(
  'handle_redirects',
  {
    kind: text('kind', { enum: ['product', 'collection'] }).notNull(),
    handle: text('handle').notNull(),
    entityId: text('entity_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.handle] }), index('handle_redirects_entity').on(table.entityId)],
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
