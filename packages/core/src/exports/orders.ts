import { sql } from 'drizzle-orm'
import { type Context, iso, param, query } from '../kernel/index.ts'
import { chunks } from './chunks.ts'
import { csvLine } from './csv.ts'
import { decimal } from './decimal.ts'

const rows = query((q) =>
  q
    .select({
      key: sql<string>`o.id || char(31) || l.id`.as('key'),
      number: sql<string>`o.number`.as('number'),
      placedAt: sql<number>`o.placed_at`.as('placed_at'),
      status: sql<string>`o.status`.as('status'),
      paymentStatus: sql<string>`o.payment_status`.as('payment_status'),
      fulfillmentStatus: sql<string>`o.fulfillment_status`.as('fulfillment_status'),
      email: sql<string | null>`o.email`.as('email'),
      currency: sql<string>`o.currency`.as('currency'),
      total: sql<number>`o.total`.as('total'),
      tax: sql<number>`o.tax_total`.as('tax_total'),
      shipping: sql<number>`o.shipping_total`.as('shipping_total'),
      sku: sql<string | null>`l.sku`.as('sku'),
      title: sql<string>`l.title`.as('title'),
      quantity: sql<number>`l.quantity`.as('quantity'),
      cancelled: sql<number>`l.cancelled`.as('cancelled'),
      unit: sql<number>`l.unit_amount`.as('unit_amount'),
    })
    .from(sql`orders o join order_lines l on l.order_id = o.id`)
    .where(
      sql`(o.id, l.id) > (substr(${param('after')}, 1, instr(${param('after')} || char(31), char(31)) - 1), substr(${param('after')}, instr(${param('after')} || char(31), char(31)) + 1))`,
    )
    .orderBy(sql`o.id`, sql`l.id`)
    .limit(param('limit')),
)

const HEADER = [
  'Number',
  'Placed at',
  'Status',
  'Payment',
  'Fulfilment',
  'Email',
  'Currency',
  'Total',
  'Tax',
  'Shipping',
  'SKU',
  'Title',
  'Quantity',
  'Cancelled',
  'Unit price',
]

/** One row for each line of each order, oldest first. */
export async function* orderLines(ctx: Context): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of chunks(ctx, rows, ({ key }) => key)) {
    yield chunk
      .map((row) => {
        const money = (amount: number) => decimal(amount, row.currency)
        return csvLine([
          row.number,
          iso(row.placedAt),
          row.status,
          row.paymentStatus,
          row.fulfillmentStatus,
          row.email,
          row.currency,
          money(row.total),
          money(row.tax),
          money(row.shipping),
          row.sku,
          row.title,
          row.quantity,
          row.cancelled,
          money(row.unit),
        ])
      })
      .join('')
  }
}
