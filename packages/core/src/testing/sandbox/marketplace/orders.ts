import type { Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import type { BazaarOrder } from './contract.ts'
import type { KeptOrder, Seller } from './sellers.ts'

const PAGE = 50

/** Keeps the order as changed now, and tells the seller. */
export function keepOrder(
  kit: Kit,
  seller: Seller,
  order: BazaarOrder,
  type: 'order.created' | 'order.updated',
): BazaarOrder {
  seller.change += 1
  const at = new Date(kit.now()).toISOString()
  const kept = { ...order, version: order.version + 1, updatedAt: at }
  seller.orders.set(order.id, { order: kept, change: seller.change })
  kit.tell(seller.hook, { type, body: { type, at, market: seller.market, subject: { kind: 'order', id: order.id } } })
  return kept
}

export function requireOrder(seller: Seller, id: string): BazaarOrder {
  const kept = seller.orders.get(id)
  if (kept === undefined) throw unknownOrder(id)
  return kept.order
}

/** As the platform's reads see it. */
export function seenOrder(seller: Seller, id: string): BazaarOrder {
  const kept = seller.orders.seen(id)
  if (kept === undefined) throw unknownOrder(id)
  return kept.order
}

function unknownOrder(id: string) {
  return refusal({ status: 404, code: 'UNKNOWN_ORDER', message: `There is no order ${id}.` })
}

/** Orders in the order of their last change. A cursor that is none, or that is ahead of everything, is refused. */
export function orderPage(
  { knobs, random }: Pick<Kit, 'knobs' | 'random'>,
  seller: Seller,
  {
    after,
    since,
    limit = String(PAGE),
  }: { readonly after?: string | undefined; readonly since?: string | undefined; readonly limit?: string | undefined },
) {
  const from = after === undefined ? 0 : changeOf(after)
  if (from > seller.change) throw invalidCursor()
  const isWanted = ({ change, order }: KeptOrder) => change > from && (since === undefined || order.updatedAt >= since)
  const rest = seller.orders
    .allSeen()
    .filter(isWanted)
    .sort((one, other) => one.change - other.change)
  const { size = Number(limit), repeated = 0 } = knobs().pages
  const page = rest.slice(0, Math.min(size, Number(limit)))
  const isRepeated = repeated > 0 && random() < repeated
  const told = isRepeated ? seller.orders.allSeen().filter(({ change }) => change <= from) : []
  return {
    orders: [...told.slice(-1), ...page].map(({ order }) => order),
    next: cursorOf(page.at(-1)?.change ?? from),
    more: rest.length > page.length,
  }
}

const cursorOf = (change: number) => Buffer.from(`c${change}`).toString('base64url')

function changeOf(cursor: string): number {
  const found = /^c(\d{1,12})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (found === undefined) throw invalidCursor()
  return Number(found)
}

function invalidCursor() {
  return refusal({ status: 400, code: 'INVALID_CURSOR', message: 'The cursor is not one of ours.' })
}
