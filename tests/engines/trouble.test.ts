import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Engine } from '../../packages/core/src/kernel/database/engine.ts'
import { openRemoteEngine } from '../../packages/core/src/kernel/database/remote/engine.ts'
import type { TcpProxy } from '../../packages/core/src/testing/fixtures/proxy.ts'
import { below, createHistory, runSeed, seeded } from '../../packages/core/src/testing/index.ts'
import { expectServed, figures, type Hit, nobody, note } from './fixtures/hit.ts'
import { type Seen, seenBy } from './fixtures/patient-buyer.ts'
import { describeTrouble, PATIENCE_MS } from './fixtures/trouble.ts'

/* Whole purchases through the API while the libSQL server dies, sleeps, is busy, or is not heard. The long run asks for more of each. */
const KILLS = Number(process.env.VITRINE_SQLD_KILLS ?? 3)
const PAUSE_MS = Number(process.env.VITRINE_SQLD_PAUSE_MS ?? 1_500)
const STORM_MS = Number(process.env.VITRINE_SQLD_STORM_MS ?? 2_000)
const LOSS_MS = Number(process.env.VITRINE_SQLD_LOSS_MS ?? 3_000)
/** Longer than the shop waits for its database. */
const GONE_MS = PATIENCE_MS + 1_000
const LEAST_LOCKS = 4
const RIVAL = { sql: 'insert into rivals default values', args: [] }
const FAULTS = ['hangUp', 'cut', 'delay', 'refuse'] as const
const SEED = runSeed()
const random = seeded(SEED)

const enough = async (seen: Seen, orders: number) => {
  const most = performance.now() + 60_000
  while (seen.orders.size < orders && performance.now() < most) await sleep(10)
  expect(seen.orders.size).toBeGreaterThanOrEqual(orders)
}

const until = async (isTrue: () => boolean | Promise<boolean>) => {
  const most = performance.now() + PATIENCE_MS
  while (!(await isTrue()) && performance.now() < most) await sleep(5)
  expect(await isTrue()).toBe(true)
}

const tell = (...told: Parameters<typeof figures>) =>
  process.stdout.write(`${figures(...told)}, VITRINE_SEED=${SEED}\n`)

describeTrouble('a shop whose libSQL server is in trouble', (trouble) => {
  const { whileBuying, expectKept } = trouble

  /** Kills the server before an order comes to it, or when it is done and nobody was told. */
  async function killUnder(hit: Hit, seen: Seen, when: 'unsent' | 'unheard'): Promise<void> {
    const proxy = trouble.proxy()
    if (when === 'unsent') return note(hit, await trouble.meet(() => trouble.sqld().kill()), seen)
    const cart = await trouble.meet(() => {
      proxy.mode = 'mute'
    })
    await until(() => trouble.hasPlaced(cart))
    expect(seen.orders.has(cart)).toBe(false)
    note(hit, cart, seen)
    await trouble.sqld().kill()
    proxy.mode = 'pass'
  }

  /** Takes the writer from an order that is about to have it. */
  async function holdUnder(hit: Hit, seen: Seen, holder: Engine): Promise<void> {
    let release: (cart: string) => void = () => undefined
    const isMet = new Promise<string>((resolve) => (release = resolve))
    let held: Promise<void> = Promise.resolve()
    const begin = () =>
      new Promise<void>((begun, failed) => {
        held = holder.exclusive(async (to) => {
          await to.run(RIVAL)
          begun()
          const cart = await isMet
          await sleep(50 + below(random, 250))
          expect(await trouble.hasPlaced(cart), 'the writer is held').toBe(false)
          note(hit, cart, seen)
        })
        held.catch(failed)
      })
    release(await trouble.meet(begin))
    await held
  }

  /** Keeps an answer back, or makes it late, while an order is on its way. */
  async function loseUnder(hit: Hit, seen: Seen, mode: TcpProxy['mode']): Promise<void> {
    const proxy = trouble.proxy()
    const before = proxy.lost
    const cart = await trouble.meet(() => {
      proxy.mode = mode === 'refuse' ? 'hangUp' : mode
    })
    note(hit, cart, seen)
    if (mode !== 'delay') await until(() => proxy.lost > before)
    proxy.mode = mode
  }

  it(`sells on when the server is killed ${KILLS} times`, { timeout: 60_000 + KILLS * 20_000 }, async () => {
    const hit = nobody()
    const seen = await whileBuying(async (all) => {
      for (let kills = 0; kills < KILLS; kills += 1) {
        await enough(all, (kills + 1) * 8)
        await killUnder(hit, all, kills % 2 === 0 ? 'unheard' : 'unsent')
        await trouble.without(below(random, 300))
      }
      await enough(all, (KILLS + 1) * 8)
    })
    expectServed(hit, seen, KILLS)
    await expectKept(seen, KILLS * 8)
    tell(`${KILLS} kills`, seen, hit)
  })

  it(`sells on when the server stands still for ${PAUSE_MS} ms`, { timeout: 120_000 + PAUSE_MS }, async () => {
    const hit = nobody()
    let before = 0
    let during = 0
    const seen = await whileBuying(async (all) => {
      await enough(all, 8)
      const cart = await trouble.meet(() => trouble.sqld().process.kill('SIGSTOP'))
      await sleep(100)
      before = all.orders.size
      await sleep(PAUSE_MS)
      during = all.orders.size - before
      note(hit, cart, all)
      trouble.sqld().process.kill('SIGCONT')
      await enough(all, before + 8)
    })
    expect(during, 'nothing is promised while nobody can keep it').toBe(0)
    if (PAUSE_MS > GONE_MS) expect(seen.unavailable).toBeGreaterThan(0)
    expectServed(hit, seen, 1)
    await expectKept(seen, before + 8)
    tell(`a pause of ${PAUSE_MS} ms`, seen, hit)
  })

  it(`sells on while others hold and fight for the writer for ${STORM_MS} ms`, {
    timeout: 120_000 + STORM_MS,
  }, async () => {
    const rivals = [1, 2, 3].map(() =>
      openRemoteEngine({ url: `ws://127.0.0.1:${trouble.sqld().port}` }, { exclusiveMs: 1_000 }),
    )
    const [holder, ...writers] = rivals as [Engine, ...Engine[]]
    await holder.batch([{ sql: 'create table if not exists rivals (n integer primary key) strict', args: [] }])
    const hit = nobody()
    let written = 0
    const seen = await whileBuying(async (all) => {
      const end = performance.now() + STORM_MS
      const hold = async () => {
        while (performance.now() < end || hit.carts.length < LEAST_LOCKS) await holdUnder(hit, all, holder)
      }
      const write = async (engine: Engine) => {
        for (; performance.now() < end; written += 1) await engine.batch([RIVAL])
      }
      await Promise.all([hold(), ...writers.map(write)])
      await enough(all, 8)
    })
    expectServed(hit, seen, LEAST_LOCKS)
    expect(written).toBeGreaterThan(5)
    expect(await holder.read('select count(*) from rivals', [])).toEqual([[hit.carts.length + written]])
    await holder.batch([{ sql: 'drop table rivals', args: [] }])
    await Promise.all(rivals.map((rival) => rival.close()))
    await expectKept(seen, 8)
    tell(`${hit.carts.length} locks, ${written} rival writes`, seen, hit)
  })

  it(`sells on while answers get lost for ${LOSS_MS} ms`, { timeout: 120_000 + LOSS_MS }, async () => {
    const proxy = trouble.proxy()
    const lostBefore = proxy.lost
    /* Silence costs the shop's whole patience, each time. */
    const modes = LOSS_MS > GONE_MS ? [...FAULTS, 'mute' as const] : FAULTS
    const hit = nobody()
    let turns = 0
    const seen = await whileBuying(async (all) => {
      await enough(all, 4)
      const end = performance.now() + LOSS_MS
      for (; performance.now() < end || turns < modes.length; turns += 1) {
        const mode = modes[turns % modes.length] ?? 'hangUp'
        proxy.cutAfter = below(random, 400)
        proxy.delayMs = 5 + below(random, 60)
        await loseUnder(hit, all, mode)
        await sleep(60 + below(random, 120))
        proxy.mode = 'pass'
        await sleep(100 + below(random, 200))
      }
      await enough(all, all.orders.size + 4)
    })
    const lost = proxy.lost - lostBefore
    expectServed(hit, seen, modes.length)
    expect(lost).toBeGreaterThan(modes.length)
    await expectKept(seen, 8)
    tell(`${lost} answers kept back in ${turns} turns`, seen, hit)
  })

  it('answers 503 with Retry-After while the server is gone, does not pile up work, and goes on when it is back', {
    timeout: 90_000,
  }, async () => {
    const { url, commerce } = trouble.shop()
    const hit = nobody()
    let ready = 0
    let told = 0
    const seen = await whileBuying(
      async (all) => {
        await enough(all, 4)
        await killUnder(hit, all, 'unsent')
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
    expect(seen.repeated).toBeGreaterThan(0)
    expect(told, 'looks that failed while the server was gone').toBeLessThanOrEqual(4)
    await commerce.idle()
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    expectServed(hit, seen, 1)
    await expectKept(seen, 8)
    tell(`gone for ${GONE_MS} ms`, seen, hit)
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
    const hit = nobody()
    expect(() => expectServed(hit, twice, 1)).toThrow()
    note(hit, 'crt_none', twice)
    expect(() => expectServed(hit, twice, 1)).toThrow()
  })
})
