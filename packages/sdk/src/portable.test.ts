import { fileURLToPath } from 'node:url'
import { createContext, Script } from 'node:vm'
import { build, type Rolldown } from 'vite'
import { describe, expect, test } from 'vitest'
import { json, scriptedFetch } from './fixtures/scripted-fetch.ts'

/** The client as one script, as a page or worker would load it. Imports of Node's modules would be left in it, and fail. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('./index.ts', import.meta.url)), formats: ['iife'], name: 'sdk' },
    },
  })
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput
  return output[0].code
}

/** What workers and pages have in common; nothing of Node. */
const web = {
  AbortController,
  AbortSignal,
  clearTimeout,
  crypto,
  DOMException,
  Headers,
  ReadableStream,
  Response,
  setTimeout,
  TextDecoder,
  URL,
  URLSearchParams,
}

interface Global {
  readonly sdk: typeof import('./index.ts')
  readonly done: Promise<unknown>
}

describe('the client runs without Node', async () => {
  const code = await bundle()

  test('its code imports nothing', () => {
    expect(code).not.toMatch(/\b(require|import)\s*\(|\bprocess\b|\bBuffer\b|node:/)
  })

  test('a list, a cart and an order', async () => {
    const { fetch, seen } = scriptedFetch(
      json({ items: [{ variants: [{ sku: 'A' }] }], next: null }),
      json({ id: 'crt_1', token: 'crt_1.sig' }),
      json({ status: 'placed', order: { id: 'ord_1', token: 't', number: '1001' } }),
    )
    const context = createContext({ ...web, fetch })
    new Script(code).runInContext(context)
    new Script(`done = (async () => {
      const shop = sdk.createStorefront({ url: 'https://shop.example' })
      const { items } = await shop.products.list({ available: true })
      await shop.cart.add({ sku: items[0].variants[0].sku })
      return (await shop.cart.complete()).number
    })()`).runInContext(context)
    expect(await (context as unknown as Global).done).toBe('1001')
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /store/products',
      'POST /store/carts',
      'POST /store/carts/crt_1/complete',
    ])
  })

  test('a problem is told from other errors, whichever realm it comes from', async () => {
    const context = createContext({ ...web, fetch: () => Promise.reject(new TypeError('fetch failed')) })
    new Script(code).runInContext(context)
    new Script(
      `done = sdk.createStorefront({ url: '', retries: 0 }).products.list().catch((error) => error)`,
    ).runInContext(context)
    const { sdk, done } = context as unknown as Global
    expect(sdk.isProblem(await done, 'client.network')).toBe(true)
    expect((await import('./index.ts')).isProblem(await done, 'client.network')).toBe(true)
  })
})
