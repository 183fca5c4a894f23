import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'
import { Faults } from '../api/faults.ts'
import type { Shape } from '../shape.ts'
import { offerBody } from './bodies.ts'
import { failureIn, unlessMissing } from './outcome.ts'
import { Offer, OffersPage } from './wire.ts'

/** The only format that stock can be pushed to. */
const FORMAT = 'FIXED_PRICE'

/** What an offer is made of. */
export interface Offering {
  readonly key: string
  readonly externalId: string | null
  readonly shape: Shape
  readonly price: number
  readonly currency: string
}

export interface Offered {
  readonly offerId: string
  readonly isPublished: boolean
}

/** The offer of a SKU on the marketplace (getOffers); undefined when there is none. */
export async function findOffer({ inventory, settings }: Ebay, sku: string): Promise<Offer | undefined> {
  const query = { sku, marketplace_id: settings.marketplace, format: FORMAT }
  const answer = await unlessMissing(inventory.get('/offer', { query, bucket: 'inventory', output: OffersPage }))
  return answer?.body.offers[0]
}

async function readOffer({ inventory }: Ebay, offerId: string): Promise<Offer | undefined> {
  const path = `/offer/${encodeURIComponent(offerId)}`
  return (await unlessMissing(inventory.get(path, { bucket: 'inventory', output: Offer })))?.body
}

/**
 * Makes the offer of a SKU say what it should: the one that we know, else one that is there already (error 25002 tells its id), else a new one.
 * A published offer is revised by this at once.
 */
export async function putOffer(api: Ebay, offering: Offering): Promise<Offered> {
  const { externalId, key } = offering
  const known = externalId === null ? undefined : await readOffer(api, externalId)
  if (known !== undefined && known.sku === key) return replaced(api, known, offering)
  try {
    return await created(api, offering)
  } catch (thrown) {
    const there = await existing(api, key, thrown)
    if (there === undefined) throw thrown
    return replaced(api, there, offering)
  }
}

const Created = v.object({ offerId: v.string(), warnings: Faults })

/** createOffer: there is no idempotency key, so an answer that did not come is read back by the SKU. */
async function created(api: Ebay, offering: Offering): Promise<Offered> {
  const { settings, language, inventory } = api
  const { body } = await inventory.post('/offer', {
    headers: { 'content-language': language },
    body: { sku: offering.key, marketplaceId: settings.marketplace, format: FORMAT, ...offerBody(offering) },
    bucket: 'inventory',
    output: Created,
  })
  return { offerId: body.offerId, isPublished: false }
}

/** What stood in the way of a new offer: 25002 and 25729 say that there is one for this SKU, marketplace and format. */
async function existing(api: Ebay, sku: string, thrown: unknown): Promise<Offer | undefined> {
  const { kind, code } = failureIn(thrown) ?? {}
  const isTaken = code === '25002' || code === '25729'
  return isTaken || kind === 'unknown' || kind === 'conflict' ? findOffer(api, sku) : undefined
}

async function replaced(api: Ebay, { offerId, status }: Offer, offering: Offering): Promise<Offered> {
  await api.inventory.put(`/offer/${encodeURIComponent(offerId)}`, {
    headers: { 'content-language': api.language },
    body: offerBody(offering),
    bucket: 'inventory',
    isRepeatable: true,
  })
  return { offerId, isPublished: status === 'PUBLISHED' }
}

/** Ends what an offer shows; one that shows nothing, or is not there, is ended. */
export async function withdrawOffer({ inventory }: Ebay, offerId: string): Promise<void> {
  const path = `/offer/${encodeURIComponent(offerId)}/withdraw`
  await unlessMissing(inventory.post(path, { bucket: 'inventory', isRepeatable: true }))
}
