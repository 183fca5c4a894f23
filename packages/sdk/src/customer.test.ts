import { describe, expect, test } from 'vitest'
import { json, refusal, type Step, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createStorefront, memorySession, type Session, type SessionState } from './index.ts'

const cookie = 'vitrine_customer=tok%2Ben.sig%3D; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax'
const gone = 'vitrine_customer=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'
const profile = { id: 'cus_1', email: 'ada@example.com' }
const credentials = { email: 'ada@example.com', password: 'a long password' }
const withCookie = (text: string, body: unknown = profile) => json(body, { headers: { 'Set-Cookie': text } })

function shopWith(...steps: Step[]) {
  const { fetch, seen } = scriptedFetch(...steps)
  const session = memorySession()
  return { shop: createStorefront({ url: '', session, fetch }), session, seen }
}

describe('a customer', () => {
  test('stays signed in by the cookie of the shop, which the session keeps outside of pages', async () => {
    const { shop, session, seen } = shopWith(withCookie(cookie), json(profile), json({ items: [], next: null }))
    expect(await shop.customer.signIn(credentials)).toEqual(profile)
    expect(await session.read()).toEqual({ customer: 'tok%2Ben.sig%3D' })
    await shop.customer.me()
    await shop.with({ language: 'pl' }).products.list()
    expect(seen.map(({ headers }) => headers.get('Cookie'))).toEqual([
      null,
      ...Array(2).fill('vitrine_customer=tok%2Ben.sig%3D'),
    ])
  })

  test('gets a renewed cookie from any answer, refusals too', async () => {
    const renewed = cookie.replace('tok', 'new')
    const { shop, session } = shopWith(
      withCookie(cookie),
      refusal(404, 'browse.productNotFound', { headers: { 'Set-Cookie': renewed } }),
    )
    await shop.customer.signIn(credentials)
    await shop.products.get('smoker').catch(() => undefined)
    expect(await session.read()).toEqual({ customer: 'new%2Ben.sig%3D' })
  })

  test('is forgotten by signing out', async () => {
    const { shop, session, seen } = shopWith(
      withCookie(cookie),
      new Response(null, { status: 204, headers: { 'Set-Cookie': gone } }),
      refusal(401, 'request.unauthenticated'),
    )
    await shop.customer.signIn(credentials)
    await shop.customer.signOut()
    expect((await session.read()).customer).toBeUndefined()
    expect(await shop.customer.me()).toBeNull()
    expect(seen[2]?.headers.has('Cookie')).toBe(false)
  })

  test('signs in while something is put into the cart, and neither is lost', async () => {
    let state: SessionState = {}
    const slow: Session = {
      read: async () => state,
      write: async (next) => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        state = next
      },
    }
    const answer: Step = ({ path }) =>
      path.endsWith('/carts') ? json({ id: 'crt_1', token: 'crt_1.sig' }) : withCookie(cookie)
    const { fetch } = scriptedFetch(answer, answer)
    const shop = createStorefront({ url: '', session: slow, fetch })
    await Promise.all([shop.customer.signIn(credentials), shop.cart.add({ sku: 'A' })])
    expect(state).toEqual({ customer: 'tok%2Ben.sig%3D', cart: 'crt_1.sig' })
  })

  test('never sends other cookies of the shop, nor keeps them', async () => {
    const { shop, session } = shopWith(withCookie('vitrine_cart=crt_1.sig; Path=/'))
    await shop.products.list()
    expect(await session.read()).toEqual({})
  })

  test('walks through the own orders', async () => {
    const { shop, seen } = shopWith(
      json({ items: [{ id: 'ord_1' }], next: 'c1' }),
      json({ items: [{ id: 'ord_2' }], next: null }),
    )
    const found: string[] = []
    for await (const { id } of shop.customer.orders.each({ limit: 1 })) found.push(id)
    expect(found).toEqual(['ord_1', 'ord_2'])
    expect(seen[1]?.url).toBe('/store/customers/me/orders?limit=1&cursor=c1')
  })
})
