import type { Acknowledgement, Entry, Publication } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { Submission, submissionOf } from './answers.ts'
import { attributesOf } from './attributes.ts'
import { eachOf } from './each.ts'
import { itemPath } from './item-path.ts'
import { availability, purchasableOffer } from './offer.ts'
import { endItem, endParents, parentsFirst } from './parents.ts'
import { type Patch, patchesOf } from './patches.ts'
import type { Shape } from './shape.ts'

const PREVIEW = { mode: 'VALIDATION_PREVIEW' } as const
type Mode = typeof PREVIEW | Record<never, never>

export function publish(api: AmazonApi, entries: readonly Publication<Shape>[]) {
  return submitAll(api, entries, {})
}

/** Amazon checks as on a push, and keeps nothing (`mode=VALIDATION_PREVIEW`). */
export function validate(api: AmazonApi, entries: readonly Publication<Shape>[]) {
  return submitAll(api, entries, PREVIEW)
}

function submitAll(api: AmazonApi, entries: readonly Publication<Shape>[], mode: Mode) {
  const parentOf = parentsFirst(api, mode)
  return eachOf(entries, async (entry) => (await parentOf(entry)) ?? submit(api, entry, mode))
}

export async function withdraw(api: AmazonApi, entries: readonly Entry[]) {
  await endParents(api, entries)
  return eachOf(entries, async ({ key }) => submissionOf(key, await endItem(api, key)))
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
  return submissionOf(key, body)
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
  return submissionOf(key, body)
}
