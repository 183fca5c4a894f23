import { type Connected, defineChannel, failureOf } from '@vitrine/core'
import { type AmazonApi, amazonApi } from './api.ts'
import { contract } from './contract.ts'
import type { Endpoints } from './endpoints.ts'
import { pollFeeds } from './feeds/receipts.ts'
import { limits } from './limits.ts'
import { browse } from './listings/browse.ts'
import { requirementsOf, toShape } from './listings/map.ts'
import { MOST_SKUS, observe } from './listings/observe.ts'
import { publish, validate, withdraw } from './listings/publish.ts'
import { fields, Shape } from './listings/shape.ts'
import { MOST_VALUES, pushPrices, pushStock } from './listings/values.ts'
import { loginAt } from './login.ts'
import { subscribe, subscriptionsOf, unsubscribe } from './notifications/subscriptions.ts'
import { webhook } from './notifications/webhook.ts'
import { acknowledge, cancel, refund } from './orders/feedback.ts'
import { givenBack } from './orders/given-back.ts'
import { parseOrder } from './orders/parse.ts'
import { pullOrders, readOrder } from './orders/pull.ts'
import { ready, ship } from './orders/ship.ts'
import { problems } from './problems.ts'
import { loadProductType, searchProductTypes } from './product-types/definition.ts'
import { testSeller } from './seller.ts'
import { type Credentials, credentials, type Settings, settings } from './settings.ts'

const listings = {
  batch: MOST_SKUS,
  shape: Shape,
  fields,
  requirements: { key: requirementsOf, load: loadProductType, every: '1d' },
  map: toShape,
  publish,
  withdraw,
  validate,
  observe: { batch: MOST_SKUS, read: observe },
  browse,
} as const

const orders = {
  every: '5m',
  pull: pullOrders,
  read: readOrder,
  parse: parseOrder,
  acknowledge,
  ship,
  cancel,
  refund,
  refunds: { read: givenBack, within: '30m' },
  ready,
} as const

/** The channel of Amazon as it is found at the endpoints: Amazon itself, its static sandbox, or a server of yours for tests. */
export function amazonAt(endpoints: Endpoints) {
  const { authorize, exchange, refresh } = loginAt(endpoints)
  return defineChannel('amazon', {
    version: '1.0.0',
    kind: 'marketplace',
    title: 'Amazon',
    settings,
    credentials,
    hosts: endpoints.hosts,
    limits,
    oauth: { authorize, exchange, refresh },
    connect: (account) => amazonApi(account, endpoints),
    // Offers and orders are those of a marketplace.
    identity: ({ settings }) => `${settings.sellerId} ${settings.marketplace}`,
    test: testSeller,
    listings,
    stock: { batch: MOST_VALUES, push: pushStock },
    prices: { batch: MOST_VALUES, push: pushPrices },
    receipts: { after: '15s', batch: MOST_VALUES, poll: pollFeeds },
    orders,
    webhook,
    contract,
    handlers: {
      subscribe: async ({ params, body }, { connection }) => {
        const { api, id } = present(await connection(params.connection))
        return told(() => subscribe(api, body, `vitrine-${id}`))
      },
      subscriptions: async ({ params }, { connection }) => {
        const { api } = present(await connection(params.connection))
        return { items: await told(() => subscriptionsOf(api)) }
      },
      unsubscribe: async ({ params }, { connection }) => {
        const { api } = present(await connection(params.connection))
        return { removed: await told(() => unsubscribe(api)) }
      },
      productTypes: async ({ params, query }, { connection }) => {
        const { api } = present(await connection(params.connection))
        return { items: await told(() => searchProductTypes(api, query)) }
      },
    },
  })
}

type Present = Connected<Settings, Credentials, AmazonApi>

function present(found: Present | undefined): Present {
  if (found === undefined) throw problems.noConnection()
  return found
}

/** Amazon's refusal in its own words, for whoever asked. */
async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    const { kind, message } = failureOf(thrown)
    if (kind === 'temporary' || kind === 'unknown' || kind === 'throttled')
      throw problems.unavailable({ detail: message })
    throw problems.refused({ detail: message })
  }
}
