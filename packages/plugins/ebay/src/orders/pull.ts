import type { ForeignPage } from '@vitrine/core'
import type { Ebay } from '../api/connect.ts'
import { failureIn, unlessMissing } from '../inventory/outcome.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { OrdersPage } from './wire.ts'

/** The most that getOrders gives. */
const LIMIT = 200
/** Read again each time: modification times become visible late and out of order, and our clock may be ten minutes fast. What was seen before is heard once. */
const OVERLAP = 900_000
/** getOrders refuses orders of more than two years (errors 30830). */
const OLDEST = 729 * 86_400_000
/** With a breakdown, totals hold the taxes that eBay collects, as the buyer paid them. */
const BREAKDOWN = 'TAX_BREAKDOWN'

/** Orders by the time of their last change (getOrders, `lastmodifieddate`). */
export async function pullOrders(
  api: Ebay,
  { cursor, since }: { readonly cursor: string | null; readonly since: number },
): Promise<ForeignPage> {
  const now = api.now()
  const at = cursor === null ? { from: since, page: null } : readCursor(cursor, now)
  const from = Math.min(Math.max(at.from - (cursor === null ? 0 : OVERLAP), now - OLDEST), now)
  const to = at.page?.to ?? now
  const offset = at.page?.offset ?? 0
  const { orders, total } = await readPage(api, { from: at.page === null ? from : at.from, to, offset })
  const page = orders.map((raw) => ({ externalId: raw.orderId, raw }))
  const next = nextOf({ at, from, to, offset, total, count: orders.length })
  return { orders: page, cursor: writeCursor(next), isMore: next.page !== null }
}

interface Read {
  readonly at: Cursor
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly total: number
  readonly count: number
}

/**
 * An order that changes while a window is read leaves it, and those behind it move up by one: the page is read again from as much earlier.
 * An empty page ends a window whatever its total says.
 */
function nextOf({ at, from, to, offset, total, count }: Read): Cursor {
  const left = at.page === null ? 0 : Math.max(0, at.page.total - total)
  const reached = left > 0 ? Math.max(0, offset - left) : offset + count
  if ((count === 0 && left === 0) || reached >= total) return { from: to, page: null }
  return { from: at.page === null ? from : at.from, page: { to, offset: reached, total } }
}

interface Window {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/** Our clock may be ahead of eBay's, which refuses times in the future (30850): what is left out now is read with the next overlap. */
async function readPage(api: Ebay, window: Window) {
  try {
    return await ask(api, window)
  } catch (thrown) {
    if (failureIn(thrown)?.code !== '30850') throw thrown
    const to = Math.max(window.from, window.to - OVERLAP)
    return ask(api, { ...window, from: Math.min(window.from, to - 1), to })
  }
}

async function ask({ fulfillment }: Ebay, { from, to, offset }: Window) {
  const iso = (at: number) => new Date(at).toISOString()
  const query = {
    filter: `lastmodifieddate:[${iso(from)}..${iso(to)}]`,
    limit: String(LIMIT),
    offset: String(offset),
    fieldGroups: BREAKDOWN,
  }
  return (await fulfillment.get('/order', { query, bucket: 'fulfillment', output: OrdersPage })).body
}

/** An order as it is now (getOrder), which alone tells the requests to cancel it. */
export async function readOrder({ fulfillment }: Ebay, orderId: string): Promise<unknown> {
  const path = `/order/${encodeURIComponent(orderId)}`
  const query = { fieldGroups: BREAKDOWN }
  return (await unlessMissing(fulfillment.get(path, { query, bucket: 'fulfillment' })))?.body
}
