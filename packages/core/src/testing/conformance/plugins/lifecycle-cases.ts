import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Commerce } from '../../../commerce.ts'
import { channelOf } from '../../../plugins/define-channel.ts'
import type { PluginCases } from './cases.ts'
import { addressOf } from './garbage.ts'
import type { Watcher, Work } from './instrument.ts'
import { shopLife } from './shop-life.ts'
import { consumersOf, ownRows, ownTables, parkedOf, retryNow, schemaNames } from './state.ts'
import type { PluginWorld } from './world.ts'

/** Who hears: every delivery, by subscription and event. */
function listening(meanwhile: (work: Work) => Promise<void> = async () => undefined) {
  const heard = new Set<string>()
  const watcher: Watcher = {
    scope: (scope) => scope,
    during: async (work, run) => {
      await meanwhile(work)
      await run()
      if (work.eventId !== undefined) heard.add(`${work.name} ${work.eventId}`)
    },
  }
  return { heard, watcher }
}

/** What its subscriptions should have heard since they began. */
async function due(
  { core }: Commerce,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<string[]> {
  const rows = await core.db.raw('select id, name from events where number > ?', [from])
  const names = new Set((await consumersOf({ core }, id)).map(({ name }) => name))
  return rows
    .map(([event, name]) => ({ event: String(event), subscription: `${id}/${name}` }))
    .filter(({ subscription }) => names.has(subscription))
    .map(({ event, subscription }) => `${subscription} ${event}`)
}

async function settle(shop: Commerce, id: string): Promise<void> {
  await shop.idle()
  for (let round = 0; round < 40 && (await parkedOf(shop, id)).length > 0; round += 1) {
    await retryNow(shop)
    await shop.idle()
  }
}

const turn = ({ plugin: { id } }: PluginWorld) => ({ params: { id } })

async function removed(world: PluginWorld, data: 'drop' | 'keep'): Promise<Commerce> {
  const shop = await world.open()
  await world.live(shop)
  const { plugins } = shop.call.admin
  await plugins.disable(turn(world))
  await plugins.remove({ ...turn(world), query: { data } })
  return shop
}

export const lifecycleCases: PluginCases = {
  'lifecycle: disabled in the middle of it, it is silent, and gets what it missed': async (world) => {
    const { id } = world.plugin
    let shop: Commerce | undefined
    let isTurned = false
    const { heard, watcher } = listening(async () => {
      if (isTurned) return
      isTurned = true
      await shop?.call.admin.plugins.disable(turn(world))
    })
    shop = await world.open({ watcher })
    const [from = 0] = (await shop.core.db.raw('select coalesce(max(number), 0) from events'))[0] as number[]
    await shopLife(shop, shop.idle)
    if (!isTurned) await shop.call.admin.plugins.disable(turn(world))
    await shop.idle()
    const before = heard.size
    for (const [, endpoint] of Object.entries(world.plugin.definition.contract ?? {})) {
      const { status } = await world.ask(shop, { method: endpoint.method, path: addressOf(id, endpoint, 'x') })
      ok(status >= 400, `${endpoint.path} answers ${status} while the plugin is disabled`)
    }
    await shop.call.admin.customers.create({ body: { email: 'bee@example.com' } })
    await shop.idle()
    strictEqual(heard.size, before, 'it hears while it is disabled')
    await shop.call.admin.plugins.enable(turn(world))
    await settle(shop, id)
    deepStrictEqual([...heard].sort(), (await due(shop, { id, from })).sort())
    deepStrictEqual(await parkedOf(shop, id), [])
  },
  'lifecycle: removed with drop, it leaves no table, row, cursor or schedule': async (world) => {
    const before = new Set(await schemaNames(await world.open({ plugin: null })))
    const { id } = world.plugin
    const shop = await removed(world, 'drop')
    deepStrictEqual(
      (await schemaNames(shop)).filter((name) => !before.has(name)),
      [],
    )
    const { db } = shop.core
    deepStrictEqual(await db.raw('select name from migrations where owner = ?', [id]), [])
    deepStrictEqual(await db.raw('select name from jobs where substr(name, 1, ?) = ?', [id.length + 1, `${id}/`]), [])
    deepStrictEqual(await consumersOf(shop, id), [])
    deepStrictEqual(await parkedOf(shop, id), [])
    const again = await world.open()
    strictEqual((await again.call.admin.plugins.get(turn(world))).status, 'enabled')
  },
  'lifecycle: removed with keep, it finds everything again': async (world) => {
    const { id, definition } = world.plugin
    // A channel ends its listings first, which its own tables may tell.
    const isChannel = channelOf(definition) !== undefined
    const rowsOf = async (of: Commerce) => {
      const rows = Object.entries(await ownRows(of, id))
      return Object.fromEntries(rows.map(([name, all]) => [name, isChannel ? all.length : all]))
    }
    const shop = await world.open()
    await world.live(shop)
    const before = await rowsOf(shop)
    const { plugins } = shop.call.admin
    await plugins.disable(turn(world))
    await plugins.remove({ ...turn(world), query: { data: 'keep' } })
    deepStrictEqual(await ownTables(shop, id), Object.keys(before))
    deepStrictEqual(await rowsOf(await world.open()), before)
  },
}
