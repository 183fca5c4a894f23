import type { Entry, Issue, Observation } from '@vitrine/core'
import { minorOf } from '../amount.ts'
import type { Ebay } from '../api/connect.ts'
import type { Shape } from '../shape.ts'
import { readGroup } from './groups.ts'
import { readItems } from './items.ts'
import { findOffer } from './offers.ts'
import { type GroupAnswer, type ItemAnswer, ItemsPage, type Offer } from './wire.ts'

/** What eBay shows of up to 25 SKUs: their items in one call, the offer of each, and the groups that they are in. */
export async function observe(api: Ebay, entries: readonly Entry[]): Promise<readonly Observation<Shape>[]> {
  const skus = entries.map(({ key }) => key)
  const [items, offers] = await Promise.all([
    readItems(api, skus),
    Promise.all(skus.map(async (sku) => [sku, await findOffer(api, sku)] as const)),
  ])
  const groups = await groupsOf(api, [...items.values()])
  return offers.map(([key, offer]) => observed(api, { key, item: items.get(key), offer, groups }))
}

type Groups = ReadonlyMap<string, GroupAnswer | undefined>

async function groupsOf(api: Ebay, items: readonly ItemAnswer[]): Promise<Groups> {
  const keys = [...new Set(items.flatMap((item) => groupKeyOf(item) ?? []))]
  return new Map(await Promise.all(keys.map(async (key) => [key, await readGroup(api, key)] as const)))
}

const groupKeyOf = ({ groupIds, inventoryItemGroupKeys }: ItemAnswer) => groupIds[0] ?? inventoryItemGroupKeys[0]

/** Items of a page, since each costs a call for its offer. */
const PAGE = 25

/** All that the account has, a page at a time (getInventoryItems, whose `offset` is the number of the page). */
export async function browse(api: Ebay, cursor: string | null) {
  const page = cursor !== null && /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0
  const query = { limit: String(PAGE), offset: String(page) }
  const { body } = await api.inventory.get('/inventory_item', { query, bucket: 'inventory', output: ItemsPage })
  const named = body.inventoryItems.flatMap((item) => (item.sku === undefined ? [] : [{ key: item.sku, item }]))
  const groups = await groupsOf(api, body.inventoryItems)
  const items = await Promise.all(
    named.map(async ({ key, item }) => observed(api, { key, item, offer: await findOffer(api, key), groups })),
  )
  const isMore = body.inventoryItems.length > 0 && (page + 1) * PAGE < body.total
  return { items, cursor: isMore ? String(page + 1) : null }
}

interface Found {
  readonly key: string
  readonly item: ItemAnswer | undefined
  readonly offer: Offer | undefined
  readonly groups: Groups
}

function observed({ marketplace }: Ebay, { key, item, offer, groups }: Found): Observation<Shape> {
  if (offer === undefined || isHalfMade(item)) return { key, status: 'missing' }
  const listingId = offer.listing?.listingId
  const price = offer.pricingSummary?.price
  const quantity = offer.availableQuantity ?? item?.availability?.shipToLocationAvailability?.quantity
  return {
    key,
    externalId: offer.offerId,
    ...statusOf(offer, quantity ?? 0),
    shape: shapeOf(item, offer, groups),
    ...(quantity === undefined ? {} : { quantity }),
    ...(price === undefined ? {} : { price: minorOf(price) }),
    ...(listingId === undefined ? {} : { url: `https://${marketplace.site}/itm/${listingId}` }),
  }
}

/** A member has no title of its own: without its group, its making was cut off. */
const isHalfMade = (item: ItemAnswer | undefined) =>
  item === undefined || (groupKeyOf(item) === undefined && (item.product?.title ?? '') === '')

const ON_HOLD: Issue = {
  severity: 'error',
  code: '25096',
  message: 'The listing is on hold because of a policy of eBay. eBay wrote to you how to put it right.',
}

/**
 * OfferStatusEnum and ListingStatusEnum. An offer that was never shown has no listing: without stock it waits for some, which is as if it were
 * sold out; with stock it should have been shown, and is published anew.
 */
function statusOf({ status, listing }: Offer, quantity: number): Pick<Observation, 'status' | 'issues'> {
  if (listing?.listingOnHold === true) return { status: 'rejected', issues: [ON_HOLD] }
  if (['ENDED', 'EBAY_ENDED', 'INACTIVE'].includes(listing?.listingStatus ?? '')) return { status: 'ended' }
  return { status: status === 'PUBLISHED' || quantity === 0 ? 'live' : 'missing' }
}

/**
 * What is compared for drift. Title and description of a member are its group's, unless somebody gave it its own. Item specifics are left
 * out, since eBay adds some of its own.
 */
function shapeOf(item: ItemAnswer | undefined, offer: Offer, groups: Groups): Partial<Shape> {
  const group = item === undefined ? undefined : groups.get(groupKeyOf(item) ?? '')
  const title = item?.product?.title ?? group?.title
  const description = group?.description ?? offer.listingDescription
  const imageUrls = item?.product?.imageUrls
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(imageUrls === undefined ? {} : { imageUrls }),
    ...(item?.condition === undefined ? {} : { condition: item.condition }),
    ...(offer.categoryId === undefined ? {} : { categoryId: offer.categoryId }),
  }
}
