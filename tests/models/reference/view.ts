import { type Order, type Reference, toSend } from './orders.ts'
import { EVER, openOf, sum } from './stock.ts'

/** What can be seen of a shop from outside, by names instead of ids. */
export interface View {
  readonly levels: Readonly<Record<string, object>>
  readonly carts: Readonly<Record<string, object>>
  readonly promises: readonly (readonly unknown[])[]
  readonly orders: readonly object[]
  readonly transfers: readonly (readonly unknown[])[]
}

/** The shop as it must look. Times are milliseconds since the start. */
export function viewOf(
  reference: Reference,
  names: { readonly skus: readonly string[]; readonly places: readonly string[] },
): View {
  const { stock, carts, orders } = reference
  const pairs = names.skus.flatMap((sku) => names.places.map((place) => [sku, place] as const))
  const open = stock.pledges().filter((one) => openOf(one) > 0)
  return {
    levels: Object.fromEntries(pairs.map(([sku, place]) => [`${sku}/${place}`, stock.numbers(sku, place)])),
    carts: Object.fromEntries(
      [...carts].map(([name, { lines, heldUntil }]) => [
        name,
        { lines: lines.map(({ sku, quantity }) => [sku, quantity]), heldUntil },
      ]),
    ),
    promises: open
      .map((one) => [one.owner, one.sku, one.place, openOf(one), one.endsAt === EVER ? null : one.endsAt])
      .sort(byText),
    orders: orders.map((order) => ({
      ...moneyOf(reference, order),
      ...statusesOf(reference, order),
      lines: [...order.lines.values()].map(({ sku, quantity, sent, cancelled }) => [sku, quantity, sent, cancelled]),
      works: order.works.map((work) => [work.place, statusOfWork(work), sum(toSend(work), ([, quantity]) => quantity)]),
      parcels: order.parcels.map(({ isBack }) => (isBack ? 'cancelled' : 'shipped')),
    })),
    transfers: stock.transfers.map(({ status, received }) => [status, received]),
  }
}

export const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

function moneyOf({ totalOf }: Reference, order: Order) {
  const { authorized, voided, captured, refunded } = order.money
  return { total: totalOf(order), authorized: authorized - voided, captured, refunded }
}

function statusOfWork(work: Order['works'][number]): string {
  if (toSend(work).length > 0) return 'open'
  return sum(work.lines.values(), ({ sent }) => sent) > 0 ? 'closed' : 'cancelled'
}

/** Statuses follow from quantities and money; the first that holds. */
function statusesOf({ totalOf, isOpen }: Reference, order: Order) {
  const lines = [...order.lines.values()]
  const [quantity, sent, cancelled] = [
    sum(lines, (line) => line.quantity),
    sum(lines, (line) => line.sent),
    sum(lines, (line) => line.cancelled),
  ]
  const { authorized, voided, captured, refunded } = order.money
  const total = totalOf(order)
  const isGone = cancelled === quantity
  return {
    status: isGone ? 'cancelled' : isOpen(order) ? 'open' : 'completed',
    payment: first(
      [refunded > 0 && refunded === captured, 'refunded'],
      [refunded > 0, 'partially_refunded'],
      [captured > 0 && captured >= total, 'paid'],
      [captured > 0, 'partially_paid'],
      [isGone, 'voided'],
      [authorized - voided >= total, 'authorized'],
      [true, 'unpaid'],
    ),
    fulfillment: first(
      [isGone, 'cancelled'],
      [sent === 0, 'unfulfilled'],
      [sent + cancelled === quantity, 'fulfilled'],
      [true, 'partially_fulfilled'],
    ),
  }
}

function first(...rules: readonly (readonly [boolean, string])[]): string {
  return rules.find(([holds]) => holds)?.[1] ?? ''
}
