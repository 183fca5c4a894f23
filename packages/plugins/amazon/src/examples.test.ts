import { failureOf } from '@vitrine/core'
import { describe, expect, it } from 'vitest'
import type { AmazonApi } from './api.ts'
import { submitFeed } from './feeds/documents.ts'
import { pollFeeds } from './feeds/receipts.ts'
import { contractApi, json, reason, settings } from './fixtures/contracts.ts'
import { type Example, exampleOf, examplesOf } from './fixtures/examples.ts'
import { itemOf } from './fixtures/items.ts'
import { observe } from './listings/observe.ts'
import { publish, validate, withdraw } from './listings/publish.ts'
import type { Shape } from './listings/shape.ts'
import { pushStock } from './listings/values.ts'
import { subscribe, unsubscribe } from './notifications/subscriptions.ts'
import { givenBack } from './orders/given-back.ts'
import { parseOrder } from './orders/parse.ts'
import { pullOrders, readOrder } from './orders/pull.ts'
import { ready, ship } from './orders/ship.ts'
import { loadProductType, searchProductTypes } from './product-types/definition.ts'

const entry = { key: 'GM-ZDPI-9B4E', externalId: null }
const shape: Shape = {
  productType: 'LUGGAGE',
  requirements: 'LISTING',
  title: 'Suitcase',
  brand: null,
  description: null,
  bulletPoints: [],
  attributes: {},
}
const terms = { quantity: 1, locations: itemOf().stock, price: 100, compareAt: null, currency: 'EUR' }
const publication = {
  ...entry,
  ...terms,
  operation: 'create',
  confirmed: null,
  shape,
} as const
const order = { commandId: 'cmd_1', orderId: 'ord_1', externalId: '902-1106328-1059050', lines: [] }
const parcel = {
  ...order,
  fulfillmentId: 'ful_1',
  carrier: 'FedEx',
  trackingNumber: '112345678',
  trackingUrl: null,
  shippedAt: '2022-02-11T01:00:00.000Z',
}
const target = { eventBridge: { region: 'us-west-2', accountId: '012345678901' } }
const feed = { feedType: 'JSON_LISTINGS_FEED', contentType: 'text/xml', content: '<a/>', isRepeatable: true }

/** Every operation that the plugin calls and Amazon gives cases of, and how the plugin comes to call it. */
const CALLS: Readonly<Record<string, (api: AmazonApi) => Promise<unknown>>> = {
  'listingsItems_2021-08-01/putListingsItem': (api) => publish(api, [publication]),
  'listingsItems_2021-08-01/patchListingsItem': (api) => pushStock(api, [{ ...publication, sequence: 1 }]),
  'listingsItems_2021-08-01/deleteListingsItem': (api) => withdraw(api, [entry]),
  'listingsItems_2021-08-01/getListingsItem': (api) => observe(api, [{ ...entry, key: 'with,comma' }]),
  'listingsItems_2021-08-01/searchListingsItems': (api) => observe(api, [entry]),
  'definitionsProductTypes_2020-09-01/searchDefinitionsProductTypes': (api) =>
    searchProductTypes(api, { keywords: 'luggage' }),
  'definitionsProductTypes_2020-09-01/getDefinitionsProductType': (api) => loadProductType(api, 'LUGGAGE/LISTING'),
  'orders_2026-01-01/searchOrders': async (api) => {
    const page = await pullOrders(api, { cursor: null, since: 0 })
    return page.orders.map(({ raw }) => parseOrder(raw, { settings }))
  },
  'orders_2026-01-01/getOrder': async (api) => parseOrder(await readOrder(api, order.externalId), { settings }),
  'ordersV0/confirmShipment': (api) => ship(api, parcel),
  'ordersV0/updateShipmentStatus': (api) => ready(api, { ...order, status: 'ready' }),
  'feeds_2021-06-30/createFeedDocument': (api) => submitFeed(api, feed),
  'feeds_2021-06-30/createFeed': (api) => submitFeed(api, feed),
  'feeds_2021-06-30/getFeeds': (api) => givenBack(api, { externalId: order.externalId, since: 0 }),
  'feeds_2021-06-30/getFeed': (api) => pollFeeds(api, ['feedId1:1:A']),
  'notifications/getDestinations': (api) => subscribe(api, target, 'vitrine'),
  'notifications/createDestination': (api) => subscribe(api, target, 'vitrine'),
  'notifications/getSubscription': (api) => subscribe(api, target, 'vitrine'),
  'notifications/createSubscription': (api) => subscribe(api, target, 'vitrine'),
  'notifications/deleteSubscriptionById': (api) => unsubscribe(api),
}

/** What the other operations of the same errand answer meanwhile. */
const MEANWHILE: Readonly<Record<string, () => Response>> = {
  token: () => json({ access_token: 'Atza|app', expires_in: 3600 }),
  upload: () => new Response(null, { status: 200 }),
  download: () => json({ type: 'object', properties: {} }),
  createFeedDocument: () => answered(exampleOf('feeds_2021-06-30/createFeedDocument')),
  createFeed: () => answered(exampleOf('feeds_2021-06-30/createFeed')),
  getDestinations: () => json({ payload: [] }),
  createDestination: () => answered(exampleOf('notifications/createDestination')),
  getSubscription: () => answered(exampleOf('notifications/getSubscription')),
  createSubscription: () => answered(exampleOf('notifications/createSubscription')),
}

const answered = ({ status, response }: Example) =>
  status === 204 ? new Response(null, { status }) : json(response, status)

const cases = Object.entries(CALLS).flatMap(([operation, call]) =>
  examplesOf(operation).map((example, at) => ({ operation, at, example, call })),
)

describe.skipIf(reason !== '')(`Amazon's own examples${reason}`, () => {
  it('are there for every operation that is called', () => {
    expect(Object.keys(CALLS).filter((operation) => examplesOf(operation).length === 0)).toEqual([])
    expect(cases.length).toBeGreaterThan(40)
  })

  it.each(cases)('$operation, case $at ($example.status)', async ({ operation, example, call }) => {
    const name = operation.split('/')[1] ?? ''
    let asked = 0
    const { api, fetch } = contractApi({
      answer: (_request, { operationId }) => {
        if (operationId === name) {
          asked += 1
          return answered(example)
        }
        /* A subscription is made only when there is none. */
        if (operationId === 'getSubscription' && name === 'createSubscription')
          return json({ errors: [{ code: 'NotFound', message: 'none' }] }, 404)
        return MEANWHILE[operationId]?.()
      },
    })
    const outcome = await call(api).then(
      (said) => JSON.stringify({ said }),
      (thrown) => JSON.stringify({ failed: failureOf(thrown) }),
    )
    expect(fetch.violations).toEqual([])
    expect(asked).toBeGreaterThan(0)
    if (example.status < 300) expect(outcome).not.toContain('"failed":')
    else expect(outcome).toMatch(/"kind":"(refused|missing|auth|throttled|temporary)"|"outcome":"refused"/)
  })

  it('of checks are told as what they are', async () => {
    const said = []
    for (const example of examplesOf('listingsItems_2021-08-01/putListingsItem').filter(
      ({ status }) => status === 200,
    )) {
      const { api } = contractApi({ answer: () => answered(example) })
      said.push(...(await validate(api, [publication])))
    }
    expect(said.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'rejected'])
    expect(said[2]).toMatchObject({ issues: [{ code: '90220', field: 'condition_type' }, { field: 'fake_attribute' }] })
  })

  it('of orders add up to what was paid', () => {
    const raws = [
      ...examplesOf('orders_2026-01-01/getOrder').flatMap(
        ({ response }) => (response as { order?: unknown }).order ?? [],
      ),
      ...examplesOf('orders_2026-01-01/searchOrders').flatMap(
        ({ response }) => (response as { orders?: unknown[] }).orders ?? [],
      ),
    ]
    expect(raws.length).toBeGreaterThan(5)
    for (const raw of raws) {
      const { lines, shipping, total, isTaxIncluded } = parseOrder(raw, { settings })
      const goods = lines.reduce(
        (sum, { unitPrice, quantity, discount = 0 }) => sum + unitPrice * quantity - discount,
        0,
      )
      const tax = lines.reduce((sum, line) => sum + (line.tax ?? 0), shipping.tax ?? 0)
      expect(goods + shipping.price + (isTaxIncluded ? 0 : tax)).toBe(total)
    }
  })
})
