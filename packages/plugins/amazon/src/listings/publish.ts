import type { Acknowledgement, Entry, Publication } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { issueOf, Submission } from './answers.ts'
import { attributesOf } from './attributes.ts'
import { eachOf } from './each.ts'
import { availability, purchasableOffer } from './offer.ts'
import { type Patch, patchesOf } from './patches.ts'
import type { Shape } from './shape.ts'

/** Where an item is; the SKU may hold anything, a slash too. */
export const itemPath = ({ settings }: AmazonApi, sku: string) =>
  `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}/${encodeURIComponent(sku)}`

const PREVIEW = { mode: 'VALIDATION_PREVIEW' } as const
type Mode = typeof PREVIEW | Record<never, never>

export function publish(api: AmazonApi, entries: readonly Publication<Shape>[]) {
  return eachOf(entries, (entry) => submit(api, entry, {}))
}

/** Amazon checks as on a push, and keeps nothing (`mode=VALIDATION_PREVIEW`). */
export function validate(api: AmazonApi, entries: readonly Publication<Shape>[]) {
  return eachOf(entries, (entry) => submit(api, entry, PREVIEW))
}

export function withdraw(api: AmazonApi, entries: readonly Entry[]) {
  return eachOf(entries, async ({ key }) => {
    const { body } = await api.seller.delete(itemPath(api, key), {
      query: { marketplaceIds: api.marketplace.id },
      output: Submission,
      bucket: 'deleteListingsItem',
      isRepeatable: true,
    })
    return acknowledged(key, body)
  })
}

/**
 * A PUT takes away what it does not name, so it makes new items and items of another product type, with price and quantity, which Amazon wants
 * to know of an item for sale. All else goes as patches.
 */
async function submit(api: AmazonApi, entry: Publication<Shape>, mode: Mode): Promise<Acknowledgement> {
  const { key, operation, shape, confirmed } = entry
  const isOther = confirmed !== null && confirmed.productType !== shape.productType
  if (operation === 'create' || isOther) return put(api, entry, mode)
  const patches = patchesOf(shape, confirmed, api.marketplace)
  if (patches.length === 0) return { key, outcome: 'accepted', externalId: key }
  return patch(api, { key, shape, patches, mode })
}

/** `putListingsItem`: by key, so it may be repeated. */
async function put(api: AmazonApi, entry: Publication<Shape>, mode: Mode): Promise<Acknowledgement> {
  const { key, shape, price, currency } = entry
  const { body } = await api.seller.put(itemPath(api, key), {
    query: { marketplaceIds: api.marketplace.id, includedData: 'issues', ...mode },
    body: {
      productType: shape.productType,
      requirements: shape.requirements,
      attributes: {
        ...attributesOf(shape, api.marketplace),
        ...(price === null
          ? {}
          : { purchasable_offer: purchasableOffer({ amount: price, currency }, api.marketplace) }),
        fulfillment_availability: availability(entry, api.settings),
      },
    },
    output: Submission,
    bucket: 'putListingsItem',
    isRepeatable: true,
  })
  return acknowledged(key, body)
}

export interface Patched {
  readonly key: string
  readonly shape: Pick<Shape, 'productType'>
  readonly patches: readonly Patch[]
  readonly mode?: Mode
}

/** `patchListingsItem`. */
export async function patch(api: AmazonApi, { key, shape, patches, mode = {} }: Patched): Promise<Acknowledgement> {
  const { body } = await api.seller.patch(itemPath(api, key), {
    query: { marketplaceIds: api.marketplace.id, includedData: 'issues', ...mode },
    body: { productType: shape.productType, patches },
    output: Submission,
    bucket: 'patchListingsItem',
    isRepeatable: true,
  })
  return acknowledged(key, body)
}

/** Accepted or valid means that the words were understood; whether buyers see it is read back later. */
function acknowledged(key: string, { status, issues }: Submission): Acknowledgement {
  const told = issues.map(issueOf)
  if (status === 'INVALID') return { key, outcome: 'rejected', issues: told }
  return { key, outcome: 'accepted', externalId: key, ...(told.length === 0 ? {} : { issues: told }) }
}
