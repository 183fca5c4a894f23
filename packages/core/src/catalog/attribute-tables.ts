import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { products } from './product-tables.ts'
import { record } from './record.ts'

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
