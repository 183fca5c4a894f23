import { Hono } from 'hono'
import { countries, marketplaceOf } from '../marketplaces.ts'
import { beginFeed, documentLink, newDocument } from './feeds.ts'
import { schemaFor } from './product-types.ts'
import { invalid, notFound } from './refuse.ts'
import type { Body, ProductTypeRow, StoredFeed, World } from './world.ts'

/** Sellers 1.0: the seller sells everywhere. */
export function sellerRoutes(): Hono {
  const app = new Hono()
  const payload = countries.map((countryCode) => {
    const { id, currency, language, site } = marketplaceOf(countryCode)
    const name = site.replace('www.amazon', 'Amazon')
    const about = { defaultCurrencyCode: currency, defaultLanguageCode: language, domainName: site }
    return {
      marketplace: { id, name, countryCode, ...about },
      participation: { isParticipating: true, hasSuspendedListings: false },
      storeName: 'Example Store',
    }
  })
  app.get('/marketplaceParticipations', (c) => c.json({ payload }))
  return app
}

/** Product Type Definitions 2020-09-01; each schema is a document with a link. */
export function productTypeRoutes(world: World): Hono {
  const app = new Hono()
  const marketplacesOf = (text = '') => text.split(',')
  app.get('/productTypes', (c) => {
    const { keywords = '', itemName = '', marketplaceIds } = c.req.query()
    const words = `${keywords} ${itemName}`
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((word) => word !== '')
    const isFound = (text: string) => words.length === 0 || words.some((word) => text.toLowerCase().includes(word))
    const found = world.productTypes.filter(({ name, displayName }) => isFound(`${name} ${displayName}`))
    const productTypes = found.map(({ name, displayName }) => ({
      name,
      displayName,
      marketplaceIds: marketplacesOf(marketplaceIds),
    }))
    return c.json({ productTypes, productTypeVersion: 'sandbox-1' })
  })
  app.get('/productTypes/:name', (c) => {
    const found = world.productTypes.find(({ name }) => name === c.req.param('name'))
    if (found === undefined) throw notFound(`Product type ${c.req.param('name')}`)
    const { requirements = 'LISTING', marketplaceIds } = c.req.query()
    return c.json(definitionOf(world, found, { requirements, marketplaceIds: marketplacesOf(marketplaceIds) }))
  })
  return app
}

interface Asked {
  readonly requirements: string
  readonly marketplaceIds: readonly string[]
}

function definitionOf(world: World, found: ProductTypeRow, { requirements, marketplaceIds }: Asked) {
  const link = newDocument(world, 'application/json')
  const content = JSON.stringify(schemaFor(found, requirements))
  world.documents.set(link.feedDocumentId, { contentType: 'application/json', content })
  return {
    schema: { link: { resource: link.url, verb: 'GET' }, checksum: 'sandbox' },
    requirements,
    requirementsEnforced: 'ENFORCED',
    propertyGroups: {},
    locale: 'DEFAULT',
    marketplaceIds,
    productType: found.name,
    displayName: found.displayName,
    productTypeVersion: { version: 'sandbox-1', latest: true },
  }
}

interface NewFeed {
  readonly feedType: string
  readonly marketplaceIds: readonly string[]
  readonly inputFeedDocumentId: string
}

/** Feeds 2021-06-30. */
export function feedRoutes(world: World): Hono {
  const app = new Hono()
  app.post('/documents', async (c) => {
    const { contentType } = await c.req.json<{ readonly contentType: string }>()
    return c.json(newDocument(world, contentType), 201)
  })
  app.get('/documents/:id', (c) => c.json(documentLink(world, c.req.param('id'))))
  app.post('/feeds', async (c) => {
    const { feedType, marketplaceIds, inputFeedDocumentId: documentId } = await c.req.json<NewFeed>()
    return c.json({ feedId: beginFeed(world, { feedType, marketplaceId: marketplaceIds[0] ?? '', documentId }) }, 202)
  })
  app.get('/feeds', (c) => {
    const { feedTypes = '', createdSince = '' } = c.req.query()
    const isMeant = ({ feedType, createdTime }: StoredFeed) =>
      feedTypes.split(',').includes(feedType) && createdTime >= createdSince
    return c.json({ feeds: [...world.feeds.values()].filter(isMeant) })
  })
  app.get('/feeds/:id', (c) => {
    const feed = world.feeds.get(c.req.param('id'))
    if (feed === undefined) throw notFound(`Feed ${c.req.param('id')}`)
    return c.json(feed)
  })
  return app
}

/** Presigned documents: whoever has the address may read or fill it, and nobody shows a token there. */
export function documentRoutes({ documents }: World): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    if (c.req.query('X-Amz-Signature') === undefined) return c.text('<Error><Code>AccessDenied</Code></Error>', 403)
    if (c.req.header('x-amz-access-token') !== undefined) throw invalid('A token has nothing to do here.')
    return next()
  })
  app.get('/:id', (c) => {
    const { contentType = '', content = null } = documents.get(c.req.param('id')) ?? {}
    return content === null
      ? c.text('<Error><Code>NoSuchKey</Code></Error>', 404)
      : c.body(content, 200, { 'content-type': contentType })
  })
  app.put('/:id', async (c) => {
    const document = documents.get(c.req.param('id'))
    if (document === undefined) return c.text('<Error><Code>NoSuchKey</Code></Error>', 404)
    if (c.req.header('content-type') !== document.contentType)
      return c.text('<Error><Code>SignatureDoesNotMatch</Code></Error>', 403)
    documents.set(c.req.param('id'), { ...document, content: await c.req.text() })
    return c.body(null, 200)
  })
  return app
}

/** Notifications 1.0. */
export function notificationRoutes({ destinations, subscriptions, kit }: World): Hono {
  const app = new Hono()
  const view = (type: string) => {
    const found = subscriptions.get(type)
    if (found === undefined) throw notFound(`Subscription to ${type}`)
    return { payload: { ...found, payloadVersion: '1.0' } }
  }
  app.get('/destinations', (c) => c.json({ payload: [...destinations.values()] }))
  app.post('/destinations', async (c) => {
    const { name, resourceSpecification } = await c.req.json<Body & { readonly resourceSpecification: Body }>()
    const destinationId = kit.newId('dst')
    const { eventBridge, sqs } = resourceSpecification
    const resource =
      sqs === undefined ? { eventBridge: { name: `aws.partner/${destinationId}`, ...(eventBridge as Body) } } : { sqs }
    destinations.set(destinationId, { destinationId, name, resource })
    return c.json({ payload: destinations.get(destinationId) })
  })
  app.get('/subscriptions/:type', (c) => c.json(view(c.req.param('type'))))
  app.post('/subscriptions/:type', async (c) => {
    const { destinationId } = await c.req.json<{ readonly destinationId: string }>()
    if (!destinations.has(destinationId)) throw invalid(`There is no destination ${destinationId}.`)
    subscriptions.set(c.req.param('type'), { subscriptionId: kit.newId('sub'), destinationId })
    return c.json(view(c.req.param('type')))
  })
  app.delete('/subscriptions/:type/:id', (c) => {
    view(c.req.param('type'))
    subscriptions.delete(c.req.param('type'))
    return c.json({})
  })
  return app
}
