import { openTestShop, routeHosts } from '@vitrine/core/testing'
import { expect, it } from 'vitest'
import { googleSandbox } from '../sandbox/google.ts'
import { googleMerchant } from './google-merchant.ts'

const DAY = 86_400_000

it('What did not change for months stays at Google: it is inserted again before it ends', {
  timeout: 60_000,
}, async () => {
  let ahead = 0
  const now = () => Date.now() + ahead
  const sandbox = await googleSandbox({ seed: 3, now })
  const hosts = { 'merchantapi.googleapis.com': sandbox.url, 'oauth2.googleapis.com': sandbox.url }
  const shop = await openTestShop({ plugins: [googleMerchant()], fetch: routeHosts(hosts), clock: now })
  const { admin } = shop.commerce.call
  const media = [{ url: 'https://pictures.example.com/veil.jpg' }]
  const variants = [{ sku: 'VEIL', prices: [{ currency: 'EUR', amount: 1_450 }] }]
  await admin.products.create({
    body: {
      handle: 'veil',
      title: 'Veil',
      description: 'For the face.',
      vendor: 'L',
      status: 'active',
      media,
      variants,
    },
  })
  const settings = { accountId: '1', dataSourceId: '2', feedLabel: 'NL', contentLanguage: 'en', country: 'NL' }
  const { credentials } = sandbox
  const { id } = await admin.channels.connect({
    body: { channel: 'google-merchant', name: 'G', settings, credentials },
  })
  await admin.channels.confirm({ params: { id } })
  await admin.channels.listItems({ params: { id }, body: { all: true } })
  const inserts = () => sandbox.calls({ method: 'POST' }).filter(({ path }) => path.endsWith(':insert')).length
  const advance = async (ms: number) => {
    ahead += ms
    await shop.commerce.idle()
  }
  const settle = async () => {
    for (const wait of [5_000, 20_000, 60_000]) await advance(wait)
  }
  await settle()
  expect(inserts()).toBe(1)
  await advance(22 * DAY)
  expect(inserts()).toBe(1)
  await advance(2 * DAY)
  await settle()
  expect(inserts()).toBe(2)
  await advance(20 * DAY)
  const { items } = await admin.channels.listings({ params: { id }, query: { limit: 10 } })
  expect([items[0]?.status, inserts(), sandbox.act.shown({}).products.length]).toEqual(['live', 2, 1])
  await shop.close()
  await sandbox.stop()
})
