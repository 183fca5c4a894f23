import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSeed, seeded } from '../../packages/core/src/testing/seed.ts'
import type { Answer } from '../hostile/shop/ask.ts'
import { cartOf, customerOf, type Held, openVictim, orderOf, staffOf, type Victim } from '../hostile/shop/victim.ts'
import { type Comparison, compare, intervalOf, LIMIT, median, type Pair, verdictOf } from './timing.ts'

/** Pairs of questions for each door; the long run asks 1 000 and looks at the clock too. */
const LEAST = Number(process.env.VITRINE_TIMING_ROUNDS ?? 7)
const MOST = Math.max(LEAST, 60)
/** From so many on the clock says as much as the processor, whatever else the machine does. */
const LONG = 1_000
const SEED = runSeed()

/** People who exist; each may be tried a few times before the shop holds back. */
const KNOWN = 4
const TRIES = 3

const emailOf = (round: number) => `known${round % KNOWN}@example.com`
/** Somebody new each time, at each door. */
const nobody = (path: string, round: number) => `nobody${round}${path.replaceAll('/', '-')}@example.com`
const wrong = 'not the password'

describe('whether something exists', () => {
  let victim: Victim
  let order = { id: '', token: '' }
  let cart: Held
  beforeAll(async () => {
    victim = await openVictim()
    for (let at = 0; at < KNOWN; at += 1) {
      await staffOf(victim, { email: emailOf(at), role: 'owner' })
      await customerOf(victim, emailOf(at))
    }
    order = await orderOf(victim)
    cart = await cartOf(victim)
  }, 60_000)
  afterAll(() => victim.end())

  const random = seeded(SEED)
  const settle = async (round: number) => {
    if (round % (KNOWN * TRIES) === KNOWN * TRIES - 1) victim.advance(61 * 60_000)
    await victim.commerce.idle()
  }
  const post = (path: string, json: unknown) => victim.ask({ method: 'POST', path, json })
  const byEmail = (path: string, more: Record<string, unknown> = {}): Pair => ({
    known: (round) => post(path, { email: emailOf(round), ...more }),
    unknown: (round) => post(path, { email: nobody(path, round), ...more }),
  })
  const byPath = (known: () => string, unknown: () => string, headers: Record<string, string> = {}): Pair => ({
    known: () => victim.ask({ method: 'GET', path: known(), headers }),
    unknown: () => victim.ask({ method: 'GET', path: unknown(), headers }),
  })
  /** Of the right form, but of nothing. */
  const another = (id: string) => id.replace(/.{6}$/, '000000')

  const doors: readonly (readonly [string, Pair, number])[] = [
    ['at the sign-in of staff', byEmail('/admin/session', { password: wrong }), 401],
    ['at the sign-in of customers', byEmail('/store/customers/session', { password: wrong }), 401],
    ['when staff forgot a password', byEmail('/admin/password-reset'), 202],
    ['when a customer forgot a password', byEmail('/store/customers/password-reset'), 202],
    ['when somebody signs up', byEmail('/store/customers', { password: 'a queen and her drones' }), 202],
    ['when an address is to be proved once more', byEmail('/store/customers/verify-email'), 202],
    [
      'when a guest looks for an order with a wrong token',
      byPath(
        () => `/store/orders/${order.id}`,
        () => `/store/orders/${another(order.id)}`,
        { 'Vitrine-Order': 'x'.repeat(43) },
      ),
      404,
    ],
    [
      'when a guest looks for an order without a token',
      byPath(
        () => `/store/orders/${order.id}`,
        () => `/store/orders/${another(order.id)}`,
      ),
      404,
    ],
    [
      'when somebody looks for a cart with a wrong token',
      byPath(
        () => `/store/carts/${cart.id}`,
        () => `/store/carts/${another(cart.id)}`,
        { 'Vitrine-Cart': 'x'.repeat(43) },
      ),
      404,
    ],
  ]

  it.each(doors)(
    '%s is neither told nor to be timed',
    { timeout: LEAST * 2_000 + 60_000 },
    async (name, pair, status) => {
      expect([(await pair.known(0)).status, (await pair.unknown(0)).status]).toEqual([status, status])
      const found = await compare(pair, { least: LEAST, most: MOST, random, settle })
      process.stdout.write(`S11: ${name}, ${figures(found)}, VITRINE_SEED=${SEED}\n`)
      expect(found.rounds).toBeGreaterThanOrEqual(LEAST)
      expect(found.different).toEqual([])
      expect(Math.abs(median(found.cpu))).toBeLessThan(LIMIT)
      if (found.rounds >= LONG) expect(Math.abs(median(found.wall))).toBeLessThan(LIMIT)
    },
  )
})

function figures({ rounds, cpu, wall }: Comparison): string {
  return `${rounds} pairs, ${median(cpu).toFixed(2)} ms of the processor, ${median(wall).toFixed(2)} ms of the clock`
}

describe('the judge of differences', () => {
  const random = seeded(SEED)
  const answer = (text = ''): Answer => ({
    status: 401,
    headers: new Headers(),
    type: '',
    text,
    json: { id: '', code: '' },
    milliseconds: 0,
  })
  const work = (ms: number) => {
    const began = process.cpuUsage()
    for (;;) {
      const { user, system } = process.cpuUsage(began)
      if (user + system >= ms * 1_000) return
    }
  }
  const door = (known: number, unknown: number): Pair => ({
    known: async () => {
      work(known)
      return answer()
    },
    unknown: async () => {
      work(unknown)
      return answer()
    },
  })
  const judge = (pair: Pair) => compare(pair, { least: 9, most: 40, random, settle: async () => undefined })

  it.each([
    ['checks no password for who does not exist', 40, 1],
    ['writes a mail before it answers', 12, 2],
    ['takes longer for nobody', 2, 10],
  ])('finds out a door that %s', async (_, known, unknown) => {
    const found = await judge(door(known, unknown))
    expect(verdictOf(found.cpu)).toBe('different')
    expect(Math.abs(median(found.cpu))).toBeGreaterThan(LIMIT)
  })

  it('lets a door pass that takes as long for both', async () => {
    const found = await judge(door(10, 10))
    expect([verdictOf(found.cpu), found.different]).toEqual(['same', []])
  })

  it('finds out a door that says it', async () => {
    const found = await judge({
      known: async () => answer('wrong password'),
      unknown: async () => answer('no such account'),
    })
    expect(found.different).toHaveLength(1)
  })

  it('is not sure before it has seen enough', () => {
    expect(verdictOf([40, 40, 40])).toBe('unclear')
    expect(intervalOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([1, 9])
    expect(verdictOf([-20, -9, -3, 0, 1, 2, 4, 12, 30])).toBe('unclear')
  })
})
