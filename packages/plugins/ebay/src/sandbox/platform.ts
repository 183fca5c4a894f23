import type { Platform } from '@vitrine/core/testing'
import { Hono } from 'hono'
import { accountRoutes, notificationRoutes, taxonomyRoutes } from './account.ts'
import { buyerActions } from './buyers.ts'
import { CATEGORIES, type Category } from './categories.ts'
import { groupRoutes } from './groups.ts'
import { inventoryRoutes } from './inventory.ts'
import { offerRoutes } from './offers.ts'
import { orderRoutes } from './orders.ts'
import { errorsOf, refusedIn } from './refuse.ts'
import { sellerActions } from './sellers.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { ebayView } from './view.ts'
import { createWorld, type World } from './world.ts'

export interface EbayPlatformOptions {
  /** Secrets by client id. Default `ebay-demo` with `ebay-demo-secret`. */
  readonly clients?: Readonly<Record<string, string>>
  /** Leaf categories with their item specifics. */
  readonly categories?: readonly Category[]
}

type EbayActions = ReturnType<typeof buyerActions> & ReturnType<typeof sellerActions>

/** Errors of the kit's own faults, by status. */
const IDS: Readonly<Record<number, number>> = { 401: 1001, 403: 1100, 404: 25710, 429: 2001 }

/** eBay as far as the plugin speaks with it: rules of its documents, state of its own. */
export function ebayPlatform({
  clients = { 'ebay-demo': 'ebay-demo-secret' },
  categories = CATEGORIES,
}: EbayPlatformOptions = {}): Platform<EbayActions> {
  return {
    title: 'eBay',
    failure: ({ status, message }) => ({
      errors: errorsOf({ status: status as 400, errorId: IDS[status] ?? (status >= 500 ? 25001 : 25002), message }),
    }),
    open(kit) {
      const world = createWorld(kit, categories)
      const tokens = createTokens(kit, clients)
      const actions = { ...buyerActions(world), ...sellerActions(world, tokens) }
      return { routes: routesOf(world, tokens), actions, view: () => ebayView(world) }
    },
  }
}

function routesOf(world: World, tokens: Tokens): Hono {
  const app = new Hono()
  app.onError((thrown, c) => {
    const refused = refusedIn(thrown)
    return c.json({ errors: errorsOf(refused) }, refused.status)
  })
  app.post('/identity/v1/oauth2/token', (c) => tokens.issue(c))
  // The RuName of a sandbox is the address that the seller comes back to.
  app.get('/oauth2/authorize', (c) => {
    const { redirect_uri: back = '', state = '' } = c.req.query()
    const url = new URL(back)
    url.searchParams.set('code', world.kit.newId('code'))
    url.searchParams.set('state', state)
    return c.redirect(url.href)
  })
  app.use('/sell/*', async (c, next) => {
    tokens.require(c.req.header('authorization'), ['seller'])
    await next()
  })
  app.use('/commerce/*', async (c, next) => {
    tokens.require(c.req.header('authorization'), ['seller', 'application'])
    await next()
  })
  app.route('/sell/inventory/v1', groupRoutes(world))
  app.route('/sell/inventory/v1', inventoryRoutes(world))
  app.route('/sell/inventory/v1', offerRoutes(world))
  app.route('/sell/fulfillment/v1', orderRoutes(world))
  app.route('/sell/account/v1', accountRoutes())
  app.route('/commerce/taxonomy/v1', taxonomyRoutes(world))
  app.route('/commerce/notification/v1', notificationRoutes(world))
  return app
}

export type { EbayActions }
