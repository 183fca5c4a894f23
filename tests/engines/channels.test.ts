import { bazaar } from '@vitrine/plugin-bazaar'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Commerce, createCommerce } from '../../packages/core/src/commerce.ts'
import { assertInvariants } from '../../packages/core/src/testing/index.ts'
import {
  type MarketplaceSandbox,
  marketplaceSandbox,
  routeHosts,
} from '../../packages/core/src/testing/sandbox/index.ts'
import { fillShop, PIECES, SELLERS, SKUS } from '../channels/fixtures/storm-goods.ts'
import { type OtherProcess, startProcess } from './fixtures/other-process.ts'
import { describeServer } from './fixtures/server.ts'

/** For a process that died its connections are kept 15 seconds, and its consumers twice as long. */
const LEASES_MS = 31_000
const soon = { timeout: 15_000, interval: 50 }

describeServer('two processes of a shop that sells on marketplaces', (server) => {
  let late = 0
  let sandbox: MarketplaceSandbox
  let ours: Commerce
  let other: OtherProcess
  let ids: string[]

  const fork = async () => {
    other = await startProcess(server, new URL('./fixtures/channel-process.ts', import.meta.url), [sandbox.url])
  }
  beforeAll(async () => {
    const clients = Object.fromEntries(SELLERS.map((client) => [client, `${client}-secret`]))
    sandbox = await marketplaceSandbox({ seed: 7, clients })
    ours = (await createCommerce({
      ...server.options(),
      secret: 'a secret of the tests, long enough',
      log: { level: 'silent' },
      clock: () => Date.now() + late,
      plugins: [bazaar()],
      fetch: routeHosts({ 'api.bazaar.example': sandbox.url }),
    })) as unknown as Commerce
    ids = await fillShop(ours.call.admin)
    await fork()
  }, 60_000)
  afterAll(async () => {
    await other.kill()
    await assertInvariants(ours.core).finally(() => ours.close())
    await sandbox.stop()
  })

  const raw = (sql: string) => ours.core.db.raw(sql)
  const sellers = () => SELLERS.map((client) => sandbox.act.state({ client, market: 'nl' }))
  const shown = () => sellers().flatMap(({ offers }) => offers.map(({ status, quantity }) => `${status} ${quantity}`))
  const all = (quantity: number) => Array.from({ length: 2 * SKUS.length }, () => `live ${quantity}`)
  const count = (set: number) =>
    ours.call.admin.stock.bulk({ body: { rows: SKUS.map((sku) => ({ sku, location: 'main', set })) } })
  const owners = () => raw('select distinct owner from channel_leases')
  const sell = (offerKey: string) =>
    SELLERS.map((client) => sandbox.act.placeOrder({ client, market: 'nl', lines: [{ offerKey, quantity: 1 }] }))
  const askedFor = () =>
    ours.core.db.batch([{ sql: "update channel_lanes set next_at = 0 where lane = 'pull'", args: [] }])

  it('one works for every account, and the other leaves them to it', { timeout: 60_000 }, async () => {
    for (const id of ids) await ours.call.admin.channels.confirm({ params: { id } })
    await expect.poll(shown, soon).toEqual(all(PIECES))
    await ours.start()
    await count(30)
    await expect.poll(shown, soon).toEqual(all(30))
    expect(await raw('select count(*) from channel_leases')).toEqual([[2]])
    expect(await owners()).toHaveLength(1)
  })

  it('what one held when it was killed at work is taken up by the other when its lease ends, and nothing is done twice', {
    timeout: 90_000,
  }, async () => {
    const [before] = await owners()
    sandbox.turn({ latency: 200 })
    const after = sandbox.calls().at(-1)?.number ?? 0
    await count(20)
    const orders = sell('VEIL-ONE')
    await sandbox.waitForCalls({ path: '/v1/stock/batch', after, timeout: 15_000 })
    await other.kill()
    sandbox.turn({ latency: 0 })
    await count(10)
    expect(await owners()).toEqual([before])
    late += LEASES_MS
    await askedFor()
    const quantities = () => [...new Set(sellers().flatMap(({ offers }) => offers.map(({ quantity }) => quantity)))]
    await expect.poll(quantities, soon).toEqual(expect.arrayContaining([10]))
    late += 10 * 60_000
    const inBook = () => raw('select external_id from orders where external_id is not null order by 1')
    await expect.poll(inBook, soon).toEqual(orders.map(({ id }) => [id]).sort())
    await ours.idle()
    const free = 10 - orders.length
    const expected = sellers().flatMap(({ offers }) =>
      offers.map(({ offerKey }) => `${offerKey} ${offerKey === 'VEIL-ONE' ? free : 10}`),
    )
    const told = () =>
      sellers().flatMap(({ offers }) => offers.map(({ offerKey, quantity }) => `${offerKey} ${quantity}`))
    await expect.poll(told, soon).toEqual(expected)
    const statuses = () => sellers().flatMap(({ orders: theirs }) => theirs.map(({ status }) => status))
    await expect.poll(statuses, soon).toEqual(['acknowledged', 'acknowledged'])
    expect(await owners()).not.toEqual([before])
    const posts = (end: string) => sandbox.calls({ method: 'POST', after }).filter(({ path }) => path.endsWith(end))
    expect(posts('/offers/batch')).toEqual([])
    expect(posts('/acknowledge')).toHaveLength(orders.length)
    expect(await raw('select count(*) from channel_orders')).toEqual([[orders.length]])
  })
})
