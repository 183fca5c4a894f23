import type { CommerceOptions } from '../../../packages/core/src/commerce.ts'
import { contribute, nameResolver, privateHost } from '../../../packages/core/src/kernel/index.ts'
import { assertInvariants, openTestShop, type TestShop } from '../../../packages/core/src/testing/index.ts'
import { type Fair, fairChannel, openFair, standing } from '../../fault/fixtures/fair.ts'
import { buyerAddress } from '../../fixtures/buyer-address.ts'
import { courier } from '../../fixtures/courier.ts'
import { type Answer, ask, cookieOf, type Question } from './ask.ts'

export const password = 'a queen and her drones'

/** A shop with goods, whose every answer and every unexpected error can be looked at. */
export interface Victim extends TestShop {
  /** What went to the log as an error; a shop under attack has nothing to say here. */
  readonly errors: readonly string[]
  /** A marketplace where it can sell. */
  readonly fair: Fair
  ask(question: Question): Promise<Answer>
  /** The same with every right. Throws when it is refused. */
  order(method: string, path: string, json?: unknown): Promise<Answer['json']>
  /** Moves the clock. */
  advance(ms: number): void
  /** Nothing is broken: the invariants hold, no event was given up, nothing unexpected was logged. Then closes. */
  end(): Promise<void>
}

/** No name of the outside is found, and some hosts may be called all the same: one of them stands wherever garbage asks for an address. */
const outside = [
  contribute(nameResolver, (hostname) => Promise.reject(new Error(`${hostname} is not found`))),
  contribute(privateHost, 'erp.internal'),
  contribute(privateHost, 'pictures.example.com'),
]

export async function openVictim(options: Partial<CommerceOptions> = {}): Promise<Victim> {
  const errors: string[] = []
  const fair = openFair()
  const market = standing(fairChannel(fair))
  let moved = 0
  const shop = await openTestShop({
    clock: () => Date.now() + moved,
    log: { level: 'error', destination: { write: (line: string) => void errors.push(line) } },
    ...options,
    contributes: [...outside, market, ...(options.contributes ?? [])],
  })
  const { commerce } = shop
  const victim: Victim = {
    ...shop,
    errors,
    fair,
    ask: (question) => ask(commerce.app, question),
    async order(method, path, json) {
      const headers = { Authorization: `Bearer ${shop.operatorToken}` }
      const answer = await victim.ask({ method, path: `/admin${path}`, headers, json })
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return answer.json
    },
    advance(ms) {
      moved += ms
    },
    async end() {
      await commerce.idle()
      await assertInvariants(commerce.core)
      const parked = await victim.order('GET', '/events/dead-letters')
      const broken = [...errors, ...(parked.items as unknown[]).map((letter) => JSON.stringify(letter))]
      await shop.close()
      if (broken.length > 0) throw new Error(`errors behind the scenes:\n${broken.slice(0, 5).join('\n')}`)
    },
  }
  await stock(victim)
  return victim
}

async function stock(victim: Victim): Promise<void> {
  await victim.order('POST', '/stock-locations', { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL' })
  await victim.order('POST', '/stock-locations', { code: 'shop', name: 'Shop', kind: 'store', country: 'NL' })
  const price = (amount: number) => [{ currency: 'EUR', amount }]
  const suit = (sku: string, Size: string) => ({ sku, options: { Size }, weightGrams: 800, prices: price(6_400) })
  const products = [
    { handle: 'hive', title: 'Hive', status: 'active', variants: [{ sku: 'HV-1', prices: price(12_000) }] },
    { handle: 'suit', title: 'Suit', status: 'active', variants: [suit('SU-S', 'Small'), suit('SU-L', '10,5 cm')] },
  ]
  await victim.order('POST', '/products/bulk', { products })
  const rows = ['HV-1', 'SU-S', 'SU-L'].flatMap((sku) => [
    { sku, location: 'main', set: 100_000 },
    { sku, location: 'shop', set: 1_000 },
  ])
  await victim.order('POST', '/stock/bulk', { rows })
  await victim.order('POST', '/delivery-methods', courier)
  await victim.commerce.idle()
}

export interface Held {
  readonly id: string
  readonly token: string
  readonly lineId: string
  readonly sku: string
  /** Code of its delivery method. */
  readonly method: string
}

/** What a cart is filled with and sent by. */
interface Goods {
  readonly sku: string
  readonly method: string
}

const goods = new WeakMap<Victim, Goods>()

/** A cart with an address and a chosen delivery; of new goods when the ones of before were sold out, archived or renamed by an attack. */
export async function cartOf(victim: Victim, headers: Record<string, string> = {}): Promise<Held> {
  const usual = goods.get(victim) ?? { sku: 'HV-1', method: 'courier' }
  const held = await filledCart(victim, usual, headers)
  if (typeof held !== 'string') return held
  const fresh = await freshGoods(victim)
  goods.set(victim, fresh)
  const again = await filledCart(victim, fresh, headers)
  if (typeof again === 'string') throw new Error(`${held}\n${again}`)
  return again
}

async function filledCart(
  victim: Victim,
  { sku, method }: Goods,
  headers: Record<string, string>,
): Promise<Held | string> {
  const json = { lines: [{ sku, quantity: 1 }], email: 'ada@example.com', shippingAddress: buyerAddress }
  const made = await victim.ask({ method: 'POST', path: '/store/carts', headers, json })
  if (made.status !== 201) return made.text
  const { id, token } = made.json as unknown as Held
  const own = { ...headers, 'Vitrine-Cart': token }
  const chosen = await victim.ask({
    method: 'PUT',
    path: `/store/carts/${id}/delivery`,
    headers: own,
    json: { code: method },
  })
  if (chosen.status !== 200) return chosen.text
  return { id, token, lineId: (chosen.json.lines as { id: string }[])[0]?.id ?? '', sku, method }
}

let made = 0

async function freshGoods(victim: Victim): Promise<Goods> {
  made += 1
  const [sku, method] = [`GOODS-${made}`, `courier-${made}`]
  const location = `barn-${made}`
  await victim.order('POST', '/stock-locations', { code: location, name: 'Barn', kind: 'warehouse', country: 'NL' })
  await victim.order('POST', '/products', {
    title: 'Goods',
    status: 'active',
    variants: [{ sku, prices: [{ currency: 'EUR', amount: 1_000 }] }],
  })
  await victim.order('POST', '/stock/bulk', { rows: [{ sku, location, set: 100_000 }] })
  await victim.order('POST', '/delivery-methods', {
    code: method,
    type: 'shipping',
    texts: { en: { name: 'Courier' } },
    rates: [{ market: 'main', currency: 'EUR', amount: 500 }],
  })
  return { sku, method }
}

/** An order, and the token that opens it. */
export async function orderOf(victim: Victim, headers: Record<string, string> = {}) {
  const cart = await cartOf(victim, headers)
  const path = `/store/carts/${cart.id}`
  const own = { ...headers, 'Vitrine-Cart': cart.token }
  await victim.ask({ method: 'POST', path: `${path}/payment`, headers: own, json: { provider: 'manual' } })
  const done = await victim.ask({ method: 'POST', path: `${path}/complete`, headers: own })
  if (done.json.status !== 'placed') throw new Error(done.text)
  const { id, token } = done.json.order as { id: string; token: string }
  return { id, token }
}

/** A customer who has proved his address, signed in: his cookie. */
export async function customerOf(victim: Victim, email: string): Promise<string> {
  await victim.ask({ method: 'POST', path: '/store/customers', json: { email, password } })
  const token = await tokenOfMail(victim, email)
  await victim.ask({ method: 'POST', path: '/store/customers/verify-email/confirm', json: { token } })
  const session = await victim.ask({ method: 'POST', path: '/store/customers/session', json: { email, password } })
  if (session.status !== 201) throw new Error(session.text)
  return cookieOf(session)
}

/** The token in the link of the latest mail to somebody. */
export async function tokenOfMail(victim: Victim, to: string): Promise<string> {
  await victim.commerce.idle()
  const { items } = await victim.order('GET', `/mail?to=${encodeURIComponent(to)}`)
  const page = await victim.ask({ method: 'GET', path: `/dev/mail/${(items as { id: string }[])[0]?.id}` })
  return /token=([\w.~-]+)/.exec(page.text)?.[1] ?? ''
}

/** A member of staff with a password: his cookie and id. */
export async function staffOf(victim: Victim, { email, role }: { email: string; role: string }) {
  const made = await victim.order('POST', '/staff', { email, name: 'Sam Example', role })
  const token = new URL(String(made.link)).searchParams.get('token')
  await victim.ask({ method: 'POST', path: '/admin/password-reset/confirm', json: { token, password } })
  const session = await victim.ask({ method: 'POST', path: '/admin/session', json: { email, password } })
  if (session.status !== 201) throw new Error(session.text)
  return { id: made.id, cookie: cookieOf(session) }
}
