import type { Hono } from 'hono'
import type { Platform } from '../platform.ts'
import { openSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'
import { buyerActions } from './buyers.ts'
import { failure, marketplaceRoutes } from './routes.ts'
import { createSellers } from './sellers.ts'
import { staffActions } from './staff.ts'
import { createTokens } from './tokens.ts'
import { marketplaceView } from './view.ts'

export type { BazaarOrder, OfferContent } from './contract.ts'
export type { MarketplaceState } from './staff.ts'

export interface MarketplaceOptions {
  /** Secrets by client id. Default `bazaar-demo` with `bazaar-demo-secret`. */
  readonly clients?: Readonly<Record<string, string>>
  /** Seconds that a token is good; default an hour. */
  readonly tokenLife?: number
}

export type MarketplaceActions = ReturnType<typeof buyerActions> & ReturnType<typeof staffActions>

/** The Bazaar marketplace: offers with moderation, stock and prices in batches, orders, signed messages. */
export function marketplace({
  clients = { 'bazaar-demo': 'bazaar-demo-secret' },
  tokenLife = 3_600,
}: MarketplaceOptions = {}): Platform<MarketplaceActions> {
  return {
    title: 'Bazaar',
    failure,
    rates: { reads: { rate: 50, burst: 100 }, writes: { rate: 20, burst: 40 }, fast: { rate: 50, burst: 100 } },
    open(kit) {
      const sellers = createSellers(kit, clients)
      const tokens = createTokens(kit, { clients: sellers.clients, life: tokenLife })
      const routes = marketplaceRoutes(kit, { sellers, tokens }) as unknown as Hono
      const actions = { ...buyerActions(kit, sellers), ...staffActions(kit, sellers, tokens) }
      return { routes, actions, view: () => marketplaceView(sellers) }
    },
  }
}

export type MarketplaceSandbox = Sandbox<MarketplaceActions>

/** Opens the Bazaar marketplace on this machine. */
export function marketplaceSandbox({
  clients,
  tokenLife,
  ...options
}: MarketplaceOptions & SandboxOptions = {}): Promise<MarketplaceSandbox> {
  const own = { ...(clients === undefined ? {} : { clients }), ...(tokenLife === undefined ? {} : { tokenLife }) }
  return openSandbox({ ...options, platform: marketplace(own) })
}
