import { defineChannel, secret, verifySigned } from '@vitrine/core'
import * as v from 'valibot'
import { batch, bazaarApi, tell, tokens } from './api.ts'
import * as wire from './contract.ts'
import { acknowledged, fields, observed, offerOf } from './offer.ts'

const Settings = v.object({ market: v.pipe(v.picklist(['nl', 'pl', 'ua']), v.title('Market')) })
const Credentials = v.object({
  clientId: v.pipe(v.string(), v.title('Client id')),
  clientSecret: v.pipe(secret(), v.title('Client secret')),
  webhookSecret: v.pipe(v.optional(secret(), ''), v.title('Signing secret of messages')),
})

const linesOf = (lines: readonly { readonly externalId: string; readonly quantity: number }[]) =>
  lines.map(({ externalId, quantity }) => ({ lineId: externalId, quantity }))

/** Bazaar, an example marketplace: the whole of its seller's contract. */
export const bazaar = defineChannel('bazaar', {
  version: '0.1.0',
  kind: 'marketplace',
  title: 'Bazaar',
  settings: Settings,
  credentials: Credentials,
  hosts: ['api.bazaar.example'],
  limits: { default: { rate: 20, burst: 40 }, fast: { rate: 50, burst: 100 } },
  oauth: { refresh: tokens },
  connect: bazaarApi,
  identity: ({ credentials, settings }) => `${credentials.clientId} ${settings.market}`,
  test: async (api) => ({ account: (await api.get('/account', { output: wire.Seller })).body.seller }),
  listings: {
    batch: 50,
    shape: wire.Content,
    fields,
    requirements: {
      key: ({ product }) => product.category ?? undefined,
      load: async (api, id) => (await api.get(`/categories/${id}`, { output: wire.Category })).body,
    },
    map: (item, { requirements }) => offerOf(item, requirements),
    publish: (api, entries) => batch(api, '/offers/batch', { body: { offers: entries.map(({ shape }) => shape) } }),
    withdraw: (api, entries) => batch(api, '/offers/end', { body: { offerKeys: entries.map(({ key }) => key) } }),
    observe: {
      batch: 50,
      read: async (api, entries) => {
        const query = { keys: entries.map(({ key }) => key).join() }
        const { offers } = (await api.get('/offers', { query, output: wire.Offers })).body
        const there = new Map(offers.map((offer) => [offer.offerKey, observed(offer)]))
        return entries.map(({ key }) => there.get(key) ?? { key, status: 'missing' })
      },
    },
    browse: async (api, cursor) => {
      const { body } = await api.get('/offers', { query: { after: cursor ?? undefined }, output: wire.Offers })
      return { items: body.offers.map(observed), cursor: body.next }
    },
  },
  stock: {
    batch: 200,
    push: (api, entries) => {
      const items = entries.map(({ key, quantity, sequence }) => ({ offerKey: key, quantity, sequence }))
      return batch(api, '/stock/batch', { body: { items }, bucket: 'fast' })
    },
  },
  prices: {
    batch: 200,
    push: (api, entries) => {
      const items = entries.map(({ key: offerKey, price, compareAt, currency }) => ({
        offerKey,
        price,
        compareAt,
        currency,
      }))
      return batch(api, '/prices/batch', { body: { items }, bucket: 'fast' })
    },
  },
  receipts: {
    batch: 50,
    poll: async (api, receipts) => {
      const { body } = await api.get('/submissions', { query: { ids: receipts.join() }, output: wire.Submissions })
      return body.submissions.map(({ id: receipt, status, results }) => {
        if (status === 'unknown') return { receipt, status: 'failed', message: 'Bazaar does not know the submission.' }
        return status === 'done'
          ? { receipt, status, acknowledgements: results.map(acknowledged) }
          : { receipt, status }
      })
    },
  },
  orders: {
    every: '2m',
    pull: async (api, { cursor, since }) => {
      const query = cursor === null ? { since: new Date(since).toISOString() } : { after: cursor }
      const { orders, next, more } = (await api.get('/orders', { query, output: wire.Orders })).body
      return { orders: orders.map((raw) => ({ externalId: raw.id, raw })), cursor: next, isMore: more }
    },
    read: async (api, id) => (await api.get(`/orders/${id}`, { output: wire.RawOrder })).body,
    parse: (raw) => {
      const { id, status, lines, ...order } = v.parse(wire.Order, raw)
      const isOpen = status === 'acknowledged' || status === 'partially_shipped'
      const ours = lines.map(({ lineId, offerKey, cancelledQuantity, ...line }) => {
        return { ...line, externalId: lineId, key: offerKey, cancelled: cancelledQuantity }
      })
      const same = { ...order, externalId: id, lines: ours }
      return { ...same, status: isOpen ? 'open' : status, isTaxIncluded: true, delivery: 'shipping' }
    },
    acknowledge: (api, { externalId, commandId: key, orderId }) =>
      tell(api, `${externalId}/acknowledge`, { key, body: { sellerReference: orderId } }),
    ship: (api, { externalId, commandId: key, lines, carrier, trackingNumber, trackingUrl, shippedAt }) => {
      const body = { lines: linesOf(lines), carrier, trackingNumber, trackingUrl, shippedAt }
      return tell(api, `${externalId}/shipments`, { key, body })
    },
    cancel: (api, { externalId, commandId: key, lines, reason }) =>
      tell(api, `${externalId}/cancel`, { key, body: { lines: linesOf(lines), reason } }),
    refund: (api, { externalId, commandId: key, lines, amount, currency, reason }) => {
      const parts = lines.map((line) => ({ lineId: line.externalId, quantity: line.quantity, amount: line.amount }))
      return tell(api, `${externalId}/refunds`, { key, body: { lines: parts, amount, currency, reason } })
    },
  },
  webhook: {
    challenge: ({ query }) => {
      const challenge = query.get('challenge')
      return challenge === null ? undefined : { status: 200, body: challenge }
    },
    verify: ({ text: body, headers }, { account: { credentials, now } }) =>
      credentials.webhookSecret !== '' && verifySigned(credentials.webhookSecret, { body, headers }, now()) !== null,
    parse: ({ text, headers }) => {
      const { kind, id } = v.parse(wire.Message, JSON.parse(text)).subject
      const about = kind === 'order' ? 'order' : 'listing'
      return [{ id: headers.get('webhook-id') ?? '', about, externalId: id }]
    },
  },
})
