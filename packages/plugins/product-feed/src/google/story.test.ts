import { openTestShop, routeHosts } from '@vitrine/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GoogleSandbox, googleSandbox } from '../sandbox/google.ts'
import { googleMerchant } from './google-merchant.ts'

const open = (sandbox: GoogleSandbox) =>
  openTestShop({
    plugins: [googleMerchant()],
    fetch: routeHosts({ 'merchantapi.googleapis.com': sandbox.url, 'oauth2.googleapis.com': sandbox.url }),
  })

let sandbox: GoogleSandbox
let shop: Awaited<ReturnType<typeof open>>
let id: string

beforeAll(async () => {
  sandbox = await googleSandbox({ seed: 3 })
  shop = await open(sandbox)
  const { admin } = shop.commerce.call
  for (const code of ['utrecht', 'arnhem']) await admin.locations.create({ body: { code, name: code, country: 'NL' } })
  await admin.products.create({
    body: {
      handle: 'smoker',
      title: 'Bee smoker',
      description: '<p>Calms bees.</p>',
      status: 'active',
      vendor: 'Lipova',
      media: [{ url: 'https://pictures.example.com/smoker.jpg' }],
      variants: [{ sku: 'SMO/1', tracked: true, prices: [{ currency: 'EUR', amount: 2_900, compareAt: 3_500 }] }],
    },
  })
  await stock('utrecht', 4)
  const stores = [
    { location: 'utrecht', storeCode: 'UT' },
    { location: 'arnhem', storeCode: 'AR' },
  ]
  const made = await admin.channels.connect({
    body: {
      channel: 'google-merchant',
      name: 'Google',
      settings: {
        accountId: '123',
        dataSourceId: '456',
        feedLabel: 'NL',
        contentLanguage: 'en',
        country: 'NL',
        stores,
      },
      credentials: sandbox.credentials,
    },
  })
  id = made.id
  await admin.channels.confirm({ params: { id } })
  await admin.channels.listItems({ params: { id }, body: { all: true } })
})
afterAll(async () => {
  await shop?.close()
  await sandbox?.stop()
})

const stock = (location: string, pieces: number) =>
  shop.commerce.call.admin.stock.bulk({ body: { rows: [{ sku: 'SMO/1', location, set: pieces }] } })
const stores = () =>
  Object.fromEntries(sandbox.act.shown({}).local.map(({ storeCode, attributes }) => [storeCode, attributes.quantity]))
const product = () => sandbox.act.shown({}).products[0]

describe('a shop at Google', () => {
  it('is tested before anything is sent', async () => {
    const { account } = await shop.commerce.call.admin.channels.test({ params: { id } })
    expect(account).toBe('Sandbox of Merchant Center')
  })

  it('shows its goods with sale prices, and what each store has', async () => {
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ UT: '4', AR: '0' })
    expect(product()).toMatchObject({
      name: 'en~NL~SMO/1',
      attributes: {
        availability: 'IN_STOCK',
        price: { amountMicros: '35000000', currencyCode: 'EUR' },
        salePrice: { amountMicros: '29000000', currencyCode: 'EUR' },
        identifierExists: false,
      },
    })
  })

  it('hears of every change of a store’s stock, and that there is none left', async () => {
    await stock('arnhem', 2)
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ UT: '4', AR: '2' })
    await stock('utrecht', 0)
    await stock('arnhem', 0)
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ UT: '0', AR: '0' })
    expect(product()?.attributes.availability).toBe('OUT_OF_STOCK')
    expect(sandbox.act.violations({})).toEqual([])
  })

  it('forgets a store that is taken out of the settings, and knows one again that is put back, without a change of stock', async () => {
    await stock('utrecht', 3)
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ UT: '3', AR: '0' })
    const { channels } = shop.commerce.call.admin
    const params = { id }
    const { settings } = await channels.get({ params })
    const both = (settings as { stores: object[] }).stores
    const keep = (kept: object[]) =>
      channels.update({ params, body: { settings: { ...(settings as object), stores: kept } } })
    await keep(both.slice(1))
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ AR: '0' })
    await keep(both)
    await expect.poll(stores, { timeout: 15_000 }).toEqual({ UT: '3', AR: '0' })
    expect(sandbox.act.violations({})).toEqual([])
  })
})
