import type { OrderItem } from '../orders/model.ts'
import { tellOfOrder } from './notify.ts'
import { invalid, notFound } from './refuse.ts'
import { type Body, isoAt, listingKey, type StoredOrder, type World } from './world.ts'

/** Keeps an order as changed now, and tells of it. */
export function keepOrder(world: World, stored: StoredOrder): StoredOrder {
  const order = { ...stored.order, lastUpdatedTime: isoAt(world) }
  const kept = { ...stored, order, updatedAt: world.kit.now() }
  world.orders.set(kept.orderId, kept)
  tellOfOrder(world, kept)
  return kept
}

export function requireOrder(world: World, orderId: string): StoredOrder {
  const stored = world.orders.get(orderId)
  if (stored === undefined) throw notFound(`Order ${orderId}`)
  return stored
}

/** Datasets that are only there when they were asked for, by the name of their part of an order or of an item. */
const DATASETS: Readonly<Record<string, string>> = {
  buyer: 'BUYER',
  recipient: 'RECIPIENT',
  proceeds: 'PROCEEDS',
  fulfillment: 'FULFILLMENT',
  expense: 'EXPENSE',
  promotion: 'PROMOTION',
  cancellation: 'CANCELLATION',
  packages: 'PACKAGES',
  tax: 'TAX',
}

export function orderView({ order }: StoredOrder, included: readonly string[]): Body {
  const items = (order.orderItems as readonly Body[]).map((item) => only(item, included))
  return { ...only(order, included), orderItems: items }
}

function only(part: Body, included: readonly string[]): Body {
  const isAsked = (name: string) => DATASETS[name] === undefined || included.includes(DATASETS[name])
  return Object.fromEntries(Object.entries(part).filter(([name]) => isAsked(name)))
}

interface Search {
  readonly after: string
  readonly marketplaceIds: readonly string[]
  readonly included: readonly string[]
  readonly size: number
  readonly token: string | undefined
}

/** Oldest change first, page by page; a token goes with the question that it was given for. */
export function searchOrders(world: World, { after, marketplaceIds, included, size, token }: Search): Body {
  const since = Date.parse(after)
  if (Number.isNaN(since)) throw invalid(`${after} is no time.`)
  const question = JSON.stringify([after, marketplaceIds])
  const [asked, from] = token === undefined ? [question, 0] : pageOf(token)
  if (asked !== question) throw invalid('The paginationToken is of another search.')
  const found = world.orders
    .allSeen()
    .filter(({ updatedAt, marketplaceId }) => updatedAt >= since && marketplaceIds.includes(marketplaceId))
    .sort((one, other) => one.updatedAt - other.updatedAt)
  const page = found.slice(from, from + size)
  const next = found.length > from + size ? tokenOf(question, from + size) : undefined
  return {
    orders: page.map((stored) => orderView(stored, included)),
    ...(next === undefined ? {} : { pagination: { nextToken: next } }),
    lastUpdatedBefore: new Date(world.kit.now() - world.kit.knobs().staleness).toISOString(),
  }
}

const tokenOf = (question: string, from: number) => Buffer.from(JSON.stringify([question, from])).toString('base64url')

function pageOf(token: string): readonly [string, number] {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as [string, number]
  } catch {
    throw invalid('The paginationToken is not valid.')
  }
}

export const itemsOf = ({ order }: StoredOrder) => order.orderItems as readonly OrderItem[]

/** The order with other items, and the status that follows from them. */
export function withItems(stored: StoredOrder, items: readonly OrderItem[]): StoredOrder {
  const isCancelled = (item: OrderItem) => item.cancellation !== undefined
  const rest = items.filter((item) => !isCancelled(item))
  const left = rest.reduce((sum, { fulfillment }) => sum + (fulfillment?.quantityUnfulfilled ?? 0), 0)
  const sent = rest.reduce((sum, { fulfillment }) => sum + (fulfillment?.quantityFulfilled ?? 0), 0)
  const fulfillmentStatus =
    rest.length === 0 ? 'CANCELLED' : left === 0 ? 'SHIPPED' : sent > 0 ? 'PARTIALLY_SHIPPED' : 'UNSHIPPED'
  const fulfillment = { ...(stored.order.fulfillment as Body), fulfillmentStatus }
  return { ...stored, order: { ...stored.order, orderItems: items, fulfillment } }
}

/** Moves so many pieces of items from open to sent; what cannot be is refused as a whole. */
export function fulfilled(
  stored: StoredOrder,
  lines: readonly { readonly orderItemId: string; readonly quantity: number }[],
): readonly OrderItem[] {
  const wanted = new Map(lines.map(({ orderItemId, quantity }) => [orderItemId, quantity]))
  const unknown = lines.find(({ orderItemId }) => itemsOf(stored).every((item) => item.orderItemId !== orderItemId))
  if (unknown !== undefined) throw invalid(`Order item ${unknown.orderItemId} is not in the order.`)
  return itemsOf(stored).map((item) => {
    const sent = wanted.get(item.orderItemId) ?? 0
    const { quantityFulfilled = 0, quantityUnfulfilled = 0 } = item.fulfillment ?? {}
    if (sent > quantityUnfulfilled)
      throw invalid(`Only ${quantityUnfulfilled} of ${item.orderItemId} are left to send.`)
    const fulfillment = {
      quantityFulfilled: quantityFulfilled + sent,
      quantityUnfulfilled: quantityUnfulfilled - sent,
    }
    return { ...item, fulfillment }
  })
}

/** Cancels whole items that did not leave yet. What a buyer gives back is for sale again; what a merchant cancels he had not. */
export function cancelItems(world: World, orderId: string, { itemIds, by }: Cancelling): StoredOrder {
  const stored = requireOrder(world, orderId)
  if (by === 'BUYER')
    for (const { product, fulfillment } of itemsOf(stored))
      restock(world, listingKey(stored.marketplaceId, product.sellerSku ?? ''), fulfillment?.quantityUnfulfilled ?? 0)
  const items = itemsOf(stored).map((item) =>
    itemIds === undefined || itemIds.includes(item.orderItemId)
      ? {
          ...item,
          cancellation: { cancellationExecution: { cancelledBy: by } },
          fulfillment: { ...item.fulfillment, quantityUnfulfilled: 0 },
        }
      : item,
  )
  return keepOrder(world, withItems(stored, items))
}

/** More of an item for sale, or fewer; never less than none. */
export function restock({ listings }: World, key: string, pieces: number): void {
  const listing = listings.get(key)
  const [first, ...rest] = listing?.attributes.fulfillment_availability ?? []
  if (listing === undefined || first === undefined) return
  const left = { ...first, quantity: Math.max(0, Number(first.quantity) + pieces) }
  const attributes = { ...listing.attributes, fulfillment_availability: [left, ...rest] }
  listings.set(key, { ...listing, attributes })
}

interface Cancelling {
  /** All when left out. */
  readonly itemIds?: readonly string[]
  readonly by: 'BUYER' | 'MERCHANT' | 'AMAZON'
}
