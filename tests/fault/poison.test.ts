import { afterEach, describe, expect, it } from 'vitest'
import { productUpdated } from '../../packages/core/src/catalog/index.ts'
import { openPlace } from '../../packages/core/src/cli/fixtures/run.ts'
import { on, subscription } from '../../packages/core/src/events/index.ts'
import { contribute, HOUR } from '../../packages/core/src/kernel/index.ts'
import { type ServedShop, serveTestShop } from '../../packages/core/src/testing/index.ts'

const CONSUMER = 'test/poison'
const ATTEMPTS = 4
/** What may be said of a queue that moves on. */
const AT_ONCE = 1_000

interface Shop extends ServedShop {
  /** Ids of the events that the consumer took, and when. */
  readonly taken: { readonly id: string; readonly of: string; readonly at: number }[]
  readonly tries: { count: number }
  readonly log: readonly string[]
  /** Lets what was poison be taken from now on. */
  cure(): void
  advance(ms: number): void
  /** Changes a product, which is an event about it; the moment of the change. */
  change(handle: string): Promise<number>
  /** The figure of a gauge of `/metrics`. */
  gauge(name: string): Promise<number>
  vitrine(...argv: string[]): Promise<{ readonly code: number; readonly out: string }>
}

interface Poison {
  /** The mistake that the test must find: the consumer sits on its poison and everybody waits. */
  readonly sitsMs?: number
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open({ sitsMs = 0 }: Poison = {}): Promise<Shop> {
  const place = openPlace()
  const taken: Shop['taken'] = []
  const tries = { count: 0 }
  const log: string[] = []
  let poison = ''
  let moved = 0
  const consumer = on(productUpdated, {
    name: CONSUMER,
    attempts: ATTEMPTS,
    run: async ({ id, aggregate }) => {
      if (aggregate === poison) {
        tries.count += 1
        await new Promise((next) => setTimeout(next, sitsMs))
        throw new Error('this cannot be taken, asked by ada@example.com')
      }
      taken.push({ id, of: aggregate, at: performance.now() })
    },
  })
  const shop = await serveTestShop({
    database: { url: place.database },
    clock: () => Date.now() + moved,
    contributes: [contribute(subscription, consumer)],
    log: { level: 'error', destination: { write: (line: string) => void log.push(line) } },
  })
  closers.push(async () => {
    await shop.close()
    place.remove()
  })
  const { products } = shop.commerce.call.admin
  const ids = new Map<string, `prd_${string}`>()
  for (const handle of ['poison', 'fine']) {
    const { id } = await products.create({ body: { handle, title: handle } })
    ids.set(handle, id as `prd_${string}`)
  }
  poison = ids.get('poison') ?? ''
  await shop.commerce.idle()
  return {
    ...shop,
    taken,
    tries,
    log,
    cure: () => {
      poison = ''
    },
    advance: (ms) => {
      moved += ms
    },
    async change(handle) {
      const title = `${handle} ${ids.size} ${performance.now()}`
      await products.update({ params: { id: ids.get(handle) ?? 'prd_x' }, body: { title } })
      return performance.now()
    },
    async gauge(name) {
      const text = await (await fetch(`${shop.url}/metrics`)).text()
      return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
    },
    vitrine: (...argv) => place.vitrine(...argv),
  }
}

/** Milliseconds from a change to the moment at which the consumer took it. */
async function delayBehindPoison(shop: Shop): Promise<number> {
  await shop.change('poison')
  const changed = await shop.change('fine')
  await expect.poll(() => shop.taken.length, { timeout: 10_000, interval: 5 }).toBe(1)
  return (shop.taken[0]?.at ?? Number.POSITIVE_INFINITY) - changed
}

const port = ({ url }: Shop) => new URL(url).port

describe('an event that a consumer cannot take', () => {
  it('holds up nothing but what is about the same thing', async () => {
    const shop = await open()
    expect(await delayBehindPoison(shop)).toBeLessThan(AT_ONCE)
    await shop.change('poison')
    await shop.commerce.idle()
    expect(shop.tries.count).toBe(1)
    expect(shop.taken).toHaveLength(1)
    expect([await shop.gauge('vitrine_events_waiting'), await shop.gauge('vitrine_dead_letters')]).toEqual([2, 0])
    shop.cure()
    shop.advance(HOUR)
    await shop.commerce.idle()
    expect(shop.taken).toHaveLength(3)
    expect(await shop.gauge('vitrine_events_waiting')).toBe(0)
  })

  it('is given up after its attempts, which log, figures, list and doctor all say', async () => {
    const shop = await open()
    const { events } = shop.commerce.call.admin
    const { url } = shop
    await shop.change('poison')
    for (let attempt = 1; attempt <= ATTEMPTS + 2; attempt += 1) {
      await shop.commerce.idle()
      expect(shop.tries.count).toBe(Math.min(attempt, ATTEMPTS))
      expect(await shop.gauge('vitrine_dead_letters')).toBe(attempt < ATTEMPTS ? 0 : 1)
      if (attempt === 1) expect((await shop.vitrine('doctor', '--port', port(shop))).code).toBe(0)
      shop.advance(HOUR)
    }
    const alarms = shop.log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'an event became a dead letter')
    const { items } = await events.deadLetters({ query: {} })
    expect(items).toMatchObject([
      { consumer: CONSUMER, attempts: ATTEMPTS, error: 'this cannot be taken, asked by [redacted]' },
    ])
    expect(alarms).toMatchObject([{ subscription: CONSUMER, event: items[0]?.event.id, attempts: ATTEMPTS }])
    const told = await shop.vitrine('doctor', '--port', port(shop))
    expect([told.code, told.out]).toEqual([1, expect.stringContaining('FIX  events: 1 event was given up')])
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    expect(await delayOf(shop)).toBeLessThan(AT_ONCE)
    await events.discard({ body: { consumer: CONSUMER } })
  })

  it('is delivered as the same event when a person sends it again, and the alarm ends', async () => {
    const shop = await open()
    const { events } = shop.commerce.call.admin
    await shop.change('poison')
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await shop.commerce.idle()
      shop.advance(HOUR)
    }
    const [letter] = (await events.deadLetters({ query: {} })).items
    expect(letter?.attempts).toBe(ATTEMPTS)
    shop.cure()
    expect(await events.replay({ body: { consumer: CONSUMER, eventId: letter?.event.id ?? '' } })).toEqual({
      replayed: 1,
    })
    await shop.commerce.idle()
    expect(shop.taken.map(({ id }) => id)).toEqual([letter?.event.id])
    expect([await shop.gauge('vitrine_events_waiting'), await shop.gauge('vitrine_dead_letters')]).toEqual([0, 0])
    const told = await shop.vitrine('doctor', '--port', port(shop))
    expect([told.code, told.out]).toEqual([0, expect.stringContaining('every event was delivered or is on its way')])
  })

  it('would be found out if a consumer sat on it', async () => {
    const shop = await open({ sitsMs: AT_ONCE + 200 })
    expect(await delayBehindPoison(shop)).toBeGreaterThan(AT_ONCE)
    shop.cure()
    shop.advance(HOUR)
    await shop.commerce.idle()
  })
})

/** With the poison out of the way, what comes after it is taken at once. */
async function delayOf(shop: Shop): Promise<number> {
  const before = shop.taken.length
  const changed = await shop.change('fine')
  await expect.poll(() => shop.taken.length, { timeout: 10_000, interval: 5 }).toBe(before + 1)
  return (shop.taken.at(-1)?.at ?? Number.POSITIVE_INFINITY) - changed
}
