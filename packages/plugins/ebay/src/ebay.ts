import { type Connected, defineChannel } from '@vitrine/core'
import { connectEbay, type Ebay } from './api/connect.ts'
import { OUR_FIELDS } from './api/faults.ts'
import { HOSTS } from './api/hosts.ts'
import { LIMITS } from './api/limits.ts'
import { consentUrl, exchangeCode, refreshTokens } from './api/tokens.ts'
import { pushPrices, pushStock } from './inventory/lanes.ts'
import { browse, observe } from './inventory/observe.ts'
import { failureIn } from './inventory/outcome.ts'
import { publish } from './inventory/publish.ts'
import { withdraw } from './inventory/withdraw.ts'
import { categoryOf, toListing } from './mapping.ts'
import { answerChallenge } from './notifications/challenge.ts'
import { hintsOf } from './notifications/hints.ts'
import { isFromEbay } from './notifications/verify.ts'
import { buyersOf, withoutBuyer } from './orders/buyers.ts'
import { parseOrder } from './orders/parse.ts'
import { pullOrders, readOrder } from './orders/pull.ts'
import { refund } from './orders/refund.ts'
import { givenBack, pollRefunds } from './orders/refunds.ts'
import { ship } from './orders/ship.ts'
import { Credentials, Settings } from './settings.ts'
import { readSetup, testAccount } from './setup/account.ts'
import { contract, problems } from './setup/contract.ts'
import { sellerOf } from './setup/identity.ts'
import { Shape } from './shape.ts'
import { loadRequirements } from './taxonomy/requirements.ts'
import { suggestCategories } from './taxonomy/suggestions.ts'

/** The most that bulk calls take. */
const BATCH = 25

/**
 * eBay: listings through the Sell Inventory API, orders through the Fulfillment API, notifications, OAuth.
 * @example createCommerce({ database, plugins: [ebay()] })
 */
export const ebay = defineChannel('ebay', {
  version: '0.1.0',
  core: '^0.0.0',
  kind: 'marketplace',
  title: 'eBay',
  settings: Settings,
  credentials: Credentials,
  hosts: HOSTS,
  limits: LIMITS,
  oauth: {
    authorize: consentUrl,
    exchange: (account, { code }) => exchangeCode(account, code),
    refresh: refreshTokens,
  },
  connect: connectEbay,
  identity: ({ api }) => sellerOf(api),
  test: testAccount,
  listings: {
    batch: BATCH,
    shape: Shape,
    fields: OUR_FIELDS,
    requirements: {
      key: (item, { settings }) => categoryOf(item, settings),
      load: loadRequirements,
      every: '1d',
    },
    map: toListing,
    publish,
    withdraw,
    observe: { batch: BATCH, every: '1d', read: observe },
    browse,
  },
  stock: { batch: BATCH, push: pushStock },
  prices: { batch: BATCH, push: pushPrices },
  receipts: { after: '1m', batch: 20, poll: pollRefunds },
  orders: {
    every: '2m',
    pull: pullOrders,
    read: readOrder,
    parse: parseOrder,
    buyers: { of: buyersOf, without: withoutBuyer },
    ship,
    refund,
    refunds: { read: givenBack, within: '15m' },
  },
  webhook: {
    challenge: answerChallenge,
    verify: (request, { api }) => isFromEbay(request, api),
    parse: hintsOf,
    status: 200,
  },
  contract,
  handlers: {
    setup: async ({ params }, { connection }) => told(readSetup(apiOf(await connection(params.connectionId)))),
    categories: async ({ params, query }, { connection }) => {
      const items = await told(suggestCategories(apiOf(await connection(params.connectionId)), query.q))
      return { items: items.map((item) => ({ ...item, path: [...item.path] })) }
    },
    aspects: async ({ params }, { connection }) => {
      const api = apiOf(await connection(params.connectionId))
      const { aspects } = await told(loadRequirements(api, params.categoryId))
      return { items: aspects.map((aspect) => ({ ...aspect, values: [...aspect.values] })) }
    },
  },
})

function apiOf(found: Connected<Settings, Credentials, Ebay> | undefined): Ebay {
  if (found === undefined) throw problems.noConnection()
  return found.api
}

/** eBay's refusal as an answer to staff. */
async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (thrown) {
    const failure = failureIn(thrown)
    if (failure === undefined) throw thrown
    throw problems.unanswered({ detail: failure.message, cause: thrown })
  }
}
