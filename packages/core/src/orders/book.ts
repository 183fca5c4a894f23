import { and, desc, eq, gte, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { normalEmail } from '../access/index.ts'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  fromIso,
  type Page,
  param,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import type { FulfillmentStatus, OrderStatus, OrderSummary, PaymentStatus } from './model.ts'
import type { OrderRow } from './reads.ts'
import { orders } from './schema.ts'
import { summaryView } from './view.ts'

/** Filters of the order book. `from` and `to` are ISO 8601 instants; `q` looks at number, email and the names of addresses. */
export interface OrderFilter {
  readonly status?: OrderStatus | undefined
  readonly payment?: PaymentStatus | undefined
  readonly fulfillment?: FulfillmentStatus | undefined
  readonly channel?: string | undefined
  readonly market?: string | undefined
  readonly customer?: string | undefined
  readonly number?: string | undefined
  readonly email?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly q?: string | undefined
}

type FilterName = keyof OrderFilter
type Shape = { readonly [Name in FilterName | 'cursor']?: true }

/** Pieces of an order in which `q` is looked for; instr knows no wildcards, so nothing has to be escaped. */
const haystack = sql`lower(${orders.number} || ' ' || coalesce(${orders.email}, '') || ' '
  || coalesce(${orders.shippingAddress} ->> '$.firstName', '') || ' ' || coalesce(${orders.shippingAddress} ->> '$.lastName', '') || ' '
  || coalesce(${orders.shippingAddress} ->> '$.company', '') || ' ' || coalesce(${orders.billingAddress} ->> '$.lastName', ''))`

const conditions: Readonly<Record<FilterName | 'cursor', () => SQL | undefined>> = {
  status: () => eq(orders.status, param('status')),
  payment: () => eq(orders.paymentStatus, param('payment')),
  fulfillment: () => eq(orders.fulfillmentStatus, param('fulfillment')),
  channel: () => eq(orders.channelId, param('channel')),
  market: () => eq(orders.marketId, param('market')),
  customer: () => eq(orders.customerId, param('customer')),
  number: () => eq(orders.number, param('number')),
  email: () => eq(orders.email, param('email')),
  from: () => gte(orders.placedAt, param('from')),
  to: () => lt(orders.placedAt, param('to')),
  q: () => sql`instr(${haystack}, ${param('q')}) > 0`,
  cursor: () =>
    and(
      lte(orders.placedAt, param('lastAt')),
      or(lt(orders.placedAt, param('lastAt')), lt(orders.id, param('lastId'))),
    ),
}

const found = queryByShape((q, shape: Shape) =>
  q
    .select()
    .from(orders)
    .where(and(...(Object.keys(shape) as (keyof Shape)[]).map((name) => conditions[name]())))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(param('limit')),
)

interface Slice {
  readonly limit: number
  readonly after: { readonly at: number; readonly id: string } | null
}

/** Orders that pass the filters, newest first, from after a place in this order. */
export function findOrders(ctx: Context, filter: OrderFilter, { limit, after }: Slice): Promise<OrderRow[]> {
  const names = (Object.keys(conditions) as (FilterName | 'cursor')[]).filter((name) =>
    name === 'cursor' ? after !== null : filter[name] !== undefined,
  )
  const { from, to, q, email } = filter
  return ctx.db.all(found(Object.fromEntries(names.map((name) => [name, true]))), {
    ...filter,
    email: email === undefined ? undefined : normalEmail(email),
    from: from === undefined ? undefined : fromIso(from),
    to: to === undefined ? undefined : fromIso(to),
    q: q?.trim().toLowerCase(),
    lastAt: after?.at,
    lastId: after?.id,
    limit,
  })
}

export interface BookPage extends OrderFilter {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page of the order book, newest first. */
export async function listOrders(ctx: Context, { limit, cursor, ...filter }: BookPage): Promise<Page<OrderSummary>> {
  const [at, id] = cursor === undefined ? [] : decodeCursor('orders', cursor, 2)
  const after = typeof at === 'number' && typeof id === 'string' ? { at, id } : null
  const rows = await findOrders(ctx, filter, { limit: limit + 1, after })
  return toPage(rows, limit, {
    cursor: (row) => encodeCursor('orders', [row.placedAt, row.id]),
    item: summaryView,
  })
}
