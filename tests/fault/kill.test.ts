import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { startDispatcher } from '../../packages/core/src/events/index.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { isProblem, openDatabase, systemContext } from '../../packages/core/src/kernel/index.ts'
import { completeCartOf } from '../../packages/core/src/orders/complete.ts'
import { resolvePayments } from '../../packages/core/src/payments/index.ts'
import { forkModule } from '../../packages/core/src/testing/fixtures/fork.ts'
import { killAtWork, runSeed, seeded } from '../../packages/core/src/testing/index.ts'
import { createPromises, type Promises } from './fixtures/promises.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'

const ROUNDS = Number(process.env.VITRINE_KILLS ?? 20)
/** Acknowledged operations of a round before its process may be killed. */
const LEAST = 200
const SEED = runSeed()

let shop: Stocked
let untouched: string
beforeAll(async () => {
  shop = await stockedFile()
  untouched = join(shop.folder, 'untouched.db')
  for (const part of ['', '-wal']) copyFileSync(`${shop.file}${part}`, `${untouched}${part}`)
})
afterAll(() => shop.remove())

const sellerProcess = new URL('./fixtures/shop-process.ts', import.meta.url)
/** What the killed process acknowledged: lines that say what is about to be asked for are none. */
const isAcknowledged = (line: string) => !/^(ready|cancelling) /.test(line)

describe('a shop that is killed again and again', () => {
  it('loses and doubles nothing that it acknowledged', { timeout: 60 * 60_000 }, async () => {
    const promises = createPromises()
    const random = seeded(SEED)
    let acknowledged = 0
    let slowest = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const words = `round ${round} of seed ${SEED}`
      const heard = await sellUntilKilled(promises, random)
      expect(heard, words).toBeGreaterThanOrEqual(LEAST)
      acknowledged += heard
      const started = performance.now()
      const { db } = openDatabase({ url: shop.url, now: Date.now })
      slowest = Math.max(slowest, performance.now() - started)
      expect(await checkInvariants(db), words).toEqual({ ok: true, violations: [] })
      expect(await promises.broken(db), words).toEqual([])
      await promises.lookUp(db)
      await db.close()
    }
    expect(promises.orders.size).toBeGreaterThan(ROUNDS * 10)
    expect(Math.min(promises.cancelled.size, promises.shipped.size)).toBeGreaterThan(ROUNDS)
    const { operations, unknown } = await expectDecided(promises)
    await expectTold(promises)
    process.stdout.write(
      `F1: ${ROUNDS} kills, ${acknowledged} acknowledged, ${promises.orders.size} orders, 0 lost, 0 doubled, ` +
        `${operations} operations explained (${unknown} unanswered), reopened in at most ${Math.round(slowest)} ms (seed ${SEED})\n`,
    )
  })

  it('would be caught if it acknowledged before it committed', { timeout: 60_000 }, async () => {
    const promises = createPromises()
    const child = forkModule(sellerProcess, { args: [`file:${untouched}`], env: { VITRINE_HASTY: '1' } })
    const killed = await killAtWork(child, { least: Number.POSITIVE_INFINITY, after: 0, hear: promises.hear })
    expect(killed.signal).toBe('SIGKILL')
    const { db } = openDatabase({ url: `file:${untouched}`, now: Date.now })
    expect(await promises.broken(db)).toEqual([expect.stringContaining('is not cancelled')])
    await promises.lookUp(db)
    expect(promises.explain().faults).toEqual([expect.stringContaining('HIVE: no order is legal')])
    await db.close()
  })
})

/** One process from boot to its death at a random moment after enough was acknowledged. Answers how much that was. */
async function sellUntilKilled(promises: Promises, random: () => number): Promise<number> {
  const asked = [...promises.inDoubt].slice(0, 50)
  const child = forkModule(sellerProcess, { args: [shop.url, ...asked] })
  let heard = 0
  const killed = await killAtWork(child, {
    least: LEAST * 2,
    after: random() * 150,
    hear(line) {
      promises.hear(line)
      if (isAcknowledged(line)) heard += 1
    },
  })
  expect(killed.signal).toBe('SIGKILL')
  return heard
}

function openLater() {
  const clock = () => Date.now() + 60 * 60_000
  return createCommerce({ database: { url: shop.url }, mode: 'development', log: { level: 'silent' }, clock })
}

/** An hour later it is known of every cart that was being paid when its process died whether it was: it is one order, or open again. */
async function expectDecided(promises: Promises) {
  const commerce = await openLater()
  const ctx = systemContext(commerce.core)
  await resolvePayments(ctx)
  for (const cartId of [...promises.inDoubt]) {
    const fresh = { ...ctx, request: { id: ctx.newId('req') } }
    const status = await completeCartOf(fresh, cartId).then(
      (done) => done.status,
      (error: unknown) => (isProblem(error) ? error.code : String(error)),
    )
    expect(['placed', 'payments.declined', 'payments.required'], cartId).toContain(status)
  }
  expect(await checkInvariants(commerce.core.db)).toEqual({ ok: true, violations: [] })
  expect(await promises.broken(commerce.core.db)).toEqual([])
  await promises.lookUp(commerce.core.db)
  const report = promises.explain()
  expect(report.faults).toEqual([])
  await commerce.close()
  return report
}

/** Every consumer hears of everything once, however often its process died: one mail for each order. Later than any lease of the dead. */
async function expectTold({ orders }: Promises): Promise<void> {
  const commerce = await openLater()
  const dispatcher = await startDispatcher(commerce.core)
  await dispatcher.idle()
  const count = async (sql: string) => Number((await commerce.core.db.raw(sql))[0]?.[0])
  expect(await count("select count(*) from event_parked where status = 'dead'")).toBe(0)
  const placed = await count('select count(*) from orders')
  expect(placed).toBeGreaterThanOrEqual(orders.size)
  expect(await count("select count(*) from events where name = 'order.placed'")).toBe(placed)
  expect(await count("select count(*) from mail_messages where template = 'orderConfirmation'")).toBe(placed)
  await dispatcher.stop()
  await commerce.close()
}
