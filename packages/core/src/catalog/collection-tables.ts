import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { media } from './media-tables.ts'
import { products } from './product-tables.ts'
import { record } from './record.ts'
import type { Rule } from './values.ts'

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
