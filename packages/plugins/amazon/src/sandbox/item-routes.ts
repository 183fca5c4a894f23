import { type Context, Hono } from 'hono'
import type { Patch } from '../listings/patches.ts'
import type { AttributeValues } from '../listings/shape.ts'
import { countries, marketplaceOf } from '../marketplaces.ts'
import { parentIn, priceOf, quantityOf, statusOf } from './listing-state.ts'
import { patch, remove, submit } from './listings.ts'
import { invalid, notFound } from './refuse.ts'
import { type Listing, listingKey, type World } from './world.ts'

const listOf = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(','))

interface PutBody {
  readonly productType: string
  readonly requirements?: string
  readonly attributes: Readonly<Record<string, AttributeValues>>
}

interface PatchBody {
  readonly productType: string
  readonly patches: readonly Patch[]
}

/** Listings Items 2021-08-01. */
export function itemRoutes(world: World): Hono {
  const app = new Hono()
  const at = (c: Context) => {
    const [marketplaceId = ''] = listOf(c.req.query('marketplaceIds'))
    if (c.req.param('seller') !== world.sellerId) throw invalid('This is another seller.')
    if (countries.every((country) => marketplaceOf(country).id !== marketplaceId))
      throw invalid(`No such marketplace: ${marketplaceId}`)
    return { marketplaceId, sku: c.req.param('sku') ?? '' }
  }
  const isPreview = (c: Context) => c.req.query('mode') === 'VALIDATION_PREVIEW'
  const said = (c: Context, outcome: ReturnType<typeof submit>) =>
    c.json({ sku: c.req.param('sku'), submissionId: world.kit.newId('sub'), ...outcome })
  app.get('/items/:seller', (c) => c.json(search(world, at(c).marketplaceId, c.req.query())))
  app.get('/items/:seller/:sku', (c) => {
    const { marketplaceId, sku } = at(c)
    const listing = world.listings.seen(listingKey(marketplaceId, sku))
    if (listing === undefined) throw notFound(`SKU ${sku}`)
    return c.json(itemView(listing, listOf(c.req.query('includedData') ?? 'summaries')))
  })
  app.put('/items/:seller/:sku', async (c) => {
    const { productType, requirements = 'LISTING', attributes } = await c.req.json<PutBody>()
    return said(c, submit(world, { ...at(c), productType, requirements, attributes }, isPreview(c)))
  })
  app.patch('/items/:seller/:sku', async (c) => {
    const { productType, patches } = await c.req.json<PatchBody>()
    return said(c, patch(world, { ...at(c), productType }, { patches, isPreview: isPreview(c) }))
  })
  app.delete('/items/:seller/:sku', (c) => {
    const { marketplaceId, sku } = at(c)
    return said(c, remove(world, marketplaceId, sku))
  })
  return app
}

/** Oldest first: the only order that is asked for. */
function search(world: World, marketplaceId: string, query: Readonly<Record<string, string>>) {
  const {
    identifiers,
    variationParentSku: parent,
    includedData = 'summaries',
    pageSize = '10',
    pageToken = '0',
    createdAfter = '',
  } = query
  const wanted = identifiers === undefined ? undefined : listOf(identifiers)
  const found = world.listings
    .allSeen()
    .filter((listing) => listing.marketplaceId === marketplaceId && listing.createdDate >= createdAfter)
    .filter(({ sku }) => wanted === undefined || wanted.includes(sku))
    .filter(({ attributes }) => parent === undefined || parentIn(attributes) === parent)
    .sort((one, other) => (one.createdDate < other.createdDate ? -1 : 1))
  const [from, size] = [Number(pageToken), Number(pageSize)]
  const page = found.slice(from, from + size)
  return {
    numberOfResults: found.length,
    items: page.map((listing) => itemView(listing, listOf(includedData))),
    ...(found.length > from + size ? { pagination: { nextToken: String(from + size) } } : {}),
  }
}

function itemView(listing: Listing, included: readonly string[]) {
  const { sku, marketplaceId, asin, productType, attributes, issues, createdDate, lastUpdatedDate } = listing
  const price = priceOf(listing)
  const view: Readonly<Record<string, unknown>> = {
    summaries: [{ marketplaceId, asin, productType, status: statusOf(listing), createdDate, lastUpdatedDate }],
    attributes,
    issues: issues.map((issue) => ({ ...issue, marketplaceIds: [marketplaceId] })),
    offers:
      price === undefined
        ? []
        : [{ marketplaceId, offerType: 'B2C', price: { amount: String(price.amount), currencyCode: price.currency } }],
    relationships: [{ marketplaceId, relationships: kinOf(attributes) }],
    fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: quantityOf(listing) }],
  }
  return { sku, ...Object.fromEntries(Object.entries(view).filter(([name]) => included.includes(name))) }
}

function kinOf(attributes: Listing['attributes']) {
  const parent = parentIn(attributes)
  return parent === undefined ? [] : [{ type: 'VARIATION', parentSkus: [parent] }]
}
