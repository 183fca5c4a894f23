import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { serve } from '../../packages/core/src/http/serve.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { openDatabase } from '../../packages/core/src/kernel/index.ts'
import { exit, forkModule, message } from '../../packages/core/src/testing/fixtures/fork.ts'
import { runSeed, seeded } from '../../packages/core/src/testing/index.ts'
import { askShop, fillCartOver, orderIn, type ReadyCart } from './fixtures/buyer.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'

const STOPS = Number(process.env.VITRINE_STOPS ?? 2)
/** A quick machine may answer all whom it let in: then it is stopped again, until some came too late. */
const MORE_STOPS = 10
const BUYERS = 16
const SEED = runSeed()

let shop: Stocked
beforeAll(async () => {
  shop = await stockedFile()
})
afterAll(() => shop.remove())

interface Asked extends ReadyCart {
  readonly key: string
  readonly status: number | undefined
  readonly order: string | undefined
}

const server = new URL('./fixtures/server-process.ts', import.meta.url)

describe('a shop that is told to stop while people buy', () => {
  it('leaves nobody without an outcome', { timeout: 10 * 60_000 }, async () => {
    const random = seeded(SEED)
    let answered = 0
    let refused = 0
    let slowest = 0
    let round = 0
    while (round < STOPS || (refused === 0 && round < STOPS + MORE_STOPS)) {
      round += 1
      const { asked, took, ended } = await stopAtWork(round, 300 + random() * 700)
      const words = `round ${round} of seed ${SEED}`
      expect(ended, words).toEqual({ code: 0, signal: null })
      expect(took, words).toBeLessThan(10_000)
      slowest = Math.max(slowest, took)
      const done = asked.filter(({ order }) => order !== undefined)
      expect(done.length, words).toBeGreaterThan(BUYERS)
      answered += done.length
      refused += asked.length - done.length
      await expectTrue(asked, words)
      await expectRepeatable(asked, words)
    }
    expect(refused, 'some came too late').toBeGreaterThan(0)
    process.stdout.write(
      `F16: ${round} stops, ${answered} answered, ${refused} refused, 0 without outcome, ended within ${Math.round(slowest)} ms (seed ${SEED})\n`,
    )
  })

  it('would be caught if it promised an order that it did not keep', async () => {
    const lie = { id: 'crt_nobody', token: '', key: '', status: 200, order: 'ord_nobody' }
    await expect(expectTrue([lie], 'a lie')).rejects.toThrow('a lie')
  })
})

/** Buys with many until the server is told to stop, and until nobody gets in any more. */
async function stopAtWork(round: number, after: number) {
  const child = forkModule(server, { args: [shop.url] })
  const { url } = await message<{ url: string }>(child)
  const asked: Asked[] = []
  let isStopped = false
  const buyer = async (name: number) => {
    for (let turn = 0; !isStopped; turn += 1) {
      const cart = await fillCartOver(url)
      if (cart === undefined) continue
      const key = `stop-${round}-${name}-${turn}-of-the-test`
      const path = `/store/carts/${cart.id}/complete`
      const heard = await askShop(url, { method: 'POST', path, token: cart.token, key })
      asked.push({ ...cart, key, status: heard.status, order: orderIn(heard) })
    }
  }
  const buyers = Array.from({ length: BUYERS }, (_, name) => buyer(name))
  await until(() => asked.length > BUYERS * 2)
  await new Promise((next) => setTimeout(next, after))
  const started = performance.now()
  child.kill('SIGTERM')
  const ended = await exit(child)
  const took = performance.now() - started
  isStopped = true
  await Promise.all(buyers)
  return { asked, took, ended }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((next) => setTimeout(next, 5))
}

/** What was answered is in the database; what was refused is not. */
async function expectTrue(asked: readonly Asked[], words: string): Promise<void> {
  const { db } = openDatabase({ url: shop.url, now: Date.now })
  const orders = new Map((await db.raw('select cart_id, id from orders')) as [string, string][])
  const wrong = asked.filter(({ id, order }) => orders.get(id) !== order)
  expect(wrong, words).toEqual([])
  expect(await checkInvariants(db), words).toEqual({ ok: true, violations: [] })
  await db.close()
}

/** Asked again with the same key, each has exactly one order: the one that it knows, or a new one. */
async function expectRepeatable(asked: readonly Asked[], words: string): Promise<void> {
  const commerce = await createCommerce({
    database: { url: shop.url },
    mode: 'development',
    log: { level: 'silent' },
    limits: { general: 1_000_000, sensitive: 1_000_000 },
  })
  const serving = await serve(commerce, { port: 0, handleSignals: false })
  for (const { id, token, key, order } of asked) {
    const path = `/store/carts/${id}/complete`
    const heard = await askShop(serving.url, { method: 'POST', path, token, key })
    const again = orderIn(heard)
    expect(again, `${words}: ${heard.status} ${heard.body.code}`).toBeDefined()
    if (order !== undefined) expect(again, words).toBe(order)
  }
  const ids = asked.map(({ id }) => `'${id}'`).join(', ')
  const rows = await commerce.core.db.raw(
    `select count(*), count(distinct cart_id) from orders where cart_id in (${ids})`,
  )
  expect(rows, words).toEqual([[asked.length, asked.length]])
  await serving.stop()
}
