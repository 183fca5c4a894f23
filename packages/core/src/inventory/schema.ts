import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { productVariants } from '../catalog/index.ts'
import type { LocationTexts, ReasonRow } from './model.ts'

const stamps = {
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

/** Where goods lie: a warehouse, a store, a supplier that sends for us. Empty lists of markets, countries and channels mean all. */
export const stockLocations = sqliteTable('stock_locations', {
  id: text('id').primaryKey(),
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['warehouse', 'store', 'supplier'] }).notNull(),
  status: text('status', { enum: ['active', 'archived'] }).notNull(),
  /** Lower is asked first. */
  priority: integer('priority').notNull().default(100),
  ships: integer('ships', { mode: 'boolean' }).notNull(),
  pickup: integer('pickup', { mode: 'boolean' }).notNull(),
  marketCodes: text('market_codes', { mode: 'json' }).$type<string[]>().notNull().default([]),
  countries: text('countries', { mode: 'json' }).$type<string[]>().notNull().default([]),
  channelIds: text('channel_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
  handlingDays: integer('handling_days').notNull().default(0),
  pickupHours: integer('pickup_hours').notNull().default(0),
  line1: text('line1'),
  line2: text('line2'),
  city: text('city'),
  region: text('region'),
  postalCode: text('postal_code'),
  country: text('country').notNull(),
  phone: text('phone'),
  texts: text('texts', { mode: 'json' }).$type<LocationTexts>().notNull().default({}),
  ...stamps,
})

/** One variant at one location: sums of its ledger, kept by a trigger. Never written by hand. */
export const inventoryLevels = sqliteTable(
  'inventory_levels',
  {
    variantId: text('variant_id')
      .notNull()
      .references(() => productVariants.id, { onDelete: 'restrict' }),
    locationId: text('location_id')
      .notNull()
      .references(() => stockLocations.id, { onDelete: 'restrict' }),
    onHand: integer('on_hand').notNull().default(0),
    reserved: integer('reserved').notNull().default(0),
    committed: integer('committed').notNull().default(0),
    unavailable: integer('unavailable').notNull().default(0),
    incoming: integer('incoming').notNull().default(0),
    short: integer('short').notNull().default(0),
    available: integer('available')
      .notNull()
      .generatedAlwaysAs(sql`on_hand - reserved - committed - unavailable + short`, { mode: 'virtual' }),
    lowAt: integer('low_at'),
    lowSince: integer('low_since'),
    lowAnnouncedAt: integer('low_announced_at'),
    /** Where its ledger begins: the newest movement, which names the one before. */
    lastMovement: integer('last_movement'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.locationId] }),
    index('inventory_levels_location').on(table.locationId, table.variantId),
    index('inventory_levels_low').on(table.lowAnnouncedAt).where(sql`low_since is not null`),
    index('inventory_levels_short').on(table.variantId, table.locationId).where(sql`short > 0`),
  ],
)

/** What is promised to whom. `quantity - fulfilled - cancelled` is still owed. `short` is how much of it had no stock behind it when it was promised. */
export const reservations = sqliteTable(
  'reservations',
  {
    id: text('id').primaryKey(),
    variantId: text('variant_id').notNull(),
    locationId: text('location_id').notNull(),
    quantity: integer('quantity').notNull(),
    short: integer('short').notNull().default(0),
    fulfilled: integer('fulfilled').notNull().default(0),
    cancelled: integer('cancelled').notNull().default(0),
    status: text('status', {
      enum: ['held', 'committed', 'released', 'expired', 'fulfilled', 'cancelled'],
    }).notNull(),
    cartId: text('cart_id'),
    orderId: text('order_id'),
    orderLineId: text('order_line_id'),
    lineKey: text('line_key').notNull(),
    /** Keyed hash of the network address that holds it, while it is held. */
    address: text('address'),
    /** Why it comes from this location. */
    reasons: text('reasons', { mode: 'json' }).$type<ReasonRow[]>().notNull(),
    /** Set while held, and then only. */
    expiresAt: integer('expires_at'),
    /** Set when nothing more can happen to it. */
    closedAt: integer('closed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.variantId, table.locationId],
      foreignColumns: [inventoryLevels.variantId, inventoryLevels.locationId],
    }).onDelete('restrict'),
    index('reservations_committed').on(table.variantId, table.locationId).where(sql`status = 'committed'`),
    index('reservations_cart').on(table.cartId).where(sql`cart_id is not null`),
    index('reservations_order').on(table.orderId).where(sql`order_id is not null`),
    index('reservations_due').on(table.expiresAt, table.variantId).where(sql`expires_at is not null`),
    index('reservations_address').on(table.address).where(sql`address is not null`),
  ],
)

/** The ledger: every change of every number of a level, with its cause. Append-only; a trigger adds each row to its level. */
export const stockMovements = sqliteTable('stock_movements', {
  number: integer('number').primaryKey(),
  /** The movement before it at the same level. */
  previous: integer('previous'),
  variantId: text('variant_id').notNull(),
  locationId: text('location_id').notNull(),
  onHand: integer('on_hand').notNull(),
  reserved: integer('reserved').notNull(),
  committed: integer('committed').notNull(),
  unavailable: integer('unavailable').notNull(),
  incoming: integer('incoming').notNull(),
  short: integer('short').notNull(),
  kind: text('kind').notNull(),
  reason: text('reason'),
  note: text('note'),
  causeType: text('cause_type').notNull(),
  causeId: text('cause_id'),
  reservationId: text('reservation_id'),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id'),
  commandId: text('command_id').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** What people must do about a debt; closed by itself when the debt is paid. */
export const stockTasks = sqliteTable(
  'stock_tasks',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['backorder', 'count', 'intake'] }).notNull(),
    variantId: text('variant_id').notNull(),
    locationId: text('location_id').notNull(),
    quantity: integer('quantity').notNull(),
    causeType: text('cause_type').notNull(),
    causeId: text('cause_id'),
    note: text('note'),
    status: text('status', { enum: ['open', 'done'] }).notNull(),
    resolution: text('resolution', { enum: ['covered', 'dismissed'] }),
    closedAt: integer('closed_at'),
    ...stamps,
  },
  (table) => [
    foreignKey({
      columns: [table.variantId, table.locationId],
      foreignColumns: [inventoryLevels.variantId, inventoryLevels.locationId],
    }).onDelete('restrict'),
    index('stock_tasks_level').on(table.variantId, table.locationId, table.status),
    index('stock_tasks_status').on(table.status, table.createdAt, table.id),
  ],
)

/** Goods on their way to a location: from another one, or from outside when `fromLocationId` is null. */
export const stockTransfers = sqliteTable(
  'stock_transfers',
  {
    id: text('id').primaryKey(),
    fromLocationId: text('from_location_id').references(() => stockLocations.id, { onDelete: 'restrict' }),
    toLocationId: text('to_location_id')
      .notNull()
      .references(() => stockLocations.id, { onDelete: 'restrict' }),
    status: text('status', { enum: ['draft', 'in_transit', 'received', 'cancelled'] }).notNull(),
    reference: text('reference'),
    note: text('note'),
    expectedAt: integer('expected_at'),
    shippedAt: integer('shipped_at'),
    closedAt: integer('closed_at'),
    ...stamps,
  },
  (table) => [
    index('stock_transfers_created').on(table.createdAt, table.id),
    index('stock_transfers_to').on(table.toLocationId, table.status),
    index('stock_transfers_from').on(table.fromLocationId).where(sql`from_location_id is not null`),
  ],
)

export const stockTransferLines = sqliteTable(
  'stock_transfer_lines',
  {
    transferId: text('transfer_id')
      .notNull()
      .references(() => stockTransfers.id, { onDelete: 'restrict' }),
    variantId: text('variant_id')
      .notNull()
      .references(() => productVariants.id, { onDelete: 'restrict' }),
    quantity: integer('quantity').notNull(),
    received: integer('received').notNull().default(0),
    cancelled: integer('cancelled').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.transferId, table.variantId] }),
    index('stock_transfer_lines_variant').on(table.variantId),
  ],
)
