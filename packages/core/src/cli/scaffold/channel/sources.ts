/* Files of a new channel, as they read for a plugin called sample-plugin. */

export const index = `export { samplePlugin } from './channel.ts'
`

export const channel = `import { defineChannel, secret } from '@vitrine/core'
import * as v from 'valibot'
import { api, tokens } from './api.ts'
import { fields, observed, offerOf, orderOf, said } from './mapping.ts'
import * as wire from './wire.ts'

/** What an account is asked for; the forms of the back office are drawn from these. */
const Settings = v.object({ market: v.pipe(v.picklist(['nl', 'pl', 'ua']), v.title('Market')) })
const Credentials = v.object({
  clientId: v.pipe(v.string(), v.title('Client id')),
  clientSecret: v.pipe(secret(), v.title('Client secret')),
})

/**
 * Sample plugin as a sales channel. It speaks the contract of the marketplace sandbox until it speaks that of its platform: begin with
 * \`hosts\`, the schemas of wire.ts and the mapping, and keep the suite green.
 */
export const samplePlugin = defineChannel('sample-plugin', {
  version: '0.1.0',
  core: '{core}',
  kind: 'marketplace',
  title: 'Sample plugin',
  settings: Settings,
  credentials: Credentials,
  hosts: ['api.sample-plugin.example'],
  limits: { default: { rate: 20, burst: 40 }, fast: { rate: 50, burst: 100 } },
  oauth: { refresh: tokens },
  connect: api,
  test: async (http) => ({ account: (await http.get('/account', { output: wire.Seller })).body.seller }),
  listings: {
    batch: 50,
    shape: wire.Content,
    fields,
    map: offerOf,
    publish: async (http, entries) => {
      const body = { offers: entries.map(({ shape }) => shape) }
      return said(await http.post('/offers/batch', { body, output: wire.Results, isRepeatable: true }))
    },
    withdraw: async (http, entries) => {
      const body = { offerKeys: entries.map(({ key }) => key) }
      return said(await http.post('/offers/end', { body, output: wire.Results, isRepeatable: true }))
    },
    observe: {
      batch: 50,
      read: async (http, entries) => {
        const query = { keys: entries.map(({ key }) => key).join() }
        const { offers } = (await http.get('/offers', { query, output: wire.Offers })).body
        const there = new Map(offers.map((offer) => [offer.offerKey, observed(offer)]))
        return entries.map(({ key }) => there.get(key) ?? { key, status: 'missing' })
      },
    },
    browse: async (http, cursor) => {
      const { body } = await http.get('/offers', { query: { after: cursor ?? undefined }, output: wire.Offers })
      return { items: body.offers.map(observed), cursor: body.next }
    },
  },
  stock: {
    batch: 200,
    push: async (http, entries) => {
      const items = entries.map(({ key, quantity, sequence }) => ({ offerKey: key, quantity, sequence }))
      const options = { body: { items }, bucket: 'fast', output: wire.Results, isRepeatable: true } as const
      return said(await http.post('/stock/batch', options))
    },
  },
  prices: {
    batch: 200,
    push: async (http, entries) => {
      const items = entries.map(({ key, price, compareAt, currency }) => {
        return { offerKey: key, price, compareAt, currency }
      })
      const options = { body: { items }, bucket: 'fast', output: wire.Results, isRepeatable: true } as const
      return said(await http.post('/prices/batch', options))
    },
  },
  orders: {
    every: '2m',
    pull: async (http, { cursor, since }) => {
      const query = cursor === null ? { since: new Date(since).toISOString() } : { after: cursor }
      const { orders, next, more } = (await http.get('/orders', { query, output: wire.Orders })).body
      return { orders: orders.map((raw) => ({ externalId: raw.id, raw })), cursor: next, isMore: more }
    },
    read: async (http, id) => (await http.get(\`/orders/\${id}\`)).body,
    parse: (raw) => orderOf(v.parse(wire.Order, raw)),
    acknowledge: async (http, { externalId, commandId, orderId }) => {
      const headers = { 'idempotency-key': commandId }
      const body = { sellerReference: orderId }
      await http.post(\`/orders/\${externalId}/acknowledge\`, { body, headers, isRepeatable: true })
      return { outcome: 'done' }
    },
    ship: async (http, { externalId, commandId, lines, carrier, trackingNumber, trackingUrl, shippedAt }) => {
      const sent = lines.map((line) => ({ lineId: line.externalId, quantity: line.quantity }))
      const headers = { 'idempotency-key': commandId }
      const body = { lines: sent, carrier, trackingNumber, trackingUrl, shippedAt }
      await http.post(\`/orders/\${externalId}/shipments\`, { body, headers, isRepeatable: true })
      return { outcome: 'done' }
    },
    cancel: async (http, { externalId, commandId, lines, reason }) => {
      const gone = lines.map((line) => ({ lineId: line.externalId, quantity: line.quantity }))
      const headers = { 'idempotency-key': commandId }
      await http.post(\`/orders/\${externalId}/cancel\`, { body: { lines: gone, reason }, headers, isRepeatable: true })
      return { outcome: 'done' }
    },
  },
})
`

export const api = `import type { Account, ChannelHttp, Tokens } from '@vitrine/core'
import { is } from 'valibot'
import { Refusal, Token } from './wire.ts'

const base = 'https://api.sample-plugin.example'

interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** An access token by client credentials (RFC 6749, 4.4). The engine asks for it before the old one ends. */
export async function tokens({ http, credentials, now }: Account<unknown, Credentials>): Promise<Tokens> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  }
  const { body } = await http({ base }).post('/oauth/token', { form, output: Token, isRepeatable: true })
  return { accessToken: body.access_token, expiresAt: now() + body.expires_in * 1_000 }
}

/** Calls of one account, with the platform's errors and rate limits understood. */
export function api({ http, token, settings, now }: Account<{ readonly market: string }, unknown>): ChannelHttp {
  return http({
    base: \`\${base}/v1\`,
    headers: async () => ({ authorization: \`Bearer \${await token()}\`, 'bazaar-market': settings.market }),
    failure: ({ body }) => (is(Refusal, body) ? body.error : undefined),
    limit: ({ headers }) => {
      const remaining = headers.get('ratelimit-remaining')
      const until = now() + Number(headers.get('ratelimit-reset')) * 1_000
      return remaining === null ? undefined : { remaining: Number(remaining), until }
    },
  })
}
`

export const mapping = `import type { Acknowledgement, ForeignOrder, Item, Unmappable } from '@vitrine/core'
import type { Content, Offer, Order, Results } from './wire.ts'

/** The platform's fields in our words, for what it has against an offer. */
export const fields = {
  title: 'product.title',
  description: 'product.description',
  brand: 'product.brand',
  ean: 'variant.barcode',
  category: 'product.category',
  pictures: 'product.pictures',
  attributes: 'product.attributes',
}

/** An item in the platform's words, or what it lacks. Pure: the engine compares what comes out with what was last confirmed. */
export function offerOf({ sku, barcode, title, options, product }: Item): Content | Unmappable {
  const { category, description, brand, url } = product
  if (category === null) {
    const message = 'Choose a category: map its collection, or * for all, in the settings of the connection.'
    return { issues: [{ severity: 'error', code: 'NO_CATEGORY', field: 'category', message }] }
  }
  const attributes = Object.fromEntries(options.map(({ name, value }) => [name.toLowerCase(), value]))
  const pictures = product.pictures.slice(0, 10).map((picture) => picture.url)
  return { offerKey: sku, title, description, brand, ean: barcode, category, pictures, attributes, url }
}

/** One acknowledgement for each entry of a batch; what is still being looked at is read back later. */
export function said({ body }: { readonly body: Results }): Acknowledgement[] {
  return body.results.map(({ offerKey: key, offerId, status, issues }) => {
    if (status === 'rejected') return { key, outcome: 'rejected', issues }
    const externalId = offerId === undefined ? {} : { externalId: offerId }
    const isSeen = status !== 'accepted' && status !== 'pending'
    return { key, outcome: isSeen ? 'live' : 'accepted', issues, ...externalId }
  })
}

/** An offer as buyers see it. */
export function observed({ offerId, shopUrl, status, quantity, price, issues, ...shape }: Offer) {
  const money = price === undefined ? {} : { price }
  return { key: shape.offerKey, externalId: offerId, url: shopUrl, status, quantity, ...money, issues, shape }
}

/** Pure, and may throw: then this order is parked for people, and no other. */
export function orderOf({ id, status, lines, ...order }: Order): ForeignOrder {
  const isOpen = status === 'acknowledged' || status === 'partially_shipped'
  return {
    ...order,
    externalId: id,
    status: isOpen ? 'open' : status,
    isTaxIncluded: true,
    delivery: 'shipping',
    lines: lines.map(({ lineId, offerKey, cancelledQuantity, ...line }) => ({
      ...line,
      externalId: lineId,
      key: offerKey,
      cancelled: cancelledQuantity,
    })),
  }
}
`
