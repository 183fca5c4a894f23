import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Commerce } from '../../../commerce.ts'
import { job } from '../../../jobs/index.ts'
import { systemContext } from '../../../kernel/index.ts'
import { createBreaker } from './breaker.ts'
import type { PluginCases } from './cases.ts'
import type { Watcher } from './instrument.ts'
import { consumersOf, ownRows, parkedOf, retryNow, rewind, rowCounts } from './state.ts'
import type { PluginWorld } from './world.ts'

const MOST = 60

/** Runs what failed again until nothing waits. */
async function insist(shop: Commerce, id: string): Promise<void> {
  for (let round = 0; round < MOST; round += 1) {
    await shop.idle()
    const { db } = shop.core
    const parked = await parkedOf(shop, id)
    if (parked.length === 0) return
    await db.batch([
      { sql: `update event_parked set status = 'waiting', attempts = 1 where status = 'dead'`, args: [] },
    ])
    await retryNow(shop)
  }
  throw new Error(`it never succeeds: ${(await parkedOf(shop, id)).join('; ')}`)
}

async function runJobs(
  { core }: Commerce,
  { id, tries }: { readonly id: string; readonly tries: number },
): Promise<void> {
  for (const { name, run } of core.extensions.of(job).filter((one) => one.name.startsWith(`${id}/`)))
    for (let left = tries; ; left -= 1)
      try {
        await run(systemContext(core))
        break
      } catch (error) {
        if (left <= 1) throw new Error(`${name} fails: ${error instanceof Error ? error.message : error}`)
      }
}

function counting() {
  let runs = 0
  const watcher: Watcher = {
    scope: (scope) => scope,
    during: async (_, run) => {
      runs += 1
      await run()
    },
  }
  return { watcher, runs: () => runs }
}

const whole = async (shop: Commerce, { plugin: { id } }: PluginWorld) => ({
  counts: await rowCounts(shop),
  rows: Object.fromEntries(Object.entries(await ownRows(shop, id)).map(([table, rows]) => [table, rows.length])),
})

export const repeatCases: PluginCases = {
  'events: what is delivered again happens once': {
    needs: ['subscriptions'],
    run: async (world) => {
      const { id } = world.plugin
      const { watcher, runs } = counting()
      const shop = await world.open({ watcher })
      const start = await consumersOf(shop, id)
      await world.live(shop)
      const first = runs()
      ok(first > 0, 'it heard nothing: give a story in which something happens that it hears')
      const before = [await ownRows(shop, id), await rowCounts(shop)]
      const again = await world.open({ watcher, before: (closed) => rewind(closed, start) })
      await again.idle()
      strictEqual(runs() - first, first, 'everything was delivered a second time')
      deepStrictEqual([await ownRows(again, id), await rowCounts(again)], before)
    },
  },
  'events: broken off behind each call and taken up again, it ends where it would have': {
    needs: ['subscriptions'],
    run: async (world) => {
      const undisturbed = await world.open()
      await world.live(undisturbed)
      const expected = await whole(undisturbed, world)
      await world.fresh()
      const breaker = createBreaker()
      const shop = await world.open({ watcher: breaker })
      await world.live(shop, () => insist(shop, world.plugin.id))
      ok(breaker.broken() > 0, 'nothing was broken off: what it hears makes no call')
      deepStrictEqual(await whole(shop, world), expected)
    },
  },
  'jobs: a second run right behind the first changes nothing': {
    needs: ['jobs'],
    run: async (world) => {
      const { id } = world.plugin
      const shop = await world.open()
      await world.live(shop)
      await runJobs(shop, { id, tries: 1 })
      await shop.idle()
      const before = [await ownRows(shop, id), await rowCounts(shop)]
      await runJobs(shop, { id, tries: 1 })
      await shop.idle()
      deepStrictEqual([await ownRows(shop, id), await rowCounts(shop)], before)
    },
  },
  'jobs: broken off behind each call and run again, they end where they would have': {
    needs: ['jobs'],
    run: async (world) => {
      const { id } = world.plugin
      const end = async (watcher?: Watcher) => {
        await world.fresh()
        const shop = await world.open(watcher === undefined ? {} : { watcher })
        await world.live(shop, watcher === undefined ? shop.idle : () => insist(shop, id))
        await runJobs(shop, { id, tries: watcher === undefined ? 1 : MOST })
        await shop.idle()
        return whole(shop, world)
      }
      const expected = await end()
      deepStrictEqual(await end(createBreaker()), expected)
    },
  },
}
