import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Address } from '../markets/index.ts'
import type { DraftDelivery, DraftLine } from './draft.ts'
import type { DeliverySnapshot, OptionValue } from './model.ts'
import {
  caseOf,
  type FulfillmentStatus,
  fulfillmentRules,
  type OrderStatus,
  orderRules,
  type PaymentStatus,
  paymentRules,
} from './statuses.ts'

/** The numbers that people read: one row per series. */
export const counters = sqliteTable('counters', {
  name: text('name').primaryKey(),
  prefix: text('prefix').notNull(),
  value: integer('value').notNull(),
})

/** What was bought, by whom, on which terms. All amounts in minor units of `currency`, for what is not cancelled. */
export const orders = sqliteTable(
  'orders',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    source: text('source', { enum: ['cart', 'draft', 'channel'] }).notNull(),
    cartId: text('cart_id'),
    draftId: text('draft_id'),
    externalSource: text('external_source'),
    externalId: text('external_id'),
    marketId: text('market_id').notNull(),
    channelId: text('channel_id').notNull(),
    currency: text('currency').notNull(),
    language: text('language').notNull(),
    pricesIncludeTax: integer('prices_include_tax', { mode: 'boolean' }).notNull(),
    taxRounding: text('tax_rounding', { enum: ['line', 'total'] }).notNull(),
    customerId: text('customer_id'),
    email: text('email'),
    phone: text('phone'),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    billingAddress: text('billing_address', { mode: 'json' }).$type<Address>(),
    delivery: text('delivery', { mode: 'json' }).$type<DeliverySnapshot>(),
    note: text('note'),
    linesTotal: integer('lines_total').notNull(),
    adjustmentsTotal: integer('adjustments_total').notNull(),
    shippingTotal: integer('shipping_total').notNull(),
    taxTotal: integer('tax_total').notNull(),
    total: integer('total').notNull(),
    quantity: integer('quantity').notNull(),
    fulfilled: integer('fulfilled').notNull().default(0),
    cancelled: integer('cancelled').notNull().default(0),
    returned: integer('returned').notNull().default(0),
    authorized: integer('authorized').notNull().default(0),
    captured: integer('captured').notNull().default(0),
    refunded: integer('refunded').notNull().default(0),
    status: text('status')
      .$type<OrderStatus>()
      .notNull()
      .generatedAlwaysAs(sql.raw(caseOf(orderRules))),
    paymentStatus: text('payment_status')
      .$type<PaymentStatus>()
      .notNull()
      .generatedAlwaysAs(sql.raw(caseOf(paymentRules))),
    fulfillmentStatus: text('fulfillment_status')
      .$type<FulfillmentStatus>()
      .notNull()
      .generatedAlwaysAs(sql.raw(caseOf(fulfillmentRules))),
    cancelReason: text('cancel_reason'),
    cancelledAt: integer('cancelled_at'),
    placedAt: integer('placed_at').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('orders_cart').on(table.cartId).where(sql`cart_id is not null`),
    uniqueIndex('orders_draft').on(table.draftId).where(sql`draft_id is not null`),
    uniqueIndex('orders_external').on(table.externalSource, table.externalId).where(sql`external_id is not null`),
    index('orders_placed').on(table.placedAt, table.id),
    index('orders_customer').on(table.customerId, table.placedAt).where(sql`customer_id is not null`),
    index('orders_email').on(table.email, table.placedAt).where(sql`email is not null`),
    index('orders_open').on(table.placedAt, table.id).where(sql`status = 'open'`),
  ],
)

/** A line as it was sold; the catalogue may change behind it. `amount` is for what is not cancelled, `adjustment` is signed. */
export const orderLines = sqliteTable(
  'order_lines',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'restrict' }),
    lineKey: text('line_key').notNull(),
    position: integer('position').notNull(),
    variantId: text('variant_id'),
    productId: text('product_id'),
    title: text('title').notNull(),
    variantTitle: text('variant_title'),
    options: text('options', { mode: 'json' }).$type<OptionValue[]>().notNull(),
    sku: text('sku'),
    image: text('image'),
    taxClass: text('tax_class').notNull(),
    taxRate: integer('tax_rate').notNull(),
    requiresShipping: integer('requires_shipping', { mode: 'boolean' }).notNull(),
    tracked: integer('tracked', { mode: 'boolean' }).notNull(),
    backorder: integer('backorder', { mode: 'boolean' }).notNull(),
    weightGrams: integer('weight_grams').notNull(),
    unitAmount: integer('unit_amount').notNull(),
    quantity: integer('quantity').notNull(),
    fulfilled: integer('fulfilled').notNull().default(0),
    cancelled: integer('cancelled').notNull().default(0),
    returned: integer('returned').notNull().default(0),
    amount: integer('amount').notNull(),
    adjustment: integer('adjustment').notNull(),
    tax: integer('tax').notNull(),
    /** What the share of adjustments was agreed for; later quantities take their part of it. */
    placedQuantity: integer('placed_quantity').notNull(),
    placedAdjustment: integer('placed_adjustment').notNull(),
  },
  (table) => [
    uniqueIndex('order_lines_key').on(table.orderId, table.lineKey),
    index('order_lines_variant').on(table.variantId).where(sql`variant_id is not null`),
  ],
)

/** Why the order costs more or less than its lines: discounts and fees, as they were when it was placed. */
export const orderAdjustments = sqliteTable(
  'order_adjustments',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'restrict' }),
    position: integer('position').notNull(),
    lineId: text('line_id').references(() => orderLines.id, { onDelete: 'restrict' }),
    source: text('source').notNull(),
    code: text('code'),
    label: text('label').notNull(),
    amount: integer('amount').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.position] }),
    index('order_adjustments_line').on(table.lineId).where(sql`line_id is not null`),
  ],
)

/** Everything that happened to an order, and who did it. */
export const orderTimeline = sqliteTable(
  'order_timeline',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'restrict' }),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    data: text('data', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    commandId: text('command_id'),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.id] })],
)

/** An order that staff are still writing, for a buyer on the phone. It holds no stock until it is completed. */
export const orderDrafts = sqliteTable(
  'order_drafts',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    status: text('status', { enum: ['open', 'completed', 'discarded'] }).notNull(),
    marketId: text('market_id').notNull(),
    channelId: text('channel_id').notNull(),
    currency: text('currency').notNull(),
    language: text('language').notNull(),
    customerId: text('customer_id'),
    email: text('email'),
    phone: text('phone'),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    billingAddress: text('billing_address', { mode: 'json' }).$type<Address>(),
    delivery: text('delivery', { mode: 'json' }).$type<DraftDelivery>(),
    note: text('note'),
    lines: text('lines', { mode: 'json' }).$type<DraftLine[]>().notNull(),
    orderId: text('order_id').references(() => orders.id, { onDelete: 'restrict' }),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('order_drafts_status').on(table.status, table.updatedAt, table.id),
    index('order_drafts_order').on(table.orderId).where(sql`order_id is not null`),
  ],
)

/** What a person has to look at: money that could not be settled by itself. */
export const orderTasks = sqliteTable(
  'order_tasks',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    orderId: text('order_id').references(() => orders.id, { onDelete: 'restrict' }),
    cartId: text('cart_id'),
    data: text('data', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    status: text('status', { enum: ['open', 'done'] }).notNull(),
    resolution: text('resolution'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('order_tasks_status').on(table.status, table.id),
    index('order_tasks_order').on(table.orderId).where(sql`order_id is not null`),
  ],
)
