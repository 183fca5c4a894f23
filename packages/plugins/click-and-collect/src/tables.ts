import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { StoreRules } from './config.ts'
import { STATUSES } from './status.ts'

/** How a store hands over, where that differs from the plugin's settings. */
export const stores = sqliteTable('click_and_collect_stores', {
  locationId: text('location_id').primaryKey(),
  rules: text('rules', { mode: 'json' }).$type<Partial<StoreRules>>().notNull(),
  /** False takes no new orders for this store. */
  isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
  version: integer('version').notNull().default(1),
  updatedAt: integer('updated_at').notNull(),
})

/** Goods of one order that wait, or will wait, in one store: one for each fulfilment order of the core. */
export const pickups = sqliteTable('click_and_collect_pickups', {
  id: text('id').primaryKey(),
  orderId: text('order_id').notNull(),
  orderNumber: text('order_number').notNull(),
  fulfillmentOrderId: text('fulfillment_order_id').notNull().unique(),
  locationId: text('location_id').notNull(),
  code: text('code').notNull(),
  status: text('status', { enum: STATUSES }).notNull(),
  email: text('email'),
  language: text('language').notNull(),
  /** Who bought. */
  name: text('name').notNull(),
  /** Who comes instead. */
  collector: text('collector'),
  /** What was promised, or reckoned when it was placed. */
  readyBy: integer('ready_by'),
  readyAt: integer('ready_at'),
  /** The last moment. */
  collectUntil: integer('collect_until'),
  remindedAt: integer('reminded_at'),
  /** When it came to its end, whatever that was. */
  closedAt: integer('closed_at'),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
export type PickupRow = typeof pickups.$inferSelect

export const lines = sqliteTable(
  'click_and_collect_lines',
  {
    pickupId: text('pickup_id').notNull(),
    lineId: text('line_id').notNull(),
    variantId: text('variant_id'),
    sku: text('sku'),
    title: text('title').notNull(),
    variantTitle: text('variant_title'),
    image: text('image'),
    position: integer('position').notNull(),
    quantity: integer('quantity').notNull(),
    picked: integer('picked').notNull().default(0),
    collected: integer('collected').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.pickupId, table.lineId] })],
)
export type LineRow = typeof lines.$inferSelect

/** What left over the counter; its id is that of the core's fulfilment. */
export const handOvers = sqliteTable('click_and_collect_hand_overs', {
  id: text('id').primaryKey(),
  pickupId: text('pickup_id').notNull(),
  lines: text('lines', { mode: 'json' }).$type<{ lineId: string; quantity: number }[]>().notNull(),
  collector: text('collector'),
  actorId: text('actor_id'),
  at: integer('at').notNull(),
  undoneAt: integer('undone_at'),
  note: text('note'),
})
export type HandOverRow = typeof handOvers.$inferSelect

/** Wrong codes of one desk, forgotten after a while. */
export const guesses = sqliteTable('click_and_collect_guesses', {
  desk: text('desk').primaryKey(),
  wrong: integer('wrong').notNull(),
  since: integer('since').notNull(),
})
