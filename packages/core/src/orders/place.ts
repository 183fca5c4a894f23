import { emit } from '../events/index.ts'
import { type Context, keepKey, run, type Statement } from '../kernel/index.ts'
import { orderPaid, orderPlaced } from './events.ts'
import { keepOrder } from './in-full.ts'
import type { OrderOrigin, Purchase } from './model.ts'
import { type OrderToPlace, orderPlacing } from './placing.ts'
import { type MoneyAtStart, type NewOrder, newOrder, orderAsWritten, writeOrder } from './rows.ts'
import { findStock } from './stock.ts'
import { happened } from './timeline.ts'

/** What is needed to place an order, read anew for each try. */
export interface Sale {
  readonly purchase: Purchase
  readonly money: MoneyAtStart
  /** What else becomes true with it: the cart is completed, the payment belongs to the order. */
  readonly also: (order: {
    readonly id: string
    readonly commandId: string
    readonly lineIds: ReadonlyMap<string, string>
  }) => readonly Statement[]
  /** `owe` for orders that an outside channel has sold already: what is missing becomes a debt with a task. */
  readonly missing?: 'refuse' | 'owe'
}

export interface Placed {
  readonly orderId: string
}

/** The command that places the order of an origin, whoever submits it: it happens once. */
function placeId(origin: OrderOrigin): string {
  if (origin.source === 'cart') return `order.place/${origin.cartId}`
  if (origin.source === 'draft') return `order.place/${origin.draftId}`
  return `order.place/${origin.externalSource}/${origin.externalId}`
}

/** True for a command that placed an order: what it wrote of the payment stands on the order from the start. */
export function isPlacing(commandId: string | null): boolean {
  return commandId?.startsWith('order.place/') === true
}

/** The commands of completing have natural ids of their own, so that it can be tried again with the same Idempotency-Key; the one that places the order keeps it. */
export function withNaturalIds(ctx: Context): Context {
  const { id, command, priority } = ctx.request
  return { ...ctx, request: command === undefined ? { id, priority } : { id, priority, key: command } }
}

/**
 * Places an order: rows, stock, claims, number, timeline and `order.placed` in one command under the natural id of its origin.
 * A second call for the same origin answers the first order; so does `read` when it finds it placed.
 * Throws `inventory.insufficient` and what claims refuse.
 */
export async function placeOrder(
  ctx: Context,
  origin: OrderOrigin,
  read: () => Promise<Sale | Placed>,
): Promise<Placed> {
  let written: NewOrder | undefined
  const { result, rows, replayed } = await run<Placed>(ctx, {
    name: 'order.place',
    id: placeId(origin),
    isNew: true,
    plan: async (commandId) => {
      const sale = await read()
      written = undefined
      if ('orderId' in sale) return { statements: [], result: { orderId: sale.orderId } }
      const result = { orderId: ctx.newId('ord') }
      const planned = await planOrder(ctx, sale, { ...result, commandId })
      written = planned.written
      return { statements: [...planned.statements, ...keepKey(ctx, { name: 'order.complete', result })], result }
    },
  })
  if (written !== undefined && !replayed) keepOrder(ctx, orderAsWritten(written, rows))
  return result
}

interface Named {
  readonly orderId: string
  readonly commandId: string
}

interface PlannedOrder {
  readonly written: NewOrder
  readonly statements: Statement[]
}

async function planOrder(ctx: Context, sale: Sale, { orderId, commandId }: Named): Promise<PlannedOrder> {
  const { purchase, money, also, missing = 'refuse' } = sale
  const stock = await findStock(ctx, purchase, { missing })
  const lineIds = new Map(purchase.lines.map(({ key }) => [key, ctx.newId('orl')]))
  const order: OrderToPlace = { id: orderId, commandId, purchase, lineIds, placements: stock.placements(lineIds) }
  const written = newOrder(ctx, order, money)
  const statements = [
    ...writeOrder(written),
    ...stock.commit({ commandId, orderId, lineIds }),
    ...also({ id: orderId, commandId, lineIds }),
    ...ctx.extensions.of(orderPlacing).flatMap((claim) => claim(ctx, order)),
    ...announcements(ctx, order, money),
  ]
  return { written, statements }
}

function announcements(ctx: Context, { id, commandId, purchase }: OrderToPlace, money: MoneyAtStart): Statement[] {
  const { origin, totals, currency, customerId } = purchase
  const cartId = origin.source === 'cart' ? origin.cartId : null
  const isPaid = money.captured >= totals.total
  return [
    happened(ctx, {
      orderId: id,
      kind: 'placed',
      data: { origin, total: totals.total, currency, ...money },
      commandId,
    }),
    emit(ctx, orderPlaced, { aggregate: id, data: { orderId: id, customerId, cartId }, commandId }),
    ...(isPaid
      ? [emit(ctx, orderPaid, { aggregate: id, data: { orderId: id, amount: money.captured, currency }, commandId })]
      : []),
  ]
}
