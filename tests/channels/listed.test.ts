import { defineChannel, type Item, route } from '@vitrine/core'
import { startTestShop, type TestShop } from '@vitrine/core/testing'
import * as v from 'valibot'
import { afterEach, expect, it } from 'vitest'

const Shown = v.object({
  items: v.array(v.object({ key: v.string(), title: v.string(), quantity: v.number() })),
  next: v.nullable(v.string()),
})

const window = defineChannel('window', {
  version: '1.0.0',
  kind: 'feed',
  title: 'Window',
  connect: () => undefined,
  listings: {
    map: (item: Item) => ({ title: item.title }),
    publish: async (_api, entries) => entries.map(({ key }) => ({ key, outcome: 'live' as const })),
    withdraw: async (_api, entries) => entries.map(({ key }) => ({ key, outcome: 'live' as const })),
  },
  contract: {
    shown: route.get('/:connection/shown', {
      access: 'channels:read',
      query: v.strictObject({ after: v.optional(v.string()), limit: v.number() }),
      output: Shown,
    }),
    unlisted: route.get('/:connection/unlisted', {
      access: 'channels:read',
      query: v.strictObject({ product: v.string() }),
      output: v.object({ variants: v.array(v.string()) }),
    }),
  },
  handlers: {
    async unlisted({ params, query }, { connection }) {
      const found = await connection(params.connection)
      return { variants: [...((await found?.unlisted([query.product])) ?? [])] }
    },
    async shown({ params, query }, { connection }) {
      const found = await connection(params.connection)
      if (found === undefined) throw new Error('no such connection')
      const { items, next } = await found.listed(query)
      return { items: items.map(({ key, item: { title, quantity } }) => ({ key, title, quantity })), next }
    },
  },
})

let shop: TestShop<readonly [ReturnType<typeof window>]>
afterEach(() => shop.close())

it('what a connection is wanted to show is read page by page, with what was overridden, and without what is unlisted or not for sale', async () => {
  shop = await startTestShop({ plugins: [window()] })
  const { channels, products } = shop.commerce.call.admin
  const { id } = await channels.connect({ body: { channel: 'window', name: 'Window' } })
  const params = { id }
  await channels.listItems({ params, body: { all: true } })
  const shown = async (query: { limit: number; after?: string }) =>
    shop.commerce.call.window.shown({ params: { connection: id }, query })

  const all = await shown({ limit: 100 })
  const keys = all.items.map(({ key }) => key)
  expect([keys.length, all.next]).toEqual([4, null])
  const first = await shown({ limit: 3 })
  const second = await shown({ limit: 3, after: first.next ?? '' })
  expect([...first.items, ...second.items]).toEqual(all.items)
  expect([first.items.length, second.next]).toEqual([3, null])

  const listed = (await channels.listings({ params, query: {} })).items
  const veil = listed.find(({ key }) => key === 'VEIL-ONE')
  await channels.override({ params: { id: veil?.id ?? '' }, body: { title: 'A veil for this window' } })
  await channels.unlist({ params, body: { variants: ['SMOKER-LARGE'] } })
  const after = await shown({ limit: 100 })
  expect(after.items.map(({ key }) => key).sort()).toEqual(keys.filter((key) => key !== 'SMOKER-LARGE').sort())
  expect(after.items.find(({ key }) => key === 'VEIL-ONE')?.title).toBe('A veil for this window')

  await products.archive({ params: { id: veil?.productId ?? '' } })
  expect((await shown({ limit: 100 })).items.map(({ key }) => key)).not.toContain('VEIL-ONE')
})

it('what was never listed is told, and what somebody unlisted is not among it', async () => {
  shop = await startTestShop({ plugins: [window()] })
  const { channels, products } = shop.commerce.call.admin
  const { id } = await channels.connect({ body: { channel: 'window', name: 'Window' } })
  const params = { id }
  const smoker = await products.get({ params: { id: 'smoker' } })
  const unlisted = async () => {
    const query = { product: smoker.id }
    return (await shop.commerce.call.window.unlisted({ params: { connection: id }, query })).variants
  }
  const [small, large] = smoker.variants.map((variant) => variant.id)
  expect(await unlisted()).toEqual([small, large])
  await channels.listItems({ params, body: { variants: ['SMOKER-SMALL'] } })
  expect(await unlisted()).toEqual([large])
  await channels.listItems({ params, body: { variants: ['SMOKER-LARGE'] } })
  await channels.unlist({ params, body: { variants: ['SMOKER-SMALL'] } })
  expect(await unlisted()).toEqual([])
})
