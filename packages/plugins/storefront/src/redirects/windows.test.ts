import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJob } from '../fixtures/run-job.ts'
import { openWindow, type Window } from '../fixtures/window.ts'

let shop: Window
let main: string
let outlet: string

beforeAll(async () => {
  shop = await openWindow({ limits: { redirects: 12 } })
  await shop.calls.markets.createChannel({
    body: { code: 'outlet', name: 'Outlet', kind: 'web', marketCodes: ['int'], isDefault: false },
  })
  const open = async (name: string, url: string, more: object) => {
    const body = { channel: 'storefront', name, settings: { url }, ...more }
    const { id } = await shop.calls.channels.connect({ body })
    await shop.calls.channels.confirm({ params: { id } })
    return id
  }
  main = await open('Main', 'https://main.example', {})
  outlet = await open('Outlet', 'https://outlet.example', { salesChannel: 'outlet' })
})
afterAll(() => shop?.close())

const add = (from: string, to: string, window?: string) =>
  shop.staff.storefront.createRedirect({ body: { from, to, ...(window !== undefined && { window }) } })
const code = async (work: Promise<unknown>) => ((await work.catch((error: unknown) => error)) as { code?: string }).code
const leads = async (path: string, channel?: string) => {
  const headers = channel === undefined ? {} : { 'vitrine-channel': channel }
  const answer = await fetch(`${shop.url}/store/storefront/redirect?path=${encodeURIComponent(path)}`, { headers })
  const { to, code: refused } = (await answer.json()) as { to?: string; code?: string }
  return to ?? refused
}

describe('redirects of one window', () => {
  it('lead there alone, before those of all windows', async () => {
    await add('/spring', '/collections/tools')
    const own = await add('/spring', '/sale', outlet)
    expect([own.window, (await add('/only-here', '/here', outlet)).window]).toEqual([outlet, outlet])
    expect([await leads('/spring'), await leads('/spring', 'outlet')]).toEqual(['/collections/tools', '/sale'])
    expect([await leads('/only-here'), await leads('/only-here', 'outlet')]).toEqual(['storefront.noRedirect', '/here'])
    await add('/blog/*', '/journal/*', outlet)
    await add('/blog/bees', '/bees')
    expect([await leads('/blog/bees', 'outlet'), await leads('/blog/hives', 'outlet')]).toEqual([
      '/bees',
      '/journal/hives',
    ])
    expect(await code(add('/spring', '/again', outlet))).toBe('storefront.redirectExists')
    expect(await code(add('/x', '/y', 'con_none'))).toBe('storefront.unknownWindow')
  })

  it('are listed with their window, and make no ring with those of all', async () => {
    const { items } = await shop.staff.storefront.redirects({ query: { window: outlet } })
    expect(new Set(items.map(({ window }) => window))).toEqual(new Set([outlet]))
    const { items: found } = await shop.staff.storefront.redirects({ query: { q: '/spring' } })
    expect(found.map(({ window }) => window)).toEqual([outlet, null])
    await add('/ring-a', '/ring-b', outlet)
    expect(await code(add('/ring-b', '/ring-a'))).toBe('storefront.redirectLoop')
    expect((await add('/ring-b', '/ring-a', main)).window).toBe(main)
  })

  it('are imported for it, and are gone when it is taken away', async () => {
    const upload = (csv: string, query: { window?: string }) =>
      shop.staff.storefront.importRedirects({ query, body: csv, type: 'text/csv' })
    const lines = 'from,to\n/spring,/flowers\n/imported,/there'
    expect(await upload(lines, { window: outlet })).toMatchObject({ created: 1, updated: 1, errors: [] })
    expect([await leads('/imported'), await leads('/imported', 'outlet')]).toEqual(['storefront.noRedirect', '/there'])
    expect([await leads('/spring'), await leads('/spring', 'outlet')]).toEqual(['/collections/tools', '/flowers'])
    expect(await code(upload(lines, { window: 'con_none' }))).toBe('storefront.unknownWindow')
    const params = { id: outlet }
    await shop.calls.channels.unlist({ params, body: { all: true } })
    await shop.commerce.idle()
    await shop.calls.channels.remove({ params })
    await runJob(shop, 'prune')
    const { items } = await shop.staff.storefront.redirects({ query: { limit: 100 } })
    expect(new Set(items.map(({ window }) => window))).toEqual(new Set([null, main]))
  })
})
