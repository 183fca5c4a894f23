import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolveStore, type StoreContext, shownProduct, shownProducts, soldProducts } from '../index.ts'
import { systemContext } from '../kernel/index.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'

let shop: TestShop
let ctx: StoreContext
const ids: Record<string, string> = {}

beforeAll(async () => {
  shop = await openTestShop()
  const { products } = shop.commerce.call.admin
  for (const handle of ['smoker', 'veil', 'draft', 'later'])
    ids[handle] = (
      await products.create({
        body: {
          handle,
          title: handle,
          status: handle === 'draft' ? 'draft' : 'active',
          variants: [{ sku: handle, tracked: false, prices: [{ currency: 'EUR', amount: 100 }] }],
          ...(handle === 'later' && { publications: [{ channel: 'web', publishAt: '2199-01-01T00:00:00.000Z' }] }),
        },
      })
    ).id
  await shop.commerce.idle()
  ctx = await resolveStore(systemContext(shop.commerce.core), {})
})
afterAll(() => shop?.close())

it('walks through what the channel sells now, page after page, each once', async () => {
  const first = await soldProducts(ctx, { after: '', limit: 1 })
  const rest = await soldProducts(ctx, { after: first[0]?.id ?? '', limit: 10 })
  expect([...first, ...rest].map(({ handle }) => handle)).toEqual(['smoker', 'veil'])
})

it('shows products by id with the fields that were asked for, and none that is not sold', async () => {
  const shown = await shownProducts(ctx, [...Object.values(ids), 'prd_nobody'], ['title', 'description'])
  expect([...shown.values()].sort((a, b) => (a.handle < b.handle ? -1 : 1))).toEqual([
    { id: ids.smoker, handle: 'smoker', title: 'smoker', description: '' },
    { id: ids.veil, handle: 'veil', title: 'veil', description: '' },
  ])
})

it('shows one by its handle, whole, or says why not', async () => {
  expect((await shownProduct(ctx, 'smoker')).variants[0]?.price?.amount).toBe(100)
  await expect(shownProduct(ctx, 'later')).rejects.toThrow(/later/)
})
