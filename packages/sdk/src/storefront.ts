import { type Cart, cartOf } from './cart.ts'
import { type Collections, collectionsOf } from './collections.ts'
import { type Call, partsOf, type StoreProblems } from './contract.ts'
import { type Customer, customerOf } from './customer.ts'
import { type Kept, keep } from './kept.ts'
import { type Markets, marketsOf } from './markets.ts'
import { type Orders, ordersOf } from './orders.ts'
import { type ClientPlugin, connect, type PluginProblems, rememberedBy, type StorePlugins } from './plugins.ts'
import { guard, type ProblemGuard } from './problem.ts'
import { type Products, productsOf } from './products.ts'
import type { Outgoing, SendSettings } from './send.ts'
import { memorySession, type Session, storageSession } from './session.ts'
import { createSessionSend } from './session-send.ts'
import { type Watch, watchOf } from './watch.ts'

/** Where the buyer is and how they are spoken to; kept by the client and sent with every call. */
export interface Place {
  /** Code of the market; it decides prices and tax. */
  readonly market?: string | undefined
  /** BCP 47, or a list as in `Accept-Language`. */
  readonly language?: string | undefined
  /** One of the market's currencies. */
  readonly currency?: string | undefined
  /** Code of the sales channel, where no key names it. */
  readonly channel?: string | undefined
}

export interface StorefrontOptions<Plugins extends readonly ClientPlugin[] = readonly []>
  extends Place,
    Pick<SendSettings, 'fetch' | 'credentials' | 'timeout' | 'retries' | 'onRequest' | 'onResponse'> {
  /** Address of the shop, without `/store`; empty in a page of the shop itself. */
  readonly url: string
  /** Publishable key of the sales channel (pk_…). Development needs none. */
  readonly key?: string | undefined
  /** Where the cart is remembered. Default: `localStorage` in pages, memory elsewhere. On a server give each request its own. */
  readonly session?: Session | undefined
  /** What plugins export for clients: `plugins: [loyaltyClient]` makes `shop.loyalty`. */
  readonly plugins?: Plugins
}

export interface StorefrontCore {
  readonly products: Products
  readonly collections: Collections
  readonly markets: Markets
  readonly cart: Cart
  readonly orders: Orders
  readonly customer: Customer
  /** What happens in the shop, as it happens. */
  readonly watch: Watch
  /** Any endpoint of the store by its line: `shop.call('GET /products/:handle', { params: { handle } })`. */
  readonly call: Call
  /** What this client asks for; `answerOf` tells what the shop answered in. */
  readonly place: Place
}

export type Storefront<Plugins extends readonly ClientPlugin[] = readonly []> = StorefrontCore &
  StorePlugins<Plugins> & {
    /** As the function of this name, and it knows the codes of the plugins too. */
    readonly isProblem: ProblemGuard<StoreProblems & PluginProblems<Plugins>>
    /** A client beside this one for another place, with the same session unless you give another. */
    with(
      other: Place & { readonly session?: Session | undefined; readonly key?: string | undefined },
    ): Storefront<Plugins>
  }

/**
 * A client of one shop, for browsers, servers and workers.
 * @example const shop = createStorefront({ url: 'https://shop.example.com' })
 */
export function createStorefront<const Plugins extends readonly ClientPlugin[] = readonly []>(
  options: StorefrontOptions<Plugins>,
): Storefront<Plugins> {
  return build(options, keep(options.session ?? (isPage() ? storageSession() : memorySession())))
}

function build<Plugins extends readonly ClientPlugin[]>(
  options: StorefrontOptions<Plugins>,
  kept: Kept,
): Storefront<Plugins> {
  const { market, language, currency, channel } = options
  const base = `${options.url.replace(/\/+$/, '')}/store`
  const send = createSessionSend(
    { ...options, base, headers: headersOf(options) },
    { kept, remembered: rememberedBy(options.plugins) },
  )
  const call = ((line, input: Partial<Outgoing> = {}, more) => send({ ...input, ...partsOf(line) }, more)) as Call
  return {
    ...(connect(options.plugins, send) as StorePlugins<Plugins>),
    products: productsOf(call),
    collections: collectionsOf(call),
    markets: marketsOf(call),
    cart: cartOf(call, kept),
    orders: ordersOf(call, kept),
    customer: customerOf(call),
    watch: watchOf(send),
    call,
    isProblem: guard as Storefront<Plugins>['isProblem'],
    place: { market, language, currency, channel },
    with: (other) => build({ ...options, ...other }, other.session === undefined ? kept : keep(other.session)),
  }
}

function headersOf({ key, market, currency, language, channel }: StorefrontOptions<readonly ClientPlugin[]>) {
  return {
    'Vitrine-Key': key,
    'Vitrine-Market': market,
    'Vitrine-Currency': currency,
    'Vitrine-Channel': channel,
    'Accept-Language': language,
  }
}

/** Newer Nodes have a `localStorage` too, shared by all visitors. */
function isPage(): boolean {
  return 'document' in globalThis
}
