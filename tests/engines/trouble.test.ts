import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openRemoteEngine } from '../../packages/core/src/kernel/database/remote/engine.ts'
import { below, createHistory, runSeed, seeded } from '../../packages/core/src/testing/index.ts'
import { type Seen, seenBy } from './fixtures/patient-buyer.ts'
import { describeTrouble } from './fixtures/trouble.ts'

/* Whole purchases through the API while the libSQL server dies, sleeps, is busy, or is not heard. The long run asks for more of each. */
const KILLS = Number(process.env.VITRINE_SQLD_KILLS ?? 3)
const PAUSE_MS = Number(process.env.VITRINE_SQLD_PAUSE_MS ?? 1_500)
const STORM_MS = Number(process.env.VITRINE_SQLD_STORM_MS ?? 2_000)
const LOSS_MS = Number(process.env.VITRINE_SQLD_LOSS_MS ?? 3_000)
/** Longer than the shop waits for its database. */
const GONE_MS = 11_000
const FAULTS = ['hangUp', 'cut', 'delay', 'refuse'] as const
const SEED = runSeed()
const random = seeded(SEED)

const enough = async (seen: Seen, orders: number) => {
  const most = performance.now() + 60_000
  while (seen.orders.size < orders && performance.now() < most) await sleep(10)
  expect(seen.orders.size).toBeGreaterThanOrEqual(orders)
}

const figures = (what: string, { orders, unavailable, repeated }: Seen, more = '') =>
  process.stdout.write(
    `${what}: ${orders.size} orders, ${unavailable} answers 503, ${repeated} repeats${more}, 0 lost, 0 doubled, VITRINE_SEED=${SEED}\n`,
  )

describeTrouble('a shop whose libSQL server is in trouble', (trouble) => {
  const { whileBuying, expectKept } = trouble

  it(`sells on when the server is killed ${KILLS} times`, { timeout: 60_000 + KILLS * 20_000 }, async () => {
    let kills = 0
    const seen = await whileBuying(async (all) => {
      for (; kills < KILLS; kills += 1) {
        await enough(all, (kills + 1) * 8)
        await sleep(below(random, 100))
        await trouble.without(below(random, 300))
      }
      await enough(all, (kills + 1) * 8)
    })
    expect(kills).toBe(KILLS)
    await expectKept(seen, KILLS * 8)
    figures(`${kills} kills`, seen)
  })

  it(`sells on when the server stands still for ${PAUSE_MS} ms`, { timeout: 120_000 + PAUSE_MS }, async () => {
    let before = 0
    let during = 0
    const seen = await whileBuying(async (all) => {
      await enough(all, 8)
      trouble.sqld().process.kill('SIGSTOP')
      await sleep(100)
      before = all.orders.size
      await sleep(PAUSE_MS)
      during = all.orders.size - before
      trouble.sqld().process.kill('SIGCONT')
      await enough(all, before + 8)
    })
    expect(during, 'nothing is promised while nobody can keep it').toBe(0)
    if (PAUSE_MS > GONE_MS) expect(seen.unavailable).toBeGreaterThan(0)
    await expectKept(seen, before + 8)
    figures(`a pause of ${PAUSE_MS} ms`, seen)
  })

  it(`sells on while others hold and fight for the writer for ${STORM_MS} ms`, {
    timeout: 120_000 + STORM_MS,
  }, async () => {
    const rivals = [1, 2, 3].map(() =>
      openRemoteEngine({ url: `ws://127.0.0.1:${trouble.sqld().port}` }, { exclusiveMs: 1_000 }),
    )
    const [holder, ...writers] = rivals
    await holder?.batch([{ sql: 'create table if not exists rivals (n integer primary key) strict', args: [] }])
    let held = 0
    let written = 0
    const seen = await whileBuying(async (all) => {
      const end = performance.now() + STORM_MS
      const hold = async () => {
        for (; performance.now() < end; held += 1)
          await holder?.exclusive(async (to) => {
            await to.run({ sql: 'insert into rivals default values', args: [] })
            await sleep(50 + below(random, 250))
          })
      }
      const write = async (engine: (typeof rivals)[number]) => {
        for (; performance.now() < end; written += 1)
          await engine.batch([{ sql: 'insert into rivals default values', args: [] }])
      }
      await Promise.all([hold(), ...writers.map(write)])
      await enough(all, 8)
    })
    expect(held).toBeGreaterThan(3)
    expect(written).toBeGreaterThan(5)
    expect(await rivals[0]?.read('select count(*) from rivals', [])).toEqual([[held + written]])
    await holder?.batch([{ sql: 'drop table rivals', args: [] }])
    await Promise.all(rivals.map((rival) => rival.close()))
    await expectKept(seen, 8)
    figures(`${held} locks, ${written} rival writes`, seen)
  })

  it(`sells on while answers get lost for ${LOSS_MS} ms`, { timeout: 120_000 + LOSS_MS }, async () => {
    const proxy = trouble.proxy()
    const lostBefore = proxy.lost
    /* Silence costs the shop's whole patience, each time. */
    const modes = LOSS_MS > GONE_MS ? [...FAULTS, 'mute' as const] : FAULTS
    const used = new Map<string, number>()
    const seen = await whileBuying(async (all) => {
      await enough(all, 4)
      const end = performance.now() + LOSS_MS
      for (let turn = 0; performance.now() < end || turn < modes.length; turn += 1) {
        const mode = modes[turn % modes.length] ?? 'hangUp'
        proxy.cutAfter = below(random, 400)
        proxy.delayMs = 5 + below(random, 60)
        proxy.mode = mode
        used.set(mode, (used.get(mode) ?? 0) + 1)
        await sleep(60 + below(random, 120))
        proxy.mode = 'pass'
        await sleep(100 + below(random, 200))
      }
      await enough(all, all.orders.size + 4)
    })
    const lost = proxy.lost - lostBefore
    expect([...used.keys()].sort()).toEqual([...modes].sort())
    expect(lost).toBeGreaterThan(modes.length)
    await expectKept(seen, 8)
    figures(`${lost} answers kept back`, seen)
  })

  it('answers 503 with Retry-After while the server is gone, does not pile up work, and goes on when it is back', {
    timeout: 90_000,
  }, async () => {
    const { url, commerce } = trouble.shop()
    let ready = 0
    let told = 0
    const seen = await whileBuying(
      async (all) => {
        await enough(all, 4)
        const gone = trouble.without(GONE_MS)
        await sleep(500)
        const asked = performance.now()
        const answer = await fetch(`${url}/ready`)
        expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
        ready = performance.now() - asked
        expect((await fetch(`${url}/health`)).status).toBe(200)
        await gone
        told = trouble.log.filter((line) => /could not look|could not be started/.test(line)).length
        await enough(all, all.orders.size + 4)
      },
      { buyers: 3 },
    )
    expect(ready).toBeLessThan(3_000)
    expect(seen.unavailable).toBeGreaterThan(0)
    expect(told, 'looks that failed while the server was gone').toBeLessThanOrEqual(4)
    await commerce.idle()
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    await expectKept(seen, 8)
    figures(`gone for ${GONE_MS} ms`, seen)
  })

  it('would not pass with an order that was lost, doubled or never asked for, nor with a strange answer', async () => {
    const placed = (cart: string, order: string) => {
      const seen = seenBy(createHistory())
      seen.history.ask({ kind: 'place', cart }).ok(order)
      seen.orders.set(cart, order)
      return seen
    }
    const [[cart, order] = []] = (await trouble
      .shop()
      .commerce.core.db.raw('select cart_id, id from orders limit 1')) as [string, string][]
    await expectKept(placed(String(cart), String(order)), 1)
    await expect(expectKept(placed('crt_none', 'ord_none'), 1)).rejects.toThrow()
    await expect(expectKept(placed(String(cart), 'ord_other'), 1)).rejects.toThrow()
    const twice = placed(String(cart), String(order))
    twice.history.ask({ kind: 'place', cart: 'crt_other' }).ok(String(order))
    await expect(expectKept(twice, 1)).rejects.toThrow('was given to carts')
    const strange = placed(String(cart), String(order))
    strange.odd.push('complete: 500')
    await expect(expectKept(strange, 1)).rejects.toThrow()
    await expect(expectKept(seenBy(createHistory()), 1)).rejects.toThrow()
  })
})
