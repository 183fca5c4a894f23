import type { Acknowledgement, Entry, PriceEntry, Publication, StockEntry } from '@vitrine/core'
import type { Api } from '../api.ts'
import { hasAnyFeed, isByFile } from '../feeds/feed.ts'
import { byFileFrom, type Operation, sendBatch } from './batch.ts'
import { availabilityOf, pricesOf } from './price.ts'
import { FIXED, type RetailItem } from './retail-item.ts'

/**
 * Operation items_batch/post with CREATE, UPDATE or UPSERT. Where the goods come by a file, what UPDATE cannot do waits for the next fetch of it
 * and needs no call.
 */
export async function publish(
  api: Api,
  entries: readonly Publication<RetailItem>[],
): Promise<readonly Acknowledgement[]> {
  const operations = entries.map((entry) => (hasAnyFeed(api.settings) ? stepwise(entry) : upserted(entry)))
  const isWaiting = (at: number) => isByFile(api.settings) && operations[at]?.operation === 'CREATE'
  const sent = operations.filter((_, at) => !isWaiting(at))
  const receipt = sent.length === 0 ? '' : await sendBatch(api, 'items', sent)
  const later = byFileFrom(api.now())
  return entries.map(({ key }, at) => ({ key, outcome: 'pending', receipt: isWaiting(at) ? later : receipt }))
}

/** DELETE; an item that is not there is no error. */
export async function withdraw(api: Api, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  const operations = entries.map(({ key }) => ({ item_id: key, operation: 'DELETE' }) as const)
  return pending(entries, await sendBatch(api, 'values', operations))
}

/** UPDATE of one attribute: the fast way for stock. */
export async function pushStock(
  api: Api,
  entries: readonly StockEntry<RetailItem>[],
): Promise<readonly Acknowledgement[]> {
  const operations = entries.map(({ key, quantity }) =>
    update(key, { availability: availabilityOf(quantity) }, ['availability']),
  )
  return pending(entries, await sendBatch(api, 'values', operations))
}

/** The price of before is `price` while there is a lower one; without, `sale_price` is named and left out, and so deleted. */
export async function pushPrices(
  api: Api,
  entries: readonly PriceEntry<RetailItem>[],
): Promise<readonly Acknowledgement[]> {
  const operations = entries.map(({ key, price, compareAt, currency }) => {
    const { sale_price, ...regular } = pricesOf(price, compareAt, currency)
    return update(key, { ...regular, ...(sale_price === null ? {} : { sale_price }) }, ['price', 'sale_price'])
  })
  return pending(entries, await sendBatch(api, 'values', operations))
}

function pending(entries: readonly Entry[], receipt: string): readonly Acknowledgement[] {
  return entries.map(({ key }) => ({ key, outcome: 'pending', receipt }))
}

/** Only accounts without a feed may say UPSERT (operation items_batch/post). */
function upserted({ key, ...entry }: Publication<RetailItem>): Operation {
  return { item_id: key, operation: 'UPSERT', attributes: whole(entry) }
}

/** With a feed: CREATE when it is new, UPDATE of what changed, CREATE anew when something changed that UPDATE does not take. */
function stepwise({ key, ...entry }: Publication<RetailItem>): Operation {
  const { operation, shape, confirmed } = entry
  const changed = confirmed === null ? [] : changedOf(shape, confirmed)
  const isWhole = operation === 'create' || confirmed === null || changed.some((name) => FIXED.includes(name))
  if (isWhole) return { item_id: key, operation: 'CREATE', attributes: whole(entry) }
  const kept = changed.filter((name) => shape[name] !== undefined)
  return update(key, Object.fromEntries(kept.map((name) => [name, shape[name]])), changed)
}

type Told = Pick<Publication<RetailItem>, 'shape' | 'quantity' | 'price' | 'compareAt' | 'currency'>

/** All attributes of an item, as CREATE and UPSERT and the line of a file have them. */
export function whole({ shape, quantity, price, compareAt, currency }: Told) {
  const prices = price === null ? { sale_price: null } : pricesOf(price, compareAt, currency)
  const { sale_price, ...regular } = prices
  return {
    ...shape,
    ...regular,
    ...(sale_price === null ? {} : { sale_price }),
    availability: availabilityOf(quantity),
  }
}

function changedOf(shape: RetailItem, confirmed: RetailItem): readonly (keyof RetailItem)[] {
  const names = [...new Set([...Object.keys(shape), ...Object.keys(confirmed)])] as (keyof RetailItem)[]
  return names.filter((name) => JSON.stringify(shape[name]) !== JSON.stringify(confirmed[name]))
}

const update = (item_id: string, attributes: Readonly<Record<string, unknown>>, update_mask: readonly string[]) =>
  ({ item_id, operation: 'UPDATE', attributes, update_mask }) as const
