import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { productVariants } from '../catalog/index.ts'
import { markets } from '../markets/index.ts'

/** A set of prices that holds together: the default ones, those of one market, those of a sale. */
export const priceLists = sqliteTable(
  'price_lists',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    /** `sale` announces a reduction: what the variant costs without it becomes the price to compare with. */
    kind: text('kind', { enum: ['regular', 'sale'] })
      .notNull()
      .default('regular'),
    /** Null holds in every market. */
    marketId: text('market_id').references(() => markets.id, { onDelete: 'restrict' }),
    /** Where several lists price a variant, the greatest wins. */
    priority: integer('priority').notNull().default(0),
    startsAt: integer('starts_at').notNull().default(0),
    endsAt: integer('ends_at'),
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    status: text('status', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('price_lists_default').on(table.isDefault).where(sql`is_default = 1`)],
)

/** What one piece costs from a quantity on, in minor units of the currency. */
export const prices = sqliteTable(
  'prices',
  {
    id: text('id').primaryKey(),
    variantId: text('variant_id')
      .notNull()
      .references(() => productVariants.id, { onDelete: 'restrict' }),
    priceListId: text('price_list_id')
      .notNull()
      .references(() => priceLists.id, { onDelete: 'restrict' }),
    currency: text('currency').notNull(),
    minQuantity: integer('min_quantity').notNull().default(1),
    amount: integer('amount').notNull(),
    compareAt: integer('compare_at'),
    /** 0 means since ever. */
    startsAt: integer('starts_at').notNull().default(0),
    endsAt: integer('ends_at'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('prices_key').on(table.variantId, table.currency, table.priceListId, table.minQuantity, table.startsAt),
    index('prices_list').on(table.priceListId, table.variantId),
    index('prices_updated').on(table.updatedAt, table.id),
    index('prices_starts').on(table.startsAt).where(sql`starts_at > 0`),
    index('prices_ends').on(table.endsAt).where(sql`ends_at is not null`),
  ],
)

/**
 * When a price of one piece was in force, and as what: written by triggers on `prices` and `price_lists`, so that nobody can forget it.
 * The lowest price of the last 30 days is read from it. Rows that lie ahead are the plan; a change replaces them.
 */
export const priceHistory = sqliteTable(
  'price_history',
  {
    number: integer('number').primaryKey({ autoIncrement: true }),
    priceId: text('price_id').notNull(),
    variantId: text('variant_id').notNull(),
    currency: text('currency').notNull(),
    priceListId: text('price_list_id').notNull(),
    marketId: text('market_id'),
    priority: integer('priority').notNull(),
    amount: integer('amount').notNull(),
    /** Of the price: where two of one list hold at once, the later start wins. */
    startsAt: integer('starts_at').notNull(),
    fromAt: integer('from_at').notNull(),
    toAt: integer('to_at'),
  },
  (table) => [
    index('price_history_variant').on(table.variantId, table.currency, table.fromAt),
    index('price_history_price').on(table.priceId),
  ],
)

/** One row: until when the starts and ends of prices were announced. */
export const priceTurns = sqliteTable('price_turns', {
  id: integer('id').primaryKey(),
  turnedAt: integer('turned_at').notNull(),
})
