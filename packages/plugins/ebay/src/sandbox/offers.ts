import { Hono } from 'hono'
import * as v from 'valibot'
import { eachOf } from './bulk.ts'
import { requireLanguage } from './inventory.ts'
import { refuse } from './refuse.ts'
import { countRevision, quantityOf, requirePublishable } from './rules.ts'
import { groupOf, newNumber, type StoredOffer, type World } from './world.ts'

const NewOffer = v.looseObject({ sku: v.string(), marketplaceId: v.string(), format: v.literal('FIXED_PRICE') })

/** Offers: made, replaced, shown and ended. */
export function offerRoutes(world: World): Hono {
  const app = new Hono()
  app.post('/bulk_publish_offer', async (c) =>
    c.json(
      await eachOf(c.req.raw, ({ offerId }) => {
        const listingId = publishAlone(world, String(offerId))
        return [{ offerId, listingId, statusCode: 200, errors: [], warnings: [] }]
      }),
    ),
  )
  app.get('/offer', (c) => {
    const { sku, marketplace_id: marketplaceId } = c.req.query()
    const offers = world.offers
      .allSeen()
      .filter((offer) => offer.sku === sku && (marketplaceId ?? offer.marketplaceId) === offer.marketplaceId)
    if (offers.length === 0) throw refuse({ status: 404, errorId: 25713, message: 'This Offer is not available.' })
    return c.json({ offers: offers.map((offer) => shown(world, offer)), total: offers.length, size: offers.length })
  })
  app.get('/offer/:id', (c) => c.json(shown(world, requireOffer(world, c.req.param('id'), 'seen'))))
  app.post('/offer', async (c) => {
    requireLanguage(c.req.header('content-language'))
    return c.json({ offerId: create(world, v.parse(NewOffer, await c.req.json())), warnings: [] }, 201)
  })
  app.put('/offer/:id', async (c) => {
    requireLanguage(c.req.header('content-language'))
    const offer = requireOffer(world, c.req.param('id'))
    const changed = { ...offer, body: v.parse(v.looseObject({}), await c.req.json()) }
    if (offer.isPublished) {
      requirePublishable(world, changed, { isNew: false })
      countRevision(world, groupOf(world, offer.sku)?.key ?? offer.sku)
    }
    world.offers.set(offer.offerId, changed)
    return c.body(null, 204)
  })
  app.post('/offer/:id/withdraw', (c) => {
    const offer = requireOffer(world, c.req.param('id'))
    world.offers.set(offer.offerId, { ...offer, isPublished: false, listingId: null })
    return c.json({ ...(offer.listingId === null ? {} : { listingId: offer.listingId }), warnings: [] })
  })
  app.delete('/offer/:id', (c) => {
    world.offers.remove(requireOffer(world, c.req.param('id')).offerId)
    return c.body(null, 204)
  })
  return app
}

function requireOffer({ offers }: World, id: string, as: 'get' | 'seen' = 'get'): StoredOffer {
  const offer = offers[as](id)
  if (offer === undefined)
    throw refuse({ status: 404, errorId: 25713, message: `This Offer is not available : ${id}.` })
  return offer
}

/** One offer for a SKU, marketplace and format: another is refused with the id of the first. */
function create(world: World, { sku, marketplaceId, format: _, ...body }: v.InferOutput<typeof NewOffer>): string {
  if (world.items.get(sku) === undefined)
    throw refuse({
      status: 400,
      errorId: 25702,
      message: `${sku} could not be found or is not available in the system.`,
    })
  const same = world.offers.all().find((offer) => offer.sku === sku && offer.marketplaceId === marketplaceId)
  if (same !== undefined)
    throw refuse({
      status: 400,
      errorId: 25002,
      message: 'A user error has occurred. Offer entity already exists.',
      parameters: [{ name: 'offerId', value: same.offerId }],
    })
  const offerId = newNumber(world.kit)
  const state = { isPublished: false, listingId: null, isOnHold: false, isEnded: false }
  world.offers.set(offerId, { offerId, sku, marketplaceId, body, ...state })
  return offerId
}

function publishAlone(world: World, offerId: string): string {
  const offer = requireOffer(world, offerId)
  if (groupOf(world, offer.sku) !== undefined)
    throw refuse({
      status: 400,
      errorId: 25732,
      message:
        'Offers associated with SKUs that are part of a variation group cannot be published using this endpoint.',
    })
  if (offer.isPublished && offer.listingId !== null) return offer.listingId
  return show(world, offer, newNumber(world.kit))
}

/** From now on buyers see it. */
export function show(world: World, offer: StoredOffer, listingId: string): string {
  requirePublishable(world, offer, { isNew: true })
  world.offers.set(offer.offerId, { ...offer, isPublished: true, isEnded: false, listingId })
  return listingId
}

function shown(world: World, offer: StoredOffer) {
  const { offerId, sku, marketplaceId, body, isPublished, listingId, isOnHold, isEnded } = offer
  const quantity = quantityOf(offer, world.items.get(sku))
  const listingStatus = isEnded ? 'ENDED' : quantity > 0 ? 'ACTIVE' : 'OUT_OF_STOCK'
  const listing = { listingId, listingStatus, soldQuantity: 0, ...(isOnHold ? { listingOnHold: true } : {}) }
  return {
    ...body,
    offerId,
    sku,
    marketplaceId,
    format: 'FIXED_PRICE',
    status: isPublished ? 'PUBLISHED' : 'UNPUBLISHED',
    ...(listingId === null ? {} : { listing }),
  }
}
