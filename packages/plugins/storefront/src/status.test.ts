import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWindow, type Window } from './fixtures/window.ts'
import { storefront } from './plugin.ts'

let shop: Window
beforeAll(async () => {
  shop = await openWindow({ url: 'http://localhost:3000' })
  await shop.calls.markets.createChannel({ body: { code: 'till', name: 'Till', kind: 'till' } })
})
afterAll(() => shop?.close())

it('says what is missing, and no more once it is there', async () => {
  const before = await shop.staff.storefront.status()
  expect(before.warnings.map(({ code }) => code)).toEqual(['noKey', 'noTls'])
  expect(before).toMatchObject({ channel: 'web', sitemap: 'http://localhost:3000/sitemap.xml', keys: [], redirects: 0 })
  const { id, token } = await shop.staff.storefront.createKey({ body: { name: 'Pages' } })
  const { keys, warnings } = await shop.staff.storefront.status()
  expect([keys.map((key) => key.token), warnings.map(({ code }) => code)]).toEqual([[token], ['noTls']])
  const answer = await fetch(`${shop.url}/store/markets`, { headers: { 'Vitrine-Key': token } })
  expect(answer.headers.get('Vitrine-Channel')).toBe('web')
  await shop.staff.storefront.revokeKey({ params: { id } })
  expect((await shop.staff.storefront.status()).keys).toEqual([])
})

it('leaves keys of other sales channels alone', async () => {
  const { id } = await shop.calls.access.createPublishableKey({ body: { name: 'Till', channel: 'till' } })
  const refused = await shop.staff.storefront.revokeKey({ params: { id } }).catch((error: unknown) => error)
  expect(shop.staff.isProblem(refused, 'storefront.unknownKey')).toBe(true)
  expect((await shop.staff.storefront.status()).keys).toEqual([])
})

it('is for staff who may read keys', async () => {
  for (const [method, path] of [
    ['GET', 'status'],
    ['POST', 'keys'],
    ['GET', 'redirects'],
    ['POST', 'redirects/import'],
    ['GET', 'customers/cus_1/data'],
    ['DELETE', 'customers/cus_1/data'],
  ] as const)
    expect([path, (await fetch(`${shop.url}/admin/storefront/${path}`, { method })).status]).toEqual([path, 401])
})

it('is refused with settings that no page could live with, by name', () => {
  const wrong = (settings: object) => () => storefront(settings as never)
  expect(wrong({})).toThrow(/name/)
  expect(wrong({ name: 'A', url: 'https://a.example/' })).toThrow(/url: must not end with a slash/)
  expect(wrong({ name: 'A', pages: { product: '/products' } })).toThrow(/pages.product: must hold :handle/)
  expect(wrong({ name: 'A', languages: [{ language: 'uk', prefix: 'uk/' }] })).toThrow(/languages.0.prefix/)
  expect(wrong({ name: 'A', limits: { keepDays: 0 } })).toThrow(/limits.keepDays/)
})
