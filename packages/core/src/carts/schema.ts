import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Address, ChosenDelivery } from './model.ts'
import type { Totals } from './totals.ts'

/** What a buyer is about to buy. Prices are read anew at every look; only what the buyer last agreed to is kept, per line. */
export const carts = sqliteTable(
  'carts',
  {
    id: text('id').primaryKey(),
    status: text('status', { enum: ['open', 'completing', 'completed'] }).notNull(),
    marketId: text('market_id').notNull(),
    channelId: text('channel_id').notNull(),
    currency: text('currency').notNull(),
    language: text('language').notNull(),
    customerId: text('customer_id'),
    email: text('email'),
    note: text('note'),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    billingAddress: text('billing_address', { mode: 'json' }).$type<Address>(),
    delivery: text('delivery', { mode: 'json' }).$type<ChosenDelivery>(),
    /** Until when stock is held for this cart; null when nothing is. */
    holdExpiresAt: integer('hold_expires_at'),
    /** What the buyer pays while the payment is decided, whatever prices do meanwhile. */
    agreed: text('agreed', { mode: 'json' }).$type<Totals>(),
    orderId: text('order_id'),
    completedAt: integer('completed_at'),
    expiresAt: integer('expires_at').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('carts_updated').on(table.updatedAt, table.id),
    index('carts_customer').on(table.customerId).where(sql`customer_id is not null`),
    index('carts_email').on(table.email).where(sql`email is not null`),
    index('carts_expiry').on(table.status, table.expiresAt),
  ],
)

export const cartLines = sqliteTable(
  'cart_lines',
  {
    cartId: text('cart_id')
      .notNull()
      .references(() => carts.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    variantId: text('variant_id').notNull(),
    quantity: integer('quantity').notNull(),
    /** Unit price in minor units when the buyer last touched the line or chose to pay; null when it had none. */
    seenAmount: integer('seen_amount'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cartId, table.id] }),
    uniqueIndex('cart_lines_variant').on(table.cartId, table.variantId),
  ],
)
