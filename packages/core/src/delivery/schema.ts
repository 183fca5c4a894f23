import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { markets } from '../markets/index.ts'
import type { MethodTexts } from './model.ts'

/** A way in which goods reach the buyer. */
export const deliveryMethods = sqliteTable(
  'delivery_methods',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull().unique(),
    type: text('type', { enum: ['shipping', 'pickup', 'pickup_point', 'local', 'digital', 'carry_out'] }).notNull(),
    status: text('status', { enum: ['active', 'archived'] }).notNull(),
    position: integer('position').notNull().default(0),
    texts: text('texts', { mode: 'json' }).$type<MethodTexts>().notNull(),
    /** Null follows the rule of the tax zone for shipping. */
    taxClass: text('tax_class'),
    /** Empty means every sales channel. */
    channelIds: text('channel_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
    minDays: integer('min_days'),
    maxDays: integer('max_days'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('delivery_methods_created').on(table.createdAt, table.id)],
)

/** Where a pickup method hands out goods. The locations are stock locations, which a later room keeps. */
export const deliveryMethodLocations = sqliteTable(
  'delivery_method_locations',
  {
    methodId: text('method_id')
      .notNull()
      .references(() => deliveryMethods.id, { onDelete: 'restrict' }),
    locationId: text('location_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.methodId, table.locationId] }),
    index('delivery_method_locations_location').on(table.locationId),
  ],
)

/** What a method costs in a market: a method is offered where it has a rate that fits. Limits are inclusive; null is open. */
export const deliveryRates = sqliteTable(
  'delivery_rates',
  {
    id: text('id').primaryKey(),
    methodId: text('method_id')
      .notNull()
      .references(() => deliveryMethods.id, { onDelete: 'restrict' }),
    marketCode: text('market_code')
      .notNull()
      .references(() => markets.code, { onDelete: 'restrict' }),
    currency: text('currency').notNull(),
    /** Empty means every country of the market. */
    countries: text('countries', { mode: 'json' }).$type<string[]>().notNull().default([]),
    postalCodes: text('postal_codes', { mode: 'json' }).$type<string[]>().notNull().default([]),
    minWeightGrams: integer('min_weight_grams').notNull().default(0),
    maxWeightGrams: integer('max_weight_grams'),
    minSubtotal: integer('min_subtotal').notNull().default(0),
    maxSubtotal: integer('max_subtotal'),
    amount: integer('amount').notNull(),
    freeFrom: integer('free_from'),
    minDays: integer('min_days'),
    maxDays: integer('max_days'),
  },
  (table) => [index('delivery_rates_method').on(table.methodId), index('delivery_rates_market').on(table.marketCode)],
)
