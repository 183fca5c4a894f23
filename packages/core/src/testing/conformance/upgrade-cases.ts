import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Cases } from './cases.ts'
import { ask, bookOf, sell } from './selling.ts'
import type { World } from './world.ts'

/** What a release of a channel left in a shop: its settings, what the channel confirmed, how far orders were read, and orders as they came. */
interface Kept {
  readonly version: string
  readonly settings: Readonly<Record<string, unknown>>
  /** Names of credentials; what they are is the account's. */
  readonly credentials: readonly string[]
  readonly cursor: string | null
  readonly listings: readonly { readonly key: string; readonly confirmed: unknown }[]
  readonly values: readonly { readonly key: string; readonly lane: string; readonly confirmed: unknown }[]
  readonly orders: readonly { readonly raw: unknown; readonly total: number; readonly lines: number }[]
}

const folderOf = (states: string | URL) => (typeof states === 'string' ? states : fileURLToPath(states))

const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)

async function stateOf(world: World): Promise<Kept> {
  const { rows, channel, settings, credentials } = world
  const [lane] = await rows("select cursor from channel_lanes where lane = 'pull'")
  const listings = await rows('select key, confirmed from channel_listings order by key')
  const values = await rows('select key, lane, confirmed from channel_values order by lane, key')
  const orders = await rows('select raw from channel_orders')
  return {
    version: channel.version,
    settings,
    credentials: Object.keys(credentials),
    cursor: lane?.[0] == null ? null : String(lane[0]),
    listings: listings.map(([key, confirmed]) => ({ key: String(key), confirmed: json(confirmed) })),
    values: values.map(([key, of, confirmed]) => ({ key: String(key), lane: String(of), confirmed: json(confirmed) })),
    orders: orders.map(([text]) => {
      const raw = json(text)
      const order = channel.orders?.parse(raw, { settings })
      return { raw, total: order?.total ?? 0, lines: order?.lines.length ?? 0 }
    }),
  }
}

/** The shop is as that release left it. */
async function putBack(world: World, kept: Kept): Promise<void> {
  const missing = kept.credentials.filter((name) => !(name in world.credentials))
  deepStrictEqual(missing, [], `credentials of ${kept.version} that are none any more`)
  const { settings } = kept
  await world.admin.channels.update({ params: { id: world.id }, body: { settings: { ...settings } } })
  await world.write("update channel_lanes set cursor = ? where lane = 'pull'", [kept.cursor])
  for (const { key, confirmed } of kept.listings)
    await world.write(
      "update channel_listings set confirmed = ?, confirmed_hash = 'of an earlier release', dirty = dirty + 1 where key = ?",
      [JSON.stringify(confirmed), key],
    )
  for (const { key, lane, confirmed } of kept.values)
    await world.write('update channel_values set confirmed = ?, dirty = dirty + 1 where key = ? and lane = ?', [
      JSON.stringify(confirmed),
      key,
      lane,
    ])
}

function readOrders({ channel }: World, { orders, settings, version }: Kept): void {
  for (const { raw, total, lines } of orders) {
    const order = channel.orders?.parse(raw, { settings })
    deepStrictEqual([order?.total, order?.lines.length], [total, lines], `an order that ${version} kept`)
  }
}

/** A listing, a sale and what came of them. */
async function lived(world: World): Promise<void> {
  await world.listAll()
  if (world.platform.order === undefined) return
  sell(world)
  await ask(world)
}

const HINT = 'none is kept: run the suite with VITRINE_KEEP_STATE=1 at each release, and commit what it writes'

export const upgradeCases: Cases = {
  'upgrade: settings, listings, cursors and orders that earlier releases kept are taken over': {
    needs: ['states'],
    run: async (world) => {
      const folder = folderOf(world.options.states ?? '')
      await lived(world)
      if (process.env.VITRINE_KEEP_STATE !== undefined) {
        mkdirSync(folder, { recursive: true })
        const kept = JSON.stringify(await stateOf(world), null, 2)
        writeFileSync(join(folder, `${world.channel.version}.json`), `${kept}\n`)
      }
      const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
      ok(files.length > 0, HINT)
      for (const name of files) {
        const kept = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Kept
        const before = (await bookOf(world)).length
        readOrders(world, kept)
        await putBack(world, kept)
        await world.reopen()
        await world.admin.channels.resync({ params: { id: world.id } })
        await world.settle()
        deepStrictEqual(Object.keys(await world.statuses()), ['live'], `with what ${kept.version} kept`)
        await world.expectAgreement()
        if (world.platform.order === undefined) continue
        sell(world)
        await ask(world)
        strictEqual((await bookOf(world)).length, before + 1, `an order after ${kept.version}`)
      }
    },
  },
}
