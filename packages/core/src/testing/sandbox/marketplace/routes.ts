import type { Context, Hono } from 'hono'
import type * as v from 'valibot'
import type { Kit } from '../platform.ts'
import { jsonBody, queryOf, type Refusal, refusal } from '../refusal.ts'
import { atMost, createRoutes } from '../routes.ts'
import { CATEGORIES, categoryOf } from './categories.ts'
import {
  AcknowledgeBody,
  CancelBody,
  EndOffers,
  FAST_BATCH,
  NoQuery,
  OFFER_BATCH,
  OffersBatch,
  OffersQuery,
  OrdersQuery,
  PricesBatch,
  RefundBody,
  ShipmentBody,
  StockBatch,
  SubmissionsQuery,
} from './contract.ts'
import { takePrices, takeStock } from './fast-lane.ts'
import { endOffers, offerView, submissionView, takeOffers } from './offers.ts'
import { acknowledge, cancel, once, refund, ship } from './order-commands.ts'
import { orderPage, seenOrder } from './orders.ts'
import { MARKETS, type Seller, type Sellers } from './sellers.ts'
import type { Tokens } from './tokens.ts'

type Env = { Variables: { seller: Seller } }

/** The marketplace's own way to say no. */
export function failure({ code, message, fields }: Refusal) {
  return { error: { code, message, ...(fields === undefined ? {} : { fields }) } }
}

/** Bazaar, version 1: every request needs a token, a market, and exactly the fields of the contract. */
export function marketplaceRoutes(
  kit: Kit,
  { sellers, tokens }: { readonly sellers: Sellers; readonly tokens: Tokens },
) {
  const app = createRoutes<Env>(failure)
  app.post('/oauth/token', (c) => tokens.issue(c.req.raw))
  app.use('/v1/*', async (c, next) => {
    const client = tokens.holder(c.req.raw)
    limited(kit, c, client)
    c.set('seller', sellers.of(client, c.req.header('bazaar-market') ?? ''))
    await next()
  })
  offerRoutes(app, kit)
  orderRoutes(app, kit)
  return app
}

/** Each seller may make so many calls of a kind; the headers say how many are left. */
function limited(kit: Kit, c: Context<Env>, client: string): void {
  const lane = /^\/v1\/(stock|prices)\//.test(c.req.path) ? 'fast' : c.req.method === 'GET' ? 'reads' : 'writes'
  const { isTaken, limit, remaining, wait } = kit.buckets.take(lane, client)
  const headers = {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(Math.ceil(wait)),
  }
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (isTaken) return
  const message = `More than ${limit} ${lane} at once.`
  throw refusal({
    status: 429,
    code: 'RATE_LIMITED',
    message,
    headers: { ...headers, 'retry-after': String(Math.ceil(wait)) },
  })
}

function offerRoutes(app: Hono<Env>, kit: Kit): void {
  app.get('/v1/account', (c) => {
    queryOf(c.req.raw, NoQuery)
    const { clientId, market, currency } = c.get('seller')
    return c.json({ seller: `Seller ${clientId}`, market, currency, markets: Object.keys(MARKETS) })
  })
  app.get('/v1/categories', (c) => c.json({ categories: CATEGORIES }))
  app.get('/v1/categories/:id', (c) => {
    const category = categoryOf(c.req.param('id'))
    if (category === undefined)
      throw refusal({ status: 404, code: 'UNKNOWN_CATEGORY', message: 'There is no such category.' })
    return c.json(category)
  })
  app.post('/v1/offers/batch', async (c) => {
    const { offers } = await jsonBody(c.req.raw, OffersBatch)
    return c.json(takeOffers(kit, c.get('seller'), distinct(atMost(offers, OFFER_BATCH))))
  })
  app.post('/v1/offers/end', async (c) => {
    const { offerKeys } = await jsonBody(c.req.raw, EndOffers)
    return c.json(endOffers(c.get('seller'), atMost(offerKeys, OFFER_BATCH)))
  })
  app.get('/v1/offers', (c) => c.json(readOffers(kit, c.get('seller'), queryOf(c.req.raw, OffersQuery))))
  app.get('/v1/submissions', (c) => {
    const ids = listOf(queryOf(c.req.raw, SubmissionsQuery).ids, OFFER_BATCH)
    return c.json({ submissions: ids.map((id) => submissionView(c.get('seller'), id)) })
  })
  app.post('/v1/stock/batch', async (c) => {
    const body = await jsonBody(c.req.raw, StockBatch)
    distinct(atMost(body.items, FAST_BATCH))
    return c.json(takeStock(c.get('seller'), body))
  })
  app.post('/v1/prices/batch', async (c) => {
    const body = await jsonBody(c.req.raw, PricesBatch)
    distinct(atMost(body.items, FAST_BATCH))
    return c.json(takePrices(c.get('seller'), body))
  })
}

function readOffers(kit: Kit, seller: Seller, query: v.InferOutput<typeof OffersQuery>) {
  if ('keys' in query) {
    const found = listOf(query.keys, OFFER_BATCH).flatMap((key) => seller.offers.seen(key) ?? [])
    return { offers: found.map((offer) => offerView(kit, offer)), next: null }
  }
  const { after = '', limit = '100' } = query
  const sorted = seller.offers
    .allSeen()
    .filter(({ content }) => content.offerKey > after)
    .sort((one, other) => (one.content.offerKey < other.content.offerKey ? -1 : 1))
  const page = sorted.slice(0, Math.min(kit.knobs().pages.size ?? 100, Number(limit)))
  const next = sorted.length > page.length ? (page.at(-1)?.content.offerKey ?? null) : null
  return { offers: page.map((offer) => offerView(kit, offer)), next }
}

function orderRoutes(app: Hono<Env>, kit: Kit): void {
  app.get('/v1/orders', (c) => c.json(orderPage(kit, c.get('seller'), queryOf(c.req.raw, OrdersQuery))))
  app.get('/v1/orders/:id', (c) => c.json(seenOrder(c.get('seller'), c.req.param('id'))))
  const command = <const Schema extends v.GenericSchema>(
    name: string,
    schema: Schema,
    run: (kit: Kit, seller: Seller, command: { readonly id: string; readonly body: v.InferOutput<Schema> }) => unknown,
  ) =>
    app.post(`/v1/orders/:id/${name}`, async (c) => {
      const [seller, id, body] = [c.get('seller'), c.req.param('id') ?? '', await jsonBody(c.req.raw, schema)]
      const key = c.req.header('idempotency-key') ?? null
      const fingerprint = JSON.stringify([name, id, body])
      return c.json((once(seller, { key, fingerprint }, () => run(kit, seller, { id, body })) ?? {}) as object)
    })
  command('acknowledge', AcknowledgeBody, acknowledge)
  command('shipments', ShipmentBody, ship)
  command('cancel', CancelBody, cancel)
  command('refunds', RefundBody, refund)
}

function listOf(text: string, most: number): string[] {
  return atMost(text.split(','), most)
}

function distinct<T extends { readonly offerKey: string }>(items: T[]): T[] {
  if (new Set(items.map(({ offerKey }) => offerKey)).size < items.length)
    throw refusal({ status: 400, code: 'DUPLICATE_KEY', message: 'An offerKey stands twice in the batch.' })
  return items
}
