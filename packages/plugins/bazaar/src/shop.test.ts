import { marketplaceSandbox, routeHosts, startTestShop } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bazaar } from './bazaar.ts'
import { credentials, WEBHOOK_SECRET } from './fixtures/stall.ts'

type Shop = Awaited<ReturnType<typeof open>>
let shop: Shop

async function open() {
  const sandbox = await marketplaceSandbox({ seed: 7 })
  const fetch = routeHosts({ 'api.bazaar.example': sandbox.url })
  const served = await startTestShop({ plugins: [bazaar()], fetch })
  const { channels, stock } = served.commerce.call.admin
  const { id } = await channels.connect({
    body: {
      channel: 'bazaar',
      name: 'Bazaar NL',
      settings: { market: 'nl' },
      credentials: { ...credentials, webhookSecret: WEBHOOK_SECRET },
    },
  })
  await channels.writeMappings({ params: { id }, body: { category: { '*': 'tools' } } })
  return { sandbox, ...served, channels, stock, id }
}

beforeEach(async () => {
  shop = await open()
})
afterEach(async () => {
  await shop.close()
  await shop.sandbox.stop()
})

const shown = () =>
  Object.fromEntries(
    shop.sandbox.act
      .state({})
      .offers.map(({ offerKey, status, quantity, price }) => [offerKey, { status, quantity, price }]),
  )

const goods = {
  'SMOKER-SMALL': { status: 'live', quantity: 25, price: 2_900 },
  'SMOKER-LARGE': { status: 'live', quantity: 25, price: 3_900 },
  'VEIL-ONE': { status: 'live', quantity: 25, price: 1_450 },
  'HIVE-TOOL-ONE': { status: 'live', quantity: 25, price: 1_290 },
}
const wait = { timeout: 15_000 }

async function listAll() {
  const { id, channels, commerce } = shop
  await channels.listItems({ params: { id }, body: { all: true } })
  await channels.confirm({ params: { id } })
  await commerce.idle()
}

async function causes() {
  const { items } = await shop.channels.listings({ params: { id: shop.id }, query: {} })
  return Object.fromEntries(items.map(({ key, status, cause }) => [key, { status, cause }]))
}

describe('a shop on Bazaar', () => {
  it('shows its goods when the dry run ends, their stock as it changes, and asks nothing when nothing changed', async () => {
    const { id, channels, commerce, sandbox, stock } = shop
    const params = { id }
    expect(await channels.test({ params })).toEqual({ account: 'Seller bazaar-demo' })
    await channels.listItems({ params, body: { all: true } })
    await commerce.idle()
    expect(sandbox.act.state({}).offers).toEqual([])
    await channels.confirm({ params })
    await expect.poll(shown, wait).toEqual(goods)
    await stock.bulk({ body: { rows: [{ sku: 'VEIL-ONE', location: 'main', set: 3 }] } })
    await expect.poll(() => shown()['VEIL-ONE'], wait).toMatchObject({ quantity: 3 })
    await commerce.idle()
    const before = sandbox.calls().at(-1)?.number ?? 0
    await channels.resync({ params })
    await commerce.idle()
    await sandbox.settle({ quiet: 300 })
    expect(sandbox.calls({ after: before }).map(({ path }) => path)).toEqual([])
  })

  it('is told in its own words what a moderator refused, and sees the rest go live when the marketplace shows it', async () => {
    shop.sandbox.turn({ rejections: [{ word: 'veil', code: 'NO_VEILS', message: 'No veils today.', field: 'title' }] })
    await shop.channels.writeMappings({ params: { id: shop.id }, body: { category: { '*': 'other' } } })
    await listAll()
    await expect.poll(async () => (await causes())['SMOKER-LARGE']?.status, wait).toBe('live')
    await expect
      .poll(async () => (await causes())['VEIL-ONE'], wait)
      .toMatchObject({
        status: 'rejected',
        cause: { issues: [{ code: 'NO_VEILS', theirField: 'title', field: 'product.title' }, { code: 'NO_PICTURE' }] },
      })
  })

  it('asks nobody about what a category lacks', async () => {
    await shop.channels.writeMappings({ params: { id: shop.id }, body: { category: { '*': 'hives' } } })
    await listAll()
    await expect
      .poll(async () => (await causes())['VEIL-ONE'], wait)
      .toMatchObject({
        status: 'invalid',
        cause: { issues: [{ code: 'MISSING_ATTRIBUTE', theirField: 'attributes.frame', field: 'product.attributes' }] },
      })
    expect(shop.sandbox.calls({ path: '/v1/offers/batch' })).toEqual([])
  })

  it('arrives although half of the answers are lost after the write was done', async () => {
    shop.sandbox.turn({ faults: [{ on: 'POST /v1/*', times: 4, fault: { answer: 'reset', isApplied: true } }] })
    await listAll()
    await expect.poll(shown, wait).toEqual(goods)
    expect(shop.sandbox.calls({ method: 'POST' }).filter(({ fault }) => fault !== null)).not.toEqual([])
  })
})
