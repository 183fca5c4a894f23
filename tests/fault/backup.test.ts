import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Commerce, createCommerce } from '../../packages/core/src/commerce.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { openDatabase } from '../../packages/core/src/kernel/index.ts'
import { createPromises, type Promises } from './fixtures/promises.ts'
import { openSeller } from './fixtures/seller.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'

/** Orders before the copy, so that there is something to lose. */
const BEFORE = Number(process.env.VITRINE_BACKUP_ORDERS ?? 60)

let shop: Stocked
let commerce: Commerce
beforeAll(async () => {
  shop = await stockedFile()
  commerce = await createCommerce({ database: { url: shop.url }, mode: 'development', log: { level: 'silent' } })
  await commerce.start()
})
afterAll(async () => {
  await commerce.close()
  shop.remove()
})

/** Sells while `work` is done; answers what was promised before it began, and how long answers took during it. */
async function sellDuring(work: () => Promise<void> | void) {
  const before = createPromises()
  const all = createPromises()
  const gaps = { calm: [] as number[], during: [] as number[] }
  let phase: 'before' | 'during' | 'after' = 'before'
  let last = performance.now()
  const seller = await openSeller(commerce, (...words) => {
    const line = words.join(' ')
    if (phase === 'before') before.hear(line)
    all.hear(line)
    const now = performance.now()
    if (phase !== 'after') gaps[phase === 'during' ? 'during' : 'calm'].push(now - last)
    last = now
  })
  const selling = seller.sell(8, () => phase !== 'after')
  while (before.orders.size < BEFORE) await new Promise((next) => setTimeout(next, 5))
  phase = 'during'
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1_000
  phase = 'after'
  await selling
  return { before, all, seconds, gaps }
}

async function lookInto(file: string, promises: Promises) {
  const { db } = openDatabase({ url: `file:${file}`, now: Date.now })
  const report = await checkInvariants(db)
  const broken = await promises.broken(db)
  const orders = Number((await db.raw('select count(*) from orders'))[0]?.[0])
  await db.close()
  return { report, broken, orders }
}

const p99 = (gaps: readonly number[]) =>
  Math.round([...gaps].sort((a, b) => a - b)[Math.floor(gaps.length * 0.99)] ?? 0)

describe('a copy that is made while people buy', () => {
  it('is sound, and holds every order that was acknowledged before it was begun', async () => {
    const file = join(shop.folder, 'backup.db')
    const { before, all, seconds, gaps } = await sellDuring(async () => void (await commerce.core.db.copyTo(file)))
    expect(gaps.during.length, 'the shop sold during the copy').toBeGreaterThan(0)
    const { report, broken, orders } = await lookInto(file, before)
    expect(report).toEqual({ ok: true, violations: [] })
    expect(broken).toEqual([])
    expect(orders).toBeGreaterThanOrEqual(BEFORE)
    expect(await all.broken(commerce.core.db)).toEqual([])
    const megabytes = (statSync(file).size / 1_048_576).toFixed(1)
    process.stdout.write(
      `F12: ${megabytes} MB copied in ${seconds.toFixed(2)} s, ${before.orders.size} orders before it, ${orders} in it, ` +
        `99 of 100 acknowledgements within ${p99(gaps.calm)} ms, during it ${p99(gaps.during)} ms\n`,
    )
  })

  it('would be caught if it were a copy of the file alone', async () => {
    const file = join(shop.folder, 'naive.db')
    const { before } = await sellDuring(() => copyFileSync(shop.file, file))
    const lost = await lookInto(file, before).then(
      ({ broken }) => broken.length,
      () => Number.POSITIVE_INFINITY,
    )
    expect(lost).toBeGreaterThan(0)
  })
})
