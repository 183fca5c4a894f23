import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrations } from '../../packages/core/src/migrations/index.ts'
import { type ServedShop, serveTestShop } from '../../packages/core/src/testing/shop.ts'
import { courier } from '../fixtures/courier.ts'
import { buy, buyDirectly, UNLIMITED } from './fixtures/buyer.ts'
import { type OtherProcess, startProcess } from './fixtures/other-process.ts'
import { describeServer } from './fixtures/server.ts'

const UNITS = Number(process.env.VITRINE_UNITS ?? 50)
const BUYERS = Number(process.env.VITRINE_BUYERS ?? 200)
/** For a process that died its consumers are kept a little shorter. */
const LEASE_MS = 31_000

describeServer('two processes of a shop on one libSQL server', (server) => {
  let late = 0
  let shop: ServedShop
  let other: OtherProcess
  const open = async () => {
    shop = await serveTestShop({ ...server.options(), limits: UNLIMITED, clock: () => Date.now() + late })
  }
  const fork = async () => {
    other = await startProcess(server, new URL('./fixtures/process.ts', import.meta.url))
  }
  beforeAll(async () => {
    await Promise.all([open(), fork()])
  })
  afterAll(async () => {
    await other.kill()
    await shop.close()
  })

  const raw = (sql: string) => shop.commerce.core.db.raw(sql)
  const admin = () => shop.commerce.call.admin
  const store = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${other.url}/store${path}`, { headers })
    return { status: response.status, body: (await response.json()) as { items?: { title: string }[] } }
  }
  /** Buyers at the other process see it as soon as what it keeps of before is too old. */
  const seesSoon = async <T>(look: () => Promise<T>, what: T) => {
    const changed = performance.now()
    await expect.poll(look, { timeout: 5_000 }).toEqual(what)
    expect(performance.now() - changed).toBeLessThan(3_000)
  }

  it('start at the same moment on an empty server, and the schema is made once', async () => {
    expect(await raw('select count(*) from migrations')).toEqual([[migrations.length]])
    for (const url of [shop.url, other.url]) expect((await fetch(`${url}/ready`)).status).toBe(200)
  })

  it('show within seconds what the other one changed', async () => {
    await admin().locations.create({ body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL' } })
    const variants = [{ sku: 'HV-1', weightGrams: 900, prices: [{ currency: 'EUR', amount: 12_000 }] }]
    await admin().products.bulk({ body: { products: [{ handle: 'hive', title: 'Hive', status: 'active', variants }] } })
    const titles = async () => (await store('/products')).body.items?.map(({ title }) => title)
    await expect.poll(titles, { timeout: 5_000 }).toEqual(['Hive'])
    const id = (await raw('select id from products'))[0]?.[0] as `prd_${string}`
    await admin().products.update({ params: { id }, body: { title: 'Beehive' } })
    await seesSoon(titles, ['Beehive'])
    const inZloty = async () => (await store('/products', { 'Vitrine-Currency': 'PLN' })).status
    expect(await inZloty()).toBe(400)
    await admin().markets.update({ params: { id: 'main' }, body: { currencies: ['EUR', 'PLN'] } })
    await seesSoon(inZloty, 200)
  })

  it(`sell ${UNITS} units to ${BUYERS} buyers at once, over HTTP and through services: every unit, and none twice`, {
    timeout: 10 * 60_000,
  }, async () => {
    await admin().stock.bulk({ body: { rows: [{ sku: 'HV-1', location: 'main', set: UNITS }] } })
    await admin().delivery.create({ body: courier })
    let turn = 0
    const either = () => (turn++ % 2 === 0 ? shop.url : other.url)
    /** Too few to buy all, so that both ways must sell; the others come when services have sold one. */
    const early = Math.floor(UNITS * 0.8)
    const direct = Array.from({ length: early }, () => buyDirectly(shop.commerce, 'HV-1'))
    const soldDirectly = Promise.any(
      direct.map(async (bought) => {
        if (!('order' in (await bought))) throw new Error('refused')
      }),
    )
    const overHttp = Array.from({ length: BUYERS - early }, async (_, buyer) => {
      if (buyer >= early) await soldDirectly
      return buy(either, 'HV-1')
    })
    const all = await Promise.all([...direct, ...overHttp])
    const orders = all.flatMap((one) => ('order' in one ? [one.order] : []))
    const refusals = all.flatMap((one) => ('refused' in one ? [one.refused] : []))
    expect([...new Set(refusals)]).toEqual(['409 inventory.insufficient'])
    expect([new Set(orders).size, orders.length]).toEqual([UNITS, UNITS])
    expect(await raw('select on_hand, reserved, committed, available from inventory_levels')).toEqual([
      [UNITS, 0, UNITS, 0],
    ])
    expect(await raw('select sum(on_hand), sum(reserved), sum(committed) from stock_movements')).toEqual([
      [UNITS, 0, UNITS],
    ])
  })

  const confirmed = () =>
    raw(
      "select count(*), count(distinct cause) from mail_messages where template = 'orderConfirmation' and status = 'sent'",
    )

  it('tell every buyer once', async () => {
    await expect.poll(confirmed, { timeout: 15_000 }).toEqual([[UNITS, UNITS]])
    expect(await raw("select count(*) from events where name = 'order.placed'")).toEqual([[UNITS]])
    expect(await raw('select * from event_parked')).toEqual([])
  })

  it('take over what the other one held when it died', async () => {
    const count = () => admin().stock.bulk({ body: { rows: [{ sku: 'HV-1', location: 'main', change: 1 }] } })
    await count()
    await shop.close()
    expect(await buy(() => other.url, 'HV-1')).toHaveProperty('order')
    await open()
    await expect.poll(confirmed, { timeout: 10_000 }).toEqual([[UNITS + 1, UNITS + 1]])
    await other.kill()
    await count()
    expect(await buy(() => shop.url, 'HV-1')).toHaveProperty('order')
    await shop.commerce.idle()
    expect(await confirmed()).toEqual([[UNITS + 1, UNITS + 1]])
    late += LEASE_MS
    await expect.poll(confirmed, { timeout: 10_000 }).toEqual([[UNITS + 2, UNITS + 2]])
  })
})
