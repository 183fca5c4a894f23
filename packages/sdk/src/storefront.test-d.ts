import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/query-core'
import { createStorefront, isProblem, type ProductCard, type Storefront } from '@vitrine/sdk'
import { createAdmin, isProblem as isAdminProblem } from '@vitrine/sdk/admin'
import { shopQueries } from '@vitrine/sdk/react'
import { describe, expectTypeOf, test } from 'vitest'

declare const shop: Storefront
declare const error: unknown

describe('lists of products', () => {
  test('hold no parts that were not asked for', async () => {
    const { items, next } = await shop.products.list({ limit: 12 })
    const item = items[0]
    expectTypeOf(next).toEqualTypeOf<string | null>()
    expectTypeOf(item?.title).toEqualTypeOf<string | undefined>()
    // @ts-expect-error description was not asked for
    item?.description
  })

  test('hold what include names', async () => {
    const { items } = await shop.products.list({ include: ['description', 'seo'] })
    expectTypeOf(items[0]?.description).toEqualTypeOf<string | undefined>()
    // @ts-expect-error media was not asked for
    items[0]?.media
  })

  test('hold only what fields names, beside id and handle', async () => {
    const { items } = await shop.products.list({ fields: ['title'] })
    expectTypeOf(items).toEqualTypeOf<Pick<ProductCard, 'id' | 'handle' | 'title'>[]>()
    const both = await shop.products.list({ fields: ['title'], include: ['media'] })
    expectTypeOf(both.items[0]?.media).not.toEqualTypeOf<never>()
    // @ts-expect-error price is not among the fields
    both.items[0]?.price
  })

  test('have facets when asked for', async () => {
    expectTypeOf((await shop.products.list({ facets: true })).facets.total).toEqualTypeOf<number>()
    // @ts-expect-error perhaps there are none
    ;(await shop.products.list({})).facets.total
  })

  test('are walked through with the same types', async () => {
    for await (const product of shop.products.each({ fields: ['title'] }))
      expectTypeOf(product).toEqualTypeOf<Pick<ProductCard, 'id' | 'handle' | 'title'>>()
  })

  test('take filters of the contract and no others', () => {
    shop.products.list({ 'option.Size': 'M', 'attribute.wood': ['pine', 'oak'], 'price.max': 5000, available: true })
    // @ts-expect-error a misspelt name
    shop.products.list({ limt: 12 })
    // @ts-expect-error a misspelt name beside a right one
    shop.products.list({ limit: 12, colection: 'hives' })
    // @ts-expect-error an unknown part
    shop.products.list({ include: ['reviews'] })
    // @ts-expect-error an unknown field
    shop.products.list({ fields: ['title', 'prise'] })
    // @ts-expect-error an unknown order
    shop.products.list({ sort: 'cheapest' })
    // @ts-expect-error a number as text
    shop.products.list({ limit: '12' })
  })
})

describe('one product', () => {
  test('holds everything, or the fields that were asked for', async () => {
    const product = await shop.products.get('smoker')
    expectTypeOf(product.description).toEqualTypeOf<string>()
    expectTypeOf(product.media[0]?.url).toEqualTypeOf<string | undefined>()
    const { title, ...rest } = await shop.products.get('smoker', { fields: ['title'] })
    expectTypeOf(title).toEqualTypeOf<string>()
    expectTypeOf(rest).toEqualTypeOf<{ id: string; handle: string }>()
  })
})

describe('the cart', () => {
  test('takes what the contract says', () => {
    shop.cart.add({ sku: 'A' })
    shop.cart.add([{ variantId: 'var_1', quantity: 2 }])
    shop.cart.setDelivery({ cheapest: true })
    shop.cart.setContact({ email: null })
    // @ts-expect-error a quantity as text
    shop.cart.add({ sku: 'A', quantity: '2' })
    // @ts-expect-error an unknown name
    shop.cart.setContact({ mail: 'a@example.com' })
    // @ts-expect-error no provider
    shop.cart.pay({})
    // @ts-expect-error not the cheapest is no choice
    shop.cart.setDelivery({ cheapest: false })
  })

  test('becomes an order', async () => {
    const order = await shop.cart.complete()
    expectTypeOf(order.number).toEqualTypeOf<string>()
    expectTypeOf(order.totals.total.amount).toEqualTypeOf<number>()
  })
})

describe('any endpoint', () => {
  test('is called by its line', async () => {
    const product = await shop.call('GET /products/:handle', { params: { handle: 'smoker' } })
    expectTypeOf(product.title).toEqualTypeOf<string>()
    await shop.call('GET /products')
    // @ts-expect-error no such line
    shop.call('GET /product')
    // @ts-expect-error this one is not JSON
    shop.call('GET /live')
    // @ts-expect-error the handle is missing
    shop.call('GET /products/:handle')
    // @ts-expect-error another parameter
    shop.call('GET /products/:handle', { params: { id: 'smoker' } })
    // @ts-expect-error the body is missing
    shop.call('POST /carts/:id/lines', { params: { id: 'crt_1' } })
    // @ts-expect-error it takes no body
    shop.call('GET /products', { body: {} })
  })
})

describe('problems', () => {
  test('have the extras of their code', () => {
    if (isProblem(error, 'carts.notForSale')) expectTypeOf(error.extra).toEqualTypeOf<{ variants: string[] }>()
    if (isProblem(error, 'carts.notForSale', 'inventory.insufficient')) {
      expectTypeOf(error.code).toEqualTypeOf<'carts.notForSale' | 'inventory.insufficient'>()
      if (error.code === 'inventory.insufficient') expectTypeOf(error.extra.available).toEqualTypeOf<number>()
    }
    // @ts-expect-error a misspelt code
    isProblem(error, 'carts.notforsale')
  })

  test('can be told apart one by one', () => {
    if (!isProblem(error)) return
    expectTypeOf(error.hint).toEqualTypeOf<string | undefined>()
    switch (error.code) {
      case 'browse.productMoved':
        return expectTypeOf(error.extra.handle).toEqualTypeOf<string>()
      case 'client.network':
        // @ts-expect-error it has no extras
        return error.extra.handle
      case 'client.actionRequired':
        return expectTypeOf(error.extra.nextAction.url).toEqualTypeOf<string | undefined>()
      // @ts-expect-error an unknown code
      case 'client.broken':
        return undefined
      default:
        return undefined
    }
  })

  test('of the back office are others', () => {
    if (isAdminProblem(error, 'orders.alreadyFulfilled')) expectTypeOf(error.extra.open).toEqualTypeOf<number>()
    // @ts-expect-error buyers do not fulfil
    isProblem(error, 'orders.alreadyFulfilled')
  })
})

describe('plugins', () => {
  test('are there under their ids, on clients for other places too', () => {
    const loyalty = { id: 'loyalty', connect: () => ({ balance: async (id: string) => id.length }) } as const
    const extended = createStorefront({ url: '', plugins: [loyalty] })
    expectTypeOf(extended.loyalty.balance).returns.resolves.toEqualTypeOf<number>()
    expectTypeOf(extended.with({ market: 'pl' }).loyalty.balance).returns.resolves.toEqualTypeOf<number>()
    // @ts-expect-error no such plugin
    extended.points
  })
})

describe('the back office', () => {
  const admin = createAdmin({ url: '', token: 'sk' })

  test('takes and answers what the contract says', async () => {
    expectTypeOf((await admin.orders.list({ query: { status: 'open' } })).items[0]?.number).toEqualTypeOf<
      string | undefined
    >()
    expectTypeOf(await admin.orders.export()).toEqualTypeOf<Response>()
    // @ts-expect-error the id is missing
    admin.orders.get()
    // @ts-expect-error an unknown status
    admin.orders.list({ query: { status: 'opened' } })
    // @ts-expect-error the body is missing
    admin.orders.note({ params: { id: 'ord_1' } })
    // @ts-expect-error streams are watched
    admin.events.live
  })
})

describe('the options for TanStack Query', () => {
  const queries = shopQueries(shop)
  const client = new QueryClient()

  test('are taken as they are', async () => {
    const { data } = new QueryObserver(client, queries.products({ fields: ['title'] })).getCurrentResult()
    expectTypeOf(data?.items).toEqualTypeOf<Pick<ProductCard, 'id' | 'handle' | 'title'>[] | undefined>()
    const pages = new InfiniteQueryObserver(client, queries.allProducts()).getCurrentResult()
    expectTypeOf(pages.data?.pages[0]?.next).toEqualTypeOf<string | null | undefined>()
    expectTypeOf((await client.fetchQuery(queries.cart()))?.id).toEqualTypeOf<string | undefined>()
  })
})
