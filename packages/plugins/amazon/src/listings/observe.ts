import { type Entry, failureOf, type Observation } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import type { Marketplace } from '../marketplaces.ts'
import { minorUnits } from '../minor-units.ts'
import { type AmazonIssue, Found, issueOf, ListedItem } from './answers.ts'
import { textsOf } from './attributes.ts'
import { itemPath } from './item-path.ts'
import type { Shape } from './shape.ts'

/** What a search takes at most (`searchListingsItems`, `identifiers`). */
export const MOST_SKUS = 20

const INCLUDED = 'summaries,attributes,issues,offers,fulfillmentAvailability'

/** Reads items back, twenty a call; a SKU with a comma would be two in the list, so it is read by itself. */
export async function observe(api: AmazonApi, entries: readonly Entry[]): Promise<readonly Observation<Shape>[]> {
  const listed = entries.filter(({ key }) => !key.includes(','))
  const found = new Map<string, ListedItem>()
  for (let at = 0; at < listed.length; at += MOST_SKUS) {
    const items = await searched(api, listed.slice(at, at + MOST_SKUS))
    for (const item of items) found.set(item.sku, item)
  }
  for (const { key } of entries.filter((entry) => entry.key.includes(','))) {
    const item = await single(api, key)
    if (item !== undefined) found.set(key, item)
  }
  return entries.map(({ key }) => {
    const item = found.get(key)
    return item === undefined ? { key, status: 'missing' } : observationOf(item, api.marketplace)
  })
}

async function searched(api: AmazonApi, entries: readonly Entry[]): Promise<readonly ListedItem[]> {
  const { body } = await api.seller.get(`/listings/2021-08-01/items/${encodeURIComponent(api.settings.sellerId)}`, {
    query: {
      marketplaceIds: api.marketplace.id,
      identifiersType: 'SKU',
      identifiers: entries.map(({ key }) => key).join(','),
      includedData: INCLUDED,
      pageSize: MOST_SKUS,
    },
    output: Found,
    bucket: 'searchListingsItems',
  })
  return body.items
}

/** `getListingsItem`; undefined when Amazon knows no such SKU. */
async function single(api: AmazonApi, sku: string): Promise<ListedItem | undefined> {
  try {
    const { body } = await api.seller.get(itemPath(api, sku), {
      query: { marketplaceIds: api.marketplace.id, includedData: INCLUDED },
      output: ListedItem,
      bucket: 'getListingsItem',
    })
    return body
  } catch (thrown) {
    if (failureOf(thrown).kind === 'missing') return undefined
    throw thrown
  }
}

/** Actions of Amazon that take a listing from sale (`IssueEnforcementAction`). */
const STOPPING: readonly string[] = ['LISTING_SUPPRESSED', 'CATALOG_ITEM_REMOVED']

const isStopping = ({ severity, enforcements }: AmazonIssue) =>
  severity === 'ERROR' &&
  (enforcements === undefined ||
    (enforcements.actions.some(({ action }) => STOPPING.includes(action)) &&
      !enforcements.exemption?.status.startsWith('EXEMPT')))

/** An item as Amazon shows it on the connection's marketplace. */
export function observationOf(item: ListedItem, marketplace: Marketplace): Observation<Shape> {
  const summary = item.summaries.find(({ marketplaceId }) => marketplaceId === marketplace.id)
  const issues = item.issues.filter(({ marketplaceIds: at }) => at === undefined || at.includes(marketplace.id))
  const quantities = item.fulfillmentAvailability.flatMap(({ quantity }) => (quantity === undefined ? [] : [quantity]))
  const quantity = quantities.reduce((sum, one) => sum + one, 0)
  const offer = item.offers.find(
    ({ marketplaceId, offerType }) => marketplaceId === marketplace.id && offerType === 'B2C',
  )
  const { asin, productType } = summary ?? {}
  return {
    key: item.sku,
    externalId: item.sku,
    status: statusOf({ shown: summary?.status ?? [], issues, isSoldOut: quantities.length > 0 && quantity === 0 }),
    shape: {
      ...(productType === undefined ? {} : { productType }),
      ...textsOf(item.attributes, marketplace.id),
    },
    issues: issues.map(issueOf),
    ...(quantities.length === 0 ? {} : { quantity }),
    ...(offer === undefined ? {} : { price: minorUnits(offer.price) }),
    ...(asin === undefined ? {} : { url: `https://${marketplace.site}/dp/${asin}` }),
  }
}

interface Shown {
  readonly shown: readonly string[]
  readonly issues: readonly AmazonIssue[]
  readonly isSoldOut: boolean
}

/**
 * Buyable is live, whatever is said beside it. What cannot be bought is refused when an issue stops it, live when buyers find it all the same
 * or only the goods are missing, and else still under way.
 */
function statusOf({ shown, issues, isSoldOut }: Shown): Observation['status'] {
  if (shown.includes('BUYABLE')) return 'live'
  if (issues.some(isStopping)) return 'rejected'
  return isSoldOut || shown.includes('DISCOVERABLE') ? 'live' : 'pending'
}
