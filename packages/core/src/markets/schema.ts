import { sql } from 'drizzle-orm'
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const markets = sqliteTable(
  'markets',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    countries: text('countries', { mode: 'json' }).$type<string[]>().notNull(),
    currency: text('currency').notNull(),
    currencies: text('currencies', { mode: 'json' }).$type<string[]>().notNull(),
    languages: text('languages', { mode: 'json' }).$type<string[]>().notNull(),
    defaultLanguage: text('default_language').notNull(),
    pricesIncludeTax: integer('prices_include_tax', { mode: 'boolean' }).notNull(),
    taxRounding: text('tax_rounding', { enum: ['line', 'total'] }).notNull(),
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    status: text('status', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('markets_default').on(table.isDefault).where(sql`is_default = 1`)],
)

export const salesChannels = sqliteTable(
  'sales_channels',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull().unique(),
    name: text('name').notNull(),
    kind: text('kind', {
      enum: ['web', 'till', 'phone', 'marketplace', 'messenger', 'social', 'feed', 'agent'],
    }).notNull(),
    marketCodes: text('market_codes', { mode: 'json' }).$type<string[]>().notNull(),
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    publishesNew: integer('publishes_new', { mode: 'boolean' }).notNull().default(true),
    status: text('status', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('sales_channels_default').on(table.isDefault).where(sql`is_default = 1`)],
)

/** A country, or one region of it, with its own tax. */
export const taxZones = sqliteTable(
  'tax_zones',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    country: text('country').notNull(),
    /** Empty for the whole country. */
    region: text('region').notNull().default(''),
    /** The class whose rate shipping takes; null splits shipping over the rates of the goods. */
    shippingClass: text('shipping_class'),
    status: text('status', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('tax_zones_place').on(table.country, table.region).where(sql`status = 'active'`)],
)

/** The rate of a class in a zone from a day on, in basis points: 2300 is 23 %. */
export const taxRateRows = sqliteTable(
  'tax_rates',
  {
    id: text('id').primaryKey(),
    zoneId: text('zone_id')
      .notNull()
      .references(() => taxZones.id, { onDelete: 'restrict' }),
    taxClass: text('tax_class').notNull(),
    basisPoints: integer('basis_points').notNull(),
    /** 0 means since ever. */
    startsAt: integer('starts_at').notNull().default(0),
    endsAt: integer('ends_at'),
  },
  (table) => [uniqueIndex('tax_rates_period').on(table.zoneId, table.taxClass, table.startsAt)],
)
