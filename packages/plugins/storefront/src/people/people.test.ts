import { memorySession } from '@vitrine/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCustomer, signIn } from '../fixtures/customer.ts'
import { openWindow, type Window } from '../fixtures/window.ts'

let shop: Window
let now = Date.parse('2026-03-01T10:00:00Z')
beforeAll(async () => {
  shop = await openWindow({ limits: { viewed: 2, lists: 2, items: 2, keepDays: 30 } }, () => now)
  await shop.calls.products.create({
    body: {
      handle: 'glove',
      title: 'Glove',
      language: 'en',
      status: 'active',
      variants: [{ sku: 'GLOVE', tracked: false, prices: [{ currency: 'EUR', amount: 900 }] }],
    },
  })
  await shop.commerce.idle()
})
afterAll(() => shop?.close())

type Buyer = ReturnType<Window['buyer']>
const later = (minutes: number) => {
  now += minutes * 60_000
}
const looked = async (buyer: Buyer) => (await buyer.storefront.viewed()).items.map(({ product }) => product.handle)
const saved = async (buyer: Buyer, id = 'saved') =>
  (await buyer.storefront.list({ params: { id } })).items.map(
    ({ product, variantId }) => `${product?.handle}${variantId === null ? '' : ' in one size'}`,
  )
const view = async (buyer: Buyer, product: string) => {
  later(2)
  await buyer.storefront.view({ body: { product } })
}
const save = async (buyer: Buyer, product: string, more: { variant?: string; id?: string } = {}) => {
  later(2)
  const { variant, id = 'saved' } = more
  return buyer.storefront.save({ params: { id }, body: { product, variant } })
}
const refused = async (work: Promise<unknown>) =>
  ((await work.catch((error: unknown) => error)) as { code?: string }).code

describe('a visitor', () => {
  it('who only looks around leaves nothing, and gets no token', async () => {
    const session = memorySession()
    const buyer = shop.buyer(session)
    expect((await buyer.storefront.viewed()).items).toEqual([])
    expect((await buyer.storefront.lists()).items).toEqual([])
    expect(await buyer.storefront.mine()).toEqual({ viewed: [], lists: [] })
    expect(session.read()).toEqual({})
  })

  it('finds what it looked at, newest first, as many as are kept, without the one at hand', async () => {
    const buyer = shop.buyer()
    for (const product of ['smoker', 'veil', 'glove', 'veil']) await view(buyer, product)
    expect(await looked(buyer)).toEqual(['veil', 'glove'])
    const [veil] = (await buyer.storefront.viewed()).items
    const rest = await buyer.storefront.viewed({ query: { without: veil?.product.id } })
    expect(rest.items.map(({ product }) => product.handle)).toEqual(['glove'])
  })

  it('keeps products and variants, each once, with its note', async () => {
    const buyer = shop.buyer()
    await save(buyer, 'smoker')
    await save(buyer, 'smoker', { variant: 'SMO-L' })
    const again = await buyer.storefront.save({ params: { id: 'saved' }, body: { product: 'smoker', note: 'for Ada' } })
    expect(again.note).toBe('for Ada')
    expect(await saved(buyer)).toEqual(['smoker in one size', 'smoker'])
    await buyer.storefront.unsave({ params: { id: 'saved', product: again.productId } })
    expect(await saved(buyer)).toEqual(['smoker in one size'])
  })

  it('comes back by the cookie too, and a token that was made up opens nothing', async () => {
    const first = await fetch(`${shop.url}/store/storefront/lists/saved/items`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"product":"veil"}',
    })
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^vitrine_visitor=vis_\w+\.[\w-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/)
    expect(first.headers.get('access-control-expose-headers') ?? '').toContain('Vitrine-Visitor')
    const list = (token: string) =>
      fetch(`${shop.url}/store/storefront/lists/saved`, { headers: { cookie: `vitrine_visitor=${token}` } })
    const token = cookie.slice('vitrine_visitor='.length).split(';')[0] ?? ''
    expect((await list(token)).status).toBe(200)
    expect((await list(`${token.slice(0, -2)}AA`)).status).toBe(404)
    expect((await list(token.replace(/\..*/, '.'))).status).toBe(404)
  })

  it('is the same person when an answer was lost and the request comes again', async () => {
    const put = () =>
      fetch(`${shop.url}/store/storefront/lists/saved/items`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'a-lost-answer-0123456789abcdef' },
        body: '{"product":"veil"}',
      })
    const [first, second] = [await put(), await put()]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await second.json()).toEqual(await first.json())
    const token = second.headers.get('Vitrine-Visitor')
    expect(token).toBe(first.headers.get('Vitrine-Visitor'))
    const buyer = shop.buyer(memorySession({ 'Vitrine-Visitor': token ?? '' }))
    expect(await saved(buyer)).toEqual(['veil'])
  })

  it('keeps one basket of things when two clicks come at once', async () => {
    const buyer = shop.buyer()
    await Promise.all([save(buyer, 'smoker'), save(buyer, 'veil')])
    expect((await saved(buyer)).sort()).toEqual(['smoker', 'veil'])
  })
})

describe('lists', () => {
  it('have names, which are told apart by more than case and spaces', async () => {
    const buyer = shop.buyer()
    const list = await buyer.storefront.createList({ body: { name: 'For  Spring' } })
    expect(await refused(buyer.storefront.createList({ body: { name: 'for spring' } }))).toBe(
      'storefront.listNameTaken',
    )
    await save(buyer, 'veil', { id: list.id })
    const renamed = await buyer.storefront.renameList({ params: { id: list.id }, body: { name: 'Summer' } })
    expect(renamed).toMatchObject({ name: 'Summer', items: 1, isDefault: false })
    await buyer.storefront.deleteList({ params: { id: list.id } })
    expect((await buyer.storefront.lists()).items).toEqual([])
  })

  it('end where the shop says', async () => {
    const buyer = shop.buyer()
    await save(buyer, 'smoker')
    await save(buyer, 'veil')
    const full = await save(buyer, 'glove').catch((error: unknown) => error)
    expect(buyer.isProblem(full, 'storefront.listFull') && full.extra.most).toBe(2)
    await save(buyer, 'veil')
    await buyer.storefront.createList({ body: { name: 'One' } })
    expect(await refused(buyer.storefront.createList({ body: { name: 'Two' } }))).toBe('storefront.tooManyLists')
  })

  it('of others are not there', async () => {
    const one = shop.buyer()
    const { id } = await one.storefront.createList({ body: { name: 'Mine' } })
    const other = shop.buyer()
    await save(other, 'veil')
    for (const work of [
      other.storefront.list({ params: { id } }),
      other.storefront.deleteList({ params: { id } }),
      other.storefront.renameList({ params: { id }, body: { name: 'Theirs' } }),
      save(other, 'veil', { id }),
      other.storefront.unsave({ params: { id, product: 'x' } }),
    ])
      expect(await refused(work)).toBe('storefront.listNotFound')
    expect(await refused(save(one, 'no-such-thing'))).toBe('storefront.unknownProduct')
    expect(await refused(save(one, 'veil', { variant: 'SMO-L' }))).toBe('storefront.unknownProduct')
  })
})

it('who signs in and puts the device away finds on another one what was kept on it', async () => {
  const email = 'bea@example.com'
  await makeCustomer(shop, email)
  const [phone, laptop] = [shop.buyer(), shop.buyer()]
  await save(phone, 'smoker')
  await view(phone, 'veil')
  await signIn(phone, email)
  await signIn(laptop, email)
  await shop.commerce.idle()
  expect([await saved(laptop), await looked(laptop)]).toEqual([['smoker'], ['veil']])
})

describe('a customer', () => {
  const email = 'ada@example.com'
  beforeAll(() => makeCustomer(shop, email))

  it('finds on every device what was kept on any, before signing in or after', async () => {
    const phone = shop.buyer()
    const laptop = shop.buyer()
    await save(phone, 'smoker')
    await view(phone, 'smoker')
    const spring = await phone.storefront.createList({ body: { name: 'Spring' } })
    await save(phone, 'veil', { id: spring.id })
    await signIn(phone, email)
    expect(await saved(phone)).toEqual(['smoker'])
    await save(laptop, 'smoker')
    await save(laptop, 'veil')
    await view(laptop, 'glove')
    await signIn(laptop, email)
    for (const device of [laptop, phone]) {
      expect((await saved(device)).sort()).toEqual(['smoker', 'veil'])
      expect(await looked(device)).toEqual(['glove', 'smoker'])
      expect((await device.storefront.lists()).items.map(({ name, items }) => [name, items])).toEqual([
        ['Saved', 2],
        ['Spring', 1],
      ])
    }
  })

  it('is joined once by requests that come at the same time', async () => {
    const tablet = shop.buyer()
    await view(tablet, 'veil')
    await save(tablet, 'glove')
    await signIn(tablet, email)
    await Promise.all(Array.from({ length: 6 }, () => looked(tablet)))
    const items = await saved(tablet)
    expect(items.sort()).toEqual(['glove', 'smoker', 'veil'])
    expect(await looked(tablet)).toEqual(['veil', 'glove'])
  })

  it('leaves nothing on the device when signing out', async () => {
    const phone = shop.buyer()
    await signIn(phone, email)
    expect((await saved(phone)).length).toBe(3)
    await phone.customer.signOut()
    expect(await refused(saved(phone))).toBe('storefront.listNotFound')
    expect(await looked(phone)).toEqual([])
  })

  it('is told everything that is kept, and forgotten when asked; staff can do both', async () => {
    const device = shop.buyer()
    await signIn(device, email)
    const mine = await device.storefront.mine()
    expect(mine.lists.map(({ name, items }) => [name, items.length])).toEqual([
      ['Saved', 3],
      ['Spring', 1],
    ])
    const [customer] = (await shop.calls.customers.list({ query: {} })).items
    const params = { id: customer?.id ?? '' }
    expect(await shop.staff.storefront.customerData({ params })).toEqual(mine)
    await device.storefront.forgetMe()
    expect(await device.storefront.mine()).toEqual({ viewed: [], lists: [] })
    await save(device, 'veil')
    await shop.staff.storefront.forgetCustomer({ params })
    expect(await shop.staff.storefront.customerData({ params })).toEqual({ viewed: [], lists: [] })
  })
})

describe('what is kept', () => {
  it('shows no product that is not sold, and loses one that is deleted', async () => {
    const gone = await shop.calls.products.create({
      body: {
        handle: 'gone',
        title: 'Gone',
        language: 'en',
        status: 'active',
        variants: [{ sku: 'GONE', tracked: false, prices: [{ currency: 'EUR', amount: 1 }] }],
      },
    })
    const buyer = shop.buyer()
    await save(buyer, 'gone')
    await view(buyer, 'gone')
    await shop.calls.products.update({ params: { id: gone.id }, body: { status: 'draft' } })
    expect(await saved(buyer)).toEqual(['undefined'])
    expect(await looked(buyer)).toEqual([])
    await shop.calls.products.remove({ params: { id: gone.id } })
    await shop.commerce.idle()
    expect(await buyer.storefront.mine()).toMatchObject({ viewed: [], lists: [{ items: [] }] })
  })
})
