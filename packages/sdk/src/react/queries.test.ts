import { QueryClient } from '@tanstack/query-core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { json, never, refusal, scriptedFetch } from '../fixtures/scripted-fetch.ts'
import { createStorefront, isProblem, memorySession } from '../index.ts'
import { shopQueries } from './index.ts'

const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } })
afterEach(() => client.clear())

function queriesWith(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, seen } = scriptedFetch(...steps)
  const shop = createStorefront({ url: '', fetch, session: memorySession() })
  return { shop, queries: shopQueries(shop), seen }
}

describe('the options for TanStack Query', () => {
  test('read, and read once', async () => {
    const { queries, seen } = queriesWith(json({ items: [{ id: 'prd_1' }], next: null }))
    const page = await client.fetchQuery(queries.products({ limit: 1 }))
    expect(page.items[0]?.id).toBe('prd_1')
    await client.fetchQuery(queries.products({ limit: 1 }))
    expect(seen).toHaveLength(1)
  })

  test('read again for another language and market', async () => {
    const { shop, seen } = queriesWith(json({ id: 'a' }), json({ id: 'a' }))
    await client.fetchQuery(shopQueries(shop.with({ language: 'pl' })).product('smoker'))
    await client.fetchQuery(shopQueries(shop.with({ language: 'nl' })).product('smoker'))
    expect(seen.map(({ headers }) => headers.get('Accept-Language'))).toEqual(['pl', 'nl'])
  })

  test('read page after page', async () => {
    const { queries, seen } = queriesWith(
      json({ items: [{ id: 'a' }], next: 'c1' }),
      json({ items: [{ id: 'b' }], next: null }),
    )
    const { pages } = await client.fetchInfiniteQuery({ ...queries.allProducts({ limit: 1 }), pages: 5 })
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(['a', 'b'])
    expect(seen.map(({ query }) => query.get('cursor'))).toEqual([null, 'c1'])
  })

  test('stop reading when the query is cancelled', async () => {
    const aborted = vi.fn()
    const { queries, seen } = queriesWith((_, signal) => {
      signal.addEventListener('abort', aborted)
      return never()
    })
    const reading = client.fetchQuery(queries.collections()).catch(() => 'cancelled')
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    await client.cancelQueries({ queryKey: queries.key })
    expect(await reading).toBe('cancelled')
    expect(aborted).toHaveBeenCalledOnce()
  })

  test('throw problems', async () => {
    const { queries } = queriesWith(refusal(404, 'orders.notFound'))
    const error = await client.fetchQuery(queries.order('ord_1')).catch((thrown: unknown) => thrown)
    expect(isProblem(error, 'orders.notFound')).toBe(true)
  })

  test('keep an empty cart as null, and the cart that a change answers', async () => {
    const { queries, shop } = queriesWith(json({ id: 'crt_1', token: 'crt_1.sig' }))
    expect(await client.fetchQuery(queries.cart())).toBeNull()
    client.setQueryData(queries.cart().queryKey, await shop.cart.add({ sku: 'A' }))
    expect(client.getQueryData(queries.cart().queryKey)).toEqual({ id: 'crt_1' })
  })
})
