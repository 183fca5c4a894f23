import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { orderLines, orders } from '../orders/index.ts'

/** Work: what one location has to send for one order. */
export const fulfillmentOrders = sqliteTable(
  'fulfillment_orders',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'restrict' }),
    locationId: text('location_id'),
    method: text('method').notNull(),
    status: text('status', { enum: ['open', 'in_progress', 'ready', 'on_hold', 'closed', 'cancelled'] }).notNull(),
    holdReason: text('hold_reason'),
    quantity: integer('quantity').notNull(),
    fulfilled: integer('fulfilled').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('fulfillment_orders_order').on(table.orderId),
    index('fulfillment_orders_work').on(table.status, table.locationId, table.id),
  ],
)

/** `quantity` is what is still to be sent and what was sent; cancelling lowers it. */
export const fulfillmentOrderLines = sqliteTable(
  'fulfillment_order_lines',
  {
    fulfillmentOrderId: text('fulfillment_order_id')
      .notNull()
      .references(() => fulfillmentOrders.id, { onDelete: 'restrict' }),
    orderLineId: text('order_line_id')
      .notNull()
      .references(() => orderLines.id, { onDelete: 'restrict' }),
    quantity: integer('quantity').notNull(),
    fulfilled: integer('fulfilled').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.fulfillmentOrderId, table.orderLineId] }),
    index('fulfillment_order_lines_line').on(table.orderLineId),
  ],
)

/** What left: a parcel, or goods that were handed over. */
export const fulfillments = sqliteTable(
  'fulfillments',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'restrict' }),
    fulfillmentOrderId: text('fulfillment_order_id')
      .notNull()
      .references(() => fulfillmentOrders.id, { onDelete: 'restrict' }),
    locationId: text('location_id'),
    status: text('status', { enum: ['shipped', 'delivered', 'collected', 'cancelled'] }).notNull(),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    trackingUrl: text('tracking_url'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('fulfillments_order').on(table.orderId),
    index('fulfillments_fulfillment_order').on(table.fulfillmentOrderId),
  ],
)

export const fulfillmentLines = sqliteTable(
  'fulfillment_lines',
  {
    fulfillmentId: text('fulfillment_id')
      .notNull()
      .references(() => fulfillments.id, { onDelete: 'restrict' }),
    orderLineId: text('order_line_id')
      .notNull()
      .references(() => orderLines.id, { onDelete: 'restrict' }),
    quantity: integer('quantity').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fulfillmentId, table.orderLineId] }),
    index('fulfillment_lines_line').on(table.orderLineId),
  ],
)
