import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRemoteEngine } from '../kernel/database/remote/engine.ts'
import { createDatabase, migrate } from '../kernel/index.ts'
import { migrations } from '../migrations/index.ts'
import { type Sqld, sqldBinary, startSqld } from '../testing/fixtures/sqld.ts'
import { openTestApp } from '../testing/index.ts'
import { HOLD_TIME, openStockShop, type StockShop } from './fixtures/shop.ts'
import { fulfil } from './index.ts'

const binary = sqldBinary()

describe.runIf('path' in binary)('stock on a libSQL server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-stock-'))
  let sqld: Sqld
  let shop: StockShop
  beforeAll(async () => {
    sqld = await startSqld(join(folder, 'server'))
    shop = await openStockShop(async () => {
      const test = await openTestApp()
      const db = createDatabase(openRemoteEngine({ url: `ws://127.0.0.1:${sqld.port}` }))
      await migrate(db, [{ owner: 'core', migrations }], 0)
      const close = async () => {
        await db.close()
        await test.close()
      }
      return { ...test, app: { ...test.app, db }, close }
    })
  })
  afterAll(async () => {
    await shop.close()
    await sqld.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is held by exactly as many of parallel buyers as there are units, and moves on by the same rules', async () => {
    const [queen, frame] = [await shop.variant('queen'), await shop.variant('frame', { backorder: true })]
    const place = await shop.place({ code: 'one' })
    await shop.stock(queen, place, 10)
    const buyers = Array.from({ length: 40 }, (_, buyer) =>
      shop.hold(`crt_${buyer}`, [{ variantId: queen, quantity: 1 }]),
    )
    const outcomes = await Promise.allSettled(buyers)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(Array.from({ length: 30 }, () => 'inventory.insufficient'))
    shop.clock.advance(HOLD_TIME)
    await shop.hold('crt_late', [
      { variantId: queen, quantity: 9 },
      { variantId: frame, quantity: 2, backorder: true },
    ])
    const [first] = await shop.commit('crt_late', 'ord_1')
    if (first === undefined) throw new Error('nothing was committed')
    await shop.command((commandId) => fulfil(shop.ctx, first, 4, { commandId }))
    await shop.stock(frame, place, 3)
    expect(await shop.level(queen, place)).toMatchObject({ onHand: 6, committed: 5, available: 1 })
    expect(await shop.level(frame, place)).toMatchObject({ onHand: 3, committed: 2, short: 0, available: 1 })
    expect(await shop.broken()).toEqual([])
  })
})
