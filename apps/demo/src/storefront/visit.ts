import { type CartView, type CookieJar, cookieSession, type Market } from '@vitrine/sdk'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { LANGUAGES, type Language } from '../seed/index.ts'
import { en, type Messages } from '../shared/messages/en.ts'
import type { House, Shop } from './house.ts'
import type { NavigationItem } from './navigation.ts'

const MARKET_COOKIE = 'lipova_market'
const YEAR = 31_536_000

/** One request of a page: who asks, from where, in which language, and the shop as they see it. */
export interface Visit {
  readonly c: Context
  readonly house: House
  readonly t: Messages
  readonly language: Language
  readonly languages: readonly Language[]
  readonly market: Market
  readonly markets: readonly Market[]
  /** Without the language in front. */
  readonly path: string
  readonly search: URLSearchParams
  readonly shop: Shop
  readonly cart: CartView | null
  readonly navigation: readonly NavigationItem[]
  /** The address of a page in the language of the visit. */
  to(path: string): string
}

export type Env = { Variables: { visit: Visit } }

/** Splits `/uk/products/x` into its language and the rest; English has no prefix. */
export function splitLanguage(path: string): { readonly language: Language; readonly rest: string } {
  const [, first = '', ...others] = path.split('/')
  const language = LANGUAGES.find((each) => each !== 'en' && each === first)
  return language === undefined ? { language: 'en', rest: path } : { language, rest: `/${others.join('/')}` }
}

export function localized(path: string, language: Language): string {
  if (language === 'en') return path
  return path === '/' ? `/${language}` : `/${language}${path}`
}

export async function visitOf(c: Context, house: House): Promise<Visit> {
  const url = new URL(c.req.url)
  const { language, rest } = splitLanguage(url.pathname)
  const markets = await house.markets()
  const market = chosenMarket(markets, getCookie(c, MARKET_COOKIE))
  const session = cookieSession({ name: 'lipova', jar: jarOf(c), secure: house.isSecure })
  const shop = house.shop.with({ market: market.code, language, session })
  const [cart, navigation] = await Promise.all([cartOf(shop), house.navigation.of({ market: market.code, language })])
  return {
    c,
    house,
    t: en,
    language,
    languages: LANGUAGES,
    market,
    markets,
    path: rest,
    search: url.searchParams,
    shop,
    cart,
    navigation,
    to: (path) => localized(path, language),
  }
}

/** A cart that cannot be read now must not take the whole shop down. */
function cartOf(shop: Shop): Promise<CartView | null> {
  return shop.cart.get().catch(() => null)
}

function chosenMarket(markets: readonly Market[], wished: string | undefined): Market {
  const found = markets.find(({ code }) => code === wished) ?? markets.find(({ code }) => code === 'int') ?? markets[0]
  if (found === undefined) throw new Error('the shop has no market')
  return found
}

function jarOf(c: Context): CookieJar {
  return {
    get: (name) => getCookie(c, name),
    set: (name, value, { path, sameSite, secure, httpOnly, maxAge }) => {
      setCookie(c, name, value, { path, sameSite: sameSite === 'lax' ? 'Lax' : 'Strict', secure, httpOnly, maxAge })
    },
  }
}

export function rememberMarket({ c, house }: Pick<Visit, 'c' | 'house'>, code: string): void {
  setCookie(c, MARKET_COOKIE, code, {
    path: '/',
    sameSite: 'Lax',
    secure: house.isSecure,
    httpOnly: true,
    maxAge: YEAR,
  })
}

/** How many pieces are in the cart. */
export function piecesIn(cart: CartView | null): number {
  return cart?.status === 'completed' ? 0 : (cart?.lines ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
}
