import { deepStrictEqual } from 'node:assert/strict'
import type { Commerce } from '../../commerce.ts'
import type { Plugin } from '../../plugins/index.ts'
import { routeHosts } from '../sandbox/index.ts'
import type { ServedShop } from '../shop.ts'
import { openLives } from './lives.ts'
import type { ConformanceOptions, ConformingPlatform, ShownItem } from './platform.ts'

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
  readonly listAll: () => Promise<void>
  readonly stock: (sku: string, quantity: number) => Promise<void>
  /** What the shop thinks that the channel should show: live, with stock and price. */
  readonly expectAgreement: () => Promise<void>
  readonly statuses: () => Promise<Readonly<Record<string, number>>>
  readonly close: () => Promise<void>
  /** The text of every table of the engine. */
  readonly stored: () => Promise<string>
  readonly channelId: string
  readonly settings: Record<string, unknown>
  readonly credentials: Record<string, unknown>
  readonly wrongCredentials: Record<string, unknown>
  readonly secrets: readonly string[]
  readonly refusal: ConformanceOptions['refusal']
  readonly writes: ConformanceOptions['writes']
}

export const GOODS = [
  { handle: 'smoker', title: 'Stainless steel smoker', skus: { S: 2_900, L: 3_900 }, grams: 900 },
  { handle: 'veil', title: 'Round veil with hat', skus: { One: 1_450 }, grams: 120 },
  { handle: 'hive-tool', title: 'J-shaped hive tool', skus: { One: 1_290 }, grams: 310 },
] as const
const PIECES = 25

const skuOf = (handle: string, size: string) => `${handle}-${size}`.toUpperCase()
const PRICES: ReadonlyMap<string, number> = new Map(
  GOODS.flatMap(({ handle, skus }) =>
    Object.entries(skus).map(([size, amount]) => [skuOf(handle, size), amount] as const),
  ),
)

/** GS1 check digit of twelve digits (GS1 General Specifications, 7.9). */
function gtin(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}

export async function openWorld(
  plugin: Plugin,
  options: ConformanceOptions,
  given: { readonly isConfirmed?: boolean } = {},
): Promise<World> {
  const clock = shiftingClock()
  const platform = await options.server({ now: clock.now })
  const lines: string[] = []
  const lives = await openLives({
    plugins: [plugin],
    fetch: routeHosts(platform.hosts),
    clock: clock.now,
    log: { level: 'debug', destination: { write: (line) => void lines.push(line) } },
  })
  const { admin } = lives.shop().commerce.call
  await stockShop(admin, options)
  const { id } = await admin.channels.connect({
    body: {
      channel: plugin.id,
      name: 'Conformance',
      settings: { ...options.settings },
      credentials: { ...options.credentials },
    },
  })
  const params = { id }
  if (options.mappings !== undefined)
    await admin.channels.writeMappings({ params, body: { category: {}, attribute: {}, ...options.mappings } as never })
  if (given.isConfirmed !== false) await admin.channels.confirm({ params })
  const world: World = {
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
    logged: () => lines.join('\n'),
    settle: () => settle(world),
    dieAt: (place, deed) => lives.dieAt(place, (isDead) => workUntil(world, deed, isDead)),
    listAll: async () => {
      await world.admin.channels.listItems({ params, body: { all: true } })
      await settle(world)
    },
    stock: async (sku, quantity) => {
      await world.admin.stock.bulk({ body: { rows: [{ sku, location: 'main', set: quantity }] } })
    },
    expectAgreement: () => expectAgreement(world),
    statuses: async () => (await world.admin.channels.get({ params })).listings,
    stored: () => textOf(world.shop.commerce.core.db),
    channelId: plugin.id,
    settings: { ...options.settings },
    credentials: { ...options.credentials },
    wrongCredentials: { ...options.wrongCredentials },
    secrets: options.secrets,
    refusal: options.refusal,
    writes: options.writes,
    close: async () => {
      await lives.close()
      await platform.stop()
    },
  }
  return world
}

async function stockShop(admin: Commerce['call']['admin'], { attributes = {} }: ConformanceOptions): Promise<void> {
  await admin.locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL', city: 'Utrecht' } })
  const rows = GOODS.map(({ handle, title, skus, grams }, number) => ({
    handle,
    title,
    status: 'active' as const,
    vendor: 'Lipova',
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    description: `<p>${title}, made for daily work at the hives.</p>`,
    media: [{ url: `https://pictures.example.com/${handle}.jpg`, alt: title }],
    options: [{ name: 'Size', values: Object.keys(skus) }],
    variants: Object.entries(skus).map(([size, amount], at) => ({
      sku: skuOf(handle, size),
      barcode: gtin(`4006381${number}${at}000`.padEnd(12, '0').slice(0, 12)),
      options: { Size: size },
      tracked: true,
      weightGrams: grams,
      prices: [{ currency: 'EUR', amount }],
    })),
  }))
  await admin.products.bulk({ body: { products: rows } })
  const skus = rows.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  await admin.stock.bulk({ body: { rows: skus.map((sku) => ({ sku, location: 'main', set: PIECES })) } })
}

/** Waits double up to half an hour, so a day of the clock passes every one of them. */
const STEPS = [
  0, 0, 3_000, 3_000, 6_000, 12_000, 25_000, 60_000, 120_000, 240_000, 500_000, 1_000_000, 2_000_000, 4_000_000,
]

/** Time passes until the shop is dead, or nothing more comes. */
async function workUntil(world: World, deed: () => Promise<unknown>, isDead: () => boolean): Promise<void> {
  await deed()
  for (const step of STEPS) {
    if (isDead()) return
    world.advance(step)
    await world.shop.commerce.idle()
  }
}

async function settle(world: World): Promise<void> {
  for (const step of STEPS) {
    world.advance(step)
    await world.shop.commerce.idle()
    const { health } = await world.admin.channels.get({ params: { id: world.id } })
    const { queue } = health
    const isQuiet = Object.values(queue).every((count) => count === 0) && health.status === 'ok'
    const { items } = await world.admin.channels.listings({ params: { id: world.id }, query: { limit: 100 } })
    if (isQuiet && items.every(({ status }) => status !== 'pending')) return
  }
}

async function expectAgreement({ admin, platform, id }: World): Promise<void> {
  const { items } = await admin.channels.listings({ params: { id }, query: { limit: 100 } })
  const shown = new Map((await platform.shows()).filter(({ isLive }) => isLive).map((item) => [item.key, item]))
  const wanted = items.filter(({ isWanted }) => isWanted)
  deepStrictEqual([...shown.keys()].sort(), wanted.map(({ key }) => key).sort(), 'the channel shows what was listed')
  for (const { key, itemId, productId } of wanted) {
    const product = await admin.products.get({ params: { id: productId } })
    const variant = product.variants.find((one) => one.id === itemId) ?? product.variants[0]
    const { items: promises } = await admin.promises.promise({ query: { variant: [variant?.id ?? ''] } })
    expectSame(shown.get(key), {
      quantity: promises[0]?.shipping.available ?? 0,
      price: PRICES.get(variant?.sku ?? ''),
    })
  }
}

function expectSame(
  item: ShownItem | undefined,
  ours: { readonly quantity: number; readonly price: number | undefined },
): void {
  const { key, quantity, price } = item ?? { key: 'nothing' }
  if (quantity !== undefined) deepStrictEqual({ key, quantity }, { key, quantity: ours.quantity })
  if (price !== undefined && ours.price !== undefined) deepStrictEqual({ key, price }, { key, price: ours.price })
}

async function textOf(db: Commerce['core']['db']): Promise<string> {
  const tables = await db.raw("select name from sqlite_master where type = 'table' and name like 'channel_%'")
  const rows = await Promise.all(tables.map(([name]) => db.raw(`select * from "${String(name)}"`)))
  return JSON.stringify(rows)
}
