import { Hono } from 'hono'
import * as v from 'valibot'
import { eachOf } from './bulk.ts'
import { refuse } from './refuse.ts'
import { countRevision, LOCATIONS, requirePublishable } from './rules.ts'
import { type Body, groupOf, offerOf, type StoredItem, type World } from './world.ts'

const ItemBody = v.looseObject({
  sku: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  locale: v.pipe(v.string(), v.regex(/^[a-z]{2}_[A-Z]{2}$/)),
  availability: v.optional(
    v.looseObject({ shipToLocationAvailability: v.optional(v.looseObject({ quantity: v.optional(v.number(), 0) })) }),
  ),
})
const Quantities = v.object({
  sku: v.string(),
  shipToLocationAvailability: v.optional(v.looseObject({ quantity: v.number() })),
  offers: v.optional(
    v.array(
      v.object({
        offerId: v.string(),
        availableQuantity: v.optional(v.number()),
        price: v.optional(v.object({ value: v.string(), currency: v.string() })),
      }),
    ),
    [],
  ),
})

/** Inventory items, and stock and prices in bulk. */
export function inventoryRoutes(world: World): Hono {
  const app = new Hono()
  app.post('/bulk_create_or_replace_inventory_item', async (c) => {
    requireLanguage(c.req.header('content-language'))
    return c.json(await eachOf(c.req.raw, (entry) => putItem(world, entry)))
  })
  app.post('/bulk_get_inventory_item', async (c) =>
    c.json(
      await eachOf(c.req.raw, ({ sku }) => {
        const item = world.items.seen(String(sku))
        if (item === undefined) throw refuse({ status: 404, errorId: 25702, message: `${sku} is not available` })
        return [{ sku, statusCode: 200, errors: [], warnings: [], inventoryItem: shown(world, item) }]
      }),
    ),
  )
  app.post('/bulk_update_price_quantity', async (c) => c.json(await eachOf(c.req.raw, (entry) => update(world, entry))))
  app.get('/inventory_item', (c) => {
    const limit = Number(c.req.query('limit') ?? 100)
    const from = Number(c.req.query('offset') ?? 0) * limit
    const all = world.items.allSeen()
    const inventoryItems = all.slice(from, from + limit).map((item) => ({ sku: item.sku, ...shown(world, item) }))
    return c.json({ inventoryItems, limit, size: inventoryItems.length, total: all.length })
  })
  app.delete('/inventory_item/:sku', (c) => {
    const sku = c.req.param('sku')
    if (world.items.get(sku) === undefined)
      throw refuse({ status: 404, errorId: 25710, message: 'There is no such SKU' })
    const offer = offerOf(world, sku)
    if (offer !== undefined) world.offers.remove(offer.offerId)
    world.items.remove(sku)
    return c.body(null, 204)
  })
  app.get('/location', (c) =>
    c.json({
      total: LOCATIONS.length,
      locations: LOCATIONS.map(({ key, name, types }) => ({
        merchantLocationKey: key,
        name,
        merchantLocationStatus: 'ENABLED',
        locationTypes: types,
      })),
    }),
  )
  return app
}

export function requireLanguage(language: string | undefined): void {
  if (language === undefined || !/^[a-z]{2}-[A-Z]{2}$/.test(language))
    throw refuse({ status: 400, errorId: 25709, message: 'Invalid value for header Content-Language.' })
}

/** A replace forgets what it is not told, stock included. */
function putItem(world: World, entry: Body): object[] {
  const read = v.safeParse(ItemBody, entry)
  if (!read.success) throw refuse({ status: 400, errorId: 25709, message: read.issues[0].message })
  const { sku, locale, ...body } = read.output
  requireDistinct((body.product as Body | undefined)?.aspects)
  const before = world.items.get(sku)
  world.items.set(sku, { sku, quantity: body.availability?.shipToLocationAvailability?.quantity ?? 0, body })
  const offer = offerOf(world, sku)
  try {
    if (offer?.isPublished === true) {
      requirePublishable(world, offer, { isNew: false })
      countRevision(world, groupOf(world, sku)?.key ?? sku)
    }
  } catch (thrown) {
    if (before !== undefined) world.items.set(sku, before)
    throw thrown
  }
  return [{ sku, locale, statusCode: before === undefined ? 201 : 200, errors: [], warnings: [] }]
}

/** Names of item specifics are the same in whatever case. */
function requireDistinct(aspects: unknown): void {
  const names = Object.keys((aspects ?? {}) as Body).map((name) => name.toLowerCase())
  if (new Set(names).size < names.length)
    throw refuse({ status: 400, errorId: 25709, message: 'Invalid value for field product.aspects.' })
}

/** An item as reads give it, with the keys of its groups. */
function shown(world: World, { sku, body, quantity }: StoredItem) {
  const group = groupOf(world, sku)
  const availability = (body.availability ?? {}) as Body
  const ship = (availability.shipToLocationAvailability ?? {}) as Body
  return {
    ...body,
    availability: { ...availability, shipToLocationAvailability: { ...ship, quantity } },
    ...(group === undefined ? {} : { inventoryItemGroupKeys: [group.key] }),
  }
}

/** An item and its offers are answered apart. Offers that are not shown cannot be updated so. */
function update(world: World, entry: Body): object[] {
  const read = v.safeParse(Quantities, entry)
  if (!read.success) throw refuse({ status: 400, errorId: 25709, message: read.issues[0].message })
  const { sku, shipToLocationAvailability, offers } = read.output
  const item = world.items.get(sku)
  if (item === undefined) throw refuse({ status: 400, errorId: 25702, message: `SKU ${sku} is not available` })
  const found = offers.map((one) => {
    const offer = world.offers.get(one.offerId)
    if (offer === undefined || offer.sku !== sku || !offer.isPublished)
      throw refuse({ status: 400, errorId: 25713, message: `This Offer is not available : ${one.offerId}.` })
    return { offer, one }
  })
  if (offerOf(world, sku)?.isPublished === true) countRevision(world, groupOf(world, sku)?.key ?? sku)
  if (shipToLocationAvailability !== undefined)
    world.items.set(sku, { ...item, quantity: shipToLocationAvailability.quantity })
  for (const { offer, one } of found) {
    const { offerId: _, price, ...quantity } = one
    const body = { ...offer.body, ...quantity, ...(price === undefined ? {} : { pricingSummary: { price } }) }
    world.offers.set(offer.offerId, { ...offer, body })
  }
  const done = { statusCode: 200, errors: [], warnings: [] }
  return [{ sku, ...done }, ...found.map(({ offer }) => ({ sku, offerId: offer.offerId, ...done }))]
}
