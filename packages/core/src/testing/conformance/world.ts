import type { Commerce } from '../../commerce.ts'
import type { Plugin } from '../../plugins/index.ts'
import { type AnyChannel, channelIn } from '../channel.ts'
import { routeHosts } from '../sandbox/index.ts'
import type { ServedShop } from '../shop.ts'
import { expectAgreement } from './agreement.ts'
import type { Case } from './cases.ts'
import { firstPrices, stockGoods } from './goods.ts'
import { type Lives, openLives } from './lives.ts'
import { settle, workUntil } from './passing.ts'
import type { ConformanceOptions, ConformingPlatform } from './platform.ts'
import { openRelay, type Relay } from './relay.ts'

/** A clock that runs as the machine's, and can be put forward. */
function shiftingClock() {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance(ms: number) {
      ahead += ms
    },
  }
}

export interface World {
  readonly platform: ConformingPlatform
  readonly shop: ServedShop
  readonly admin: Commerce['call']['admin']
  readonly id: string
  readonly now: () => number
  readonly advance: (ms: number) => void
  /** Everything that the shop logged. */
  readonly logged: () => string
  /** Works until nothing is due, with the clock put forward over every wait, at most a day. */
  readonly settle: () => Promise<void>
  /** Does something and works until the place is passed, where the process dies and is opened again; false when it never was. */
  readonly dieAt: (place: string, deed: () => Promise<unknown>) => Promise<boolean>
  readonly reopen: Lives['reopen']
  readonly listAll: () => Promise<void>
  readonly stock: (sku: string, quantity: number) => Promise<void>
  /** Minor units, from now on. */
  readonly price: (sku: string, amount: number) => Promise<void>
  readonly priceOf: (sku: string) => number | undefined
  /** What the shop thinks that the channel should show: live, with stock and price. */
  readonly expectAgreement: () => Promise<void>
  readonly statuses: () => Promise<Readonly<Record<string, number>>>
  /** The platform sends its messages from now on. */
  readonly listen: () => Promise<Relay>
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>
  readonly write: (sql: string, args?: readonly (string | number | null)[]) => Promise<void>
  readonly close: () => Promise<void>
  /** The text of every table of the engine. */
  readonly stored: () => Promise<string>
  readonly channelId: string
  readonly channel: AnyChannel
  readonly settings: Record<string, unknown>
  readonly credentials: Record<string, unknown>
  readonly wrongCredentials: Record<string, unknown>
  readonly secrets: readonly string[]
  readonly isCounted: boolean
  readonly options: ConformanceOptions
}

export async function openWorld(
  plugin: Plugin,
  options: ConformanceOptions,
  { isConfirmed = true, isUnlimited = false }: Pick<Case, 'isConfirmed' | 'isUnlimited'> = {},
): Promise<World> {
  const clock = shiftingClock()
  const platform = await options.server({ now: clock.now })
  const lines: string[] = []
  const lives = await openLives({
    plugins: [isUnlimited ? withoutLimits(plugin) : plugin],
    fetch: routeHosts(platform.hosts),
    clock: clock.now,
    log: { level: isUnlimited ? 'silent' : 'debug', destination: { write: (line) => void lines.push(line) } },
  })
  platform.opened?.(lives.shop)
  const { admin } = lives.shop().commerce.call
  await stockGoods(admin, options)
  const id = await connect(admin, plugin, options)
  if (isConfirmed) await admin.channels.confirm({ params: { id } })
  const parts = { plugin, options, platform, clock, lives, id, logged: () => lines.join('\n') }
  return worldOf({ ...parts, prices: firstPrices() })
}

/** What a platform allows in a second is not what a shop can do in one. */
function withoutLimits(plugin: Plugin): Plugin {
  const { limits: _, ...channel } = channelIn(plugin)
  return { ...plugin, definition: { ...plugin.definition, channel } as Plugin['definition'] }
}

async function connect(admin: World['admin'], { id: channel }: Plugin, options: ConformanceOptions): Promise<string> {
  const { settings, credentials, mappings } = options
  const { id } = await admin.channels.connect({
    body: { channel, name: 'Conformance', settings: { ...settings }, credentials: { ...credentials } },
  })
  const body = { category: {}, attribute: {}, ...mappings }
  if (mappings !== undefined) await admin.channels.writeMappings({ params: { id }, body: body as never })
  return id
}

interface Parts extends Pick<World, 'platform' | 'id' | 'logged' | 'options'> {
  readonly plugin: Plugin
  readonly clock: ReturnType<typeof shiftingClock>
  readonly lives: Lives
  readonly prices: Map<string, number>
}

function worldOf({ plugin, options, platform, clock, lives, id, logged, prices }: Parts): World {
  const params = { id }
  const relays: Relay[] = []
  const world: World = {
    ...shopOf({ lives, prices }),
    platform,
    get shop() {
      return lives.shop()
    },
    get admin() {
      return lives.shop().commerce.call.admin
    },
    id,
    now: clock.now,
    advance: clock.advance,
    logged,
    settle: () => settle(world),
    dieAt: (place, deed) => lives.dieAt(place, (isDead) => workUntil(world, deed, isDead)),
    reopen: lives.reopen,
    listAll: async () => {
      await world.admin.channels.listItems({ params, body: { all: true } })
      await settle(world)
    },
    expectAgreement: () => expectAgreement(world),
    statuses: async () => (await world.admin.channels.get({ params })).listings,
    listen: async () => {
      const relay = await openRelay(lives.address)
      relays.push(relay)
      const { hookUrl } = await world.admin.channels.get({ params })
      await platform.listen?.(`${relay.url}${new URL(hookUrl ?? '').pathname}`)
      return relay
    },
    channelId: plugin.id,
    channel: channelIn(plugin),
    settings: { ...options.settings },
    credentials: { ...options.credentials },
    wrongCredentials: { ...options.wrongCredentials },
    secrets: options.secrets,
    isCounted: options.isCounted ?? true,
    options,
    close: async () => {
      for (const relay of relays) await relay.stop()
      await lives.close()
      await platform.stop()
    },
  }
  return world
}

/** What is done to the shop itself, and to its file. */
function shopOf({ lives, prices }: Pick<Parts, 'lives' | 'prices'>) {
  const admin = () => lives.shop().commerce.call.admin
  const db = () => lives.shop().commerce.core.db
  return {
    stock: async (sku: string, quantity: number) => {
      await admin().stock.bulk({ body: { rows: [{ sku, location: 'main', set: quantity }] } })
    },
    price: async (sku: string, amount: number) => {
      await admin().pricing.bulk({ body: { prices: [{ variant: sku, currency: 'EUR', amount }] } })
      prices.set(sku, amount)
    },
    priceOf: (sku: string) => prices.get(sku),
    rows: (sql: string) => db().raw(sql),
    write: (sql: string, args: readonly (string | number | null)[] = []) => db().batch([{ sql, args }]),
    stored: () => textOf(db()),
  }
}

async function textOf(db: Commerce['core']['db']): Promise<string> {
  const tables = await db.raw("select name from sqlite_master where type = 'table' and name like 'channel_%'")
  const rows = await Promise.all(tables.map(([name]) => db.raw(`select * from "${String(name)}"`)))
  return JSON.stringify(rows)
}
