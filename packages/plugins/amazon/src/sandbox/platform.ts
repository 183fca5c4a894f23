import { action, type Kit, type Platform } from '@vitrine/core/testing'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { buyerActions } from './buyers.ts'
import { checkedAgainstContract, type Violation } from './checked.ts'
import { itemRoutes } from './item-routes.ts'
import { orderRoutes, shipmentRoutes } from './order-routes.ts'
import { documentRoutes, feedRoutes, notificationRoutes, productTypeRoutes, sellerRoutes } from './other-routes.ts'
import { PRODUCT_TYPES } from './product-types.ts'
import { errorList, refuse, refusedIn } from './refuse.ts'
import { staffActions } from './staff.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { planOf, ratesAt } from './usage.ts'
import { amazonView } from './view.ts'
import type { Listing, ProductTypeRow, StoredOrder, World } from './world.ts'

/** The bucket in which documents of feeds and product types lie. */
export const DOCUMENTS = 'vitrine-sandbox.s3-eu-west-1.amazonaws.com'

export interface AmazonPlatformOptions {
  /** Secrets by client id. Default `amazon-demo` with `amazon-demo-secret`. */
  readonly clients?: Readonly<Record<string, string>>
  /** Merchant token of the seller. Default `A3EXAMPLE00000`. */
  readonly sellerId?: string
  readonly productTypes?: readonly ProductTypeRow[]
  /** How many times as fast as Amazon's usage plans. Default 1: twenty searches of orders at once, and then one in three minutes. */
  readonly pace?: number
}

/** What was not as Amazon's models say, for tests and whoever builds on this. */
const violationsOf = (violations: readonly Violation[]) => action(v.strictObject({}), () => violations)

export type AmazonActions = ReturnType<typeof buyerActions> &
  ReturnType<typeof staffActions> & { readonly violations: ReturnType<typeof violationsOf> }

/** Amazon's codes for the kit's own faults. */
const CODES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Unauthorized',
  404: 'NotFound',
  429: 'QuotaExceeded',
}

/** Amazon as far as the plugin speaks with it: rules of its models, state of its own. */
export function amazonPlatform({
  clients = { 'amazon-demo': 'amazon-demo-secret' },
  sellerId = 'A3EXAMPLE00000',
  productTypes = PRODUCT_TYPES,
  pace = 1,
}: AmazonPlatformOptions = {}): Platform<AmazonActions> {
  return {
    title: 'Amazon',
    rates: ratesAt(pace),
    failure: ({ status, message }) =>
      errorList({ code: CODES[status] ?? (status >= 500 ? 'InternalFailure' : 'InvalidInput'), message }),
    open(kit) {
      const world = worldOf(kit, { sellerId, productTypes })
      const tokens = createTokens(kit, clients)
      const { routes, violations } = routesOf(world, { tokens, pace })
      const actions = { ...buyerActions(world), ...staffActions(world, tokens), violations: violationsOf(violations) }
      return { routes, actions, view: () => amazonView(world) }
    },
  }
}

function worldOf(kit: Kit, given: Pick<World, 'sellerId' | 'productTypes'>): World {
  return {
    ...given,
    kit,
    documentsAt: `https://${DOCUMENTS}`,
    listings: kit.versions<Listing>(),
    orders: kit.versions<StoredOrder>(),
    feeds: new Map(),
    documents: new Map(),
    destinations: new Map(),
    subscriptions: new Map(),
    hook: undefined,
  }
}

const onError = (thrown: Error, c: Context) => {
  const { status, ...refused } = refusedIn(thrown)
  return c.json(errorList(refused), status)
}

function routesOf(world: World, { tokens, pace }: { readonly tokens: Tokens; readonly pace: number }) {
  const api = new Hono()
  api.onError(onError)
  api.route('/listings/2021-08-01', itemRoutes(world))
  api.route('/definitions/2020-09-01', productTypeRoutes(world))
  api.route('/orders/2026-01-01', orderRoutes(world))
  api.route('/orders/v0', shipmentRoutes(world))
  api.route('/feeds/2021-06-30', feedRoutes(world))
  api.route('/sellers/v1', sellerRoutes())
  api.route('/notifications/v1', notificationRoutes(world))
  const { ask, violations } = checkedAgainstContract(async (request) => api.fetch(request))
  const app = new Hono()
  app.onError(onError)
  app.post('/auth/o2/token', async (c) => tokens.issue(new URLSearchParams(await c.req.text())))
  app.get('/apps/authorize/consent', (c) => {
    const { redirect_uri: back = '', state = '' } = c.req.query()
    const url = new URL(back)
    const said = { state, selling_partner_id: world.sellerId, spapi_oauth_code: tokens.newCode() }
    for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value)
    return c.redirect(url.href)
  })
  app.route('/documents', documentRoutes(world))
  app.all('*', guarded(world, { tokens, pace, ask }))
  return { routes: app, violations }
}

interface Guarding {
  readonly tokens: Tokens
  readonly pace: number
  readonly ask: (request: Request) => Promise<Response>
}

/** Who calls, how often, and what he says of himself; then the call. */
function guarded(world: World, { tokens, pace, ask }: Guarding) {
  return async (c: Context) => {
    const isApp = /^\/notifications\/v1\/(destinations|subscriptions\/[^/]+\/.+)/.test(c.req.path)
    const token = c.req.header('x-amz-access-token')
    tokens.require(token, isApp ? 'app' : 'seller')
    const plan = planOf(c.req.method, c.req.path)
    const rate = plan === undefined ? 0 : (ratesAt(pace)[plan]?.rate ?? 0)
    const headers = {
      'x-amzn-requestid': world.kit.newId('req'),
      ...(rate === 0 ? {} : { 'x-amzn-ratelimit-limit': String(rate) }),
    }
    if (plan !== undefined && !world.kit.buckets.take(plan, world.sellerId).isTaken)
      return c.json(
        errorList({ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.' }),
        429,
        headers,
      )
    if (!/^Vitrine\/|\(Language=/.test(c.req.header('user-agent') ?? ''))
      throw refuse({ status: 400, code: 'MissingUserAgent', message: 'Say who you are in user-agent.' })
    const answer = await ask(c.req.raw)
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value)
    return answer
  }
}
