import { describe, expect, test } from 'vitest'
import { json, refusal, scriptedFetch } from '../fixtures/scripted-fetch.ts'
import { answerOf, createAdmin, each, isProblem } from './index.ts'

function adminWith(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, seen } = scriptedFetch(...steps)
  return { admin: createAdmin({ url: 'https://shop.example', token: 'sk_1', fetch }), seen }
}

describe('the admin client', () => {
  test('calls endpoints by room and name with the key', async () => {
    const { admin, seen } = adminWith(json({ id: 'ord_1' }), json({ id: 'ord_1' }))
    await admin.orders.get({ params: { id: 'ord_1' } })
    await admin.orders.note({ params: { id: 'ord_1' }, body: { text: 'Call back' } })
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://shop.example/admin/orders/ord_1',
      'POST https://shop.example/admin/orders/ord_1/notes',
    ])
    expect(seen[1]?.body).toEqual({ text: 'Call back' })
    expect(seen[0]?.headers.get('Authorization')).toBe('Bearer sk_1')
    expect(seen[1]?.headers.get('Idempotency-Key')).not.toBeNull()
  })

  test('sends the cookie that it was given', async () => {
    const { fetch, seen } = scriptedFetch(json({ items: [], next: null }))
    await createAdmin({ url: '', cookie: 'vitrine_staff=abc', fetch }).orders.list()
    expect(seen[0]?.headers.get('Cookie')).toBe('vitrine_staff=abc')
    expect(seen[0]?.headers.has('Authorization')).toBe(false)
  })

  test('writes only what was not changed since it was read', async () => {
    const { admin, seen } = adminWith(
      json({ id: 'ord_1' }, { headers: { ETag: '"7"' } }),
      refusal(412, 'request.preconditionFailed', { headers: { ETag: '"8"' } }),
    )
    const order = await admin.orders.get({ params: { id: 'ord_1' } })
    expect(answerOf(order)?.etag).toBe('"7"')
    const error = await admin.orders
      .update({ params: { id: 'ord_1' }, body: { note: 'New' } }, { ifMatch: order })
      .catch((thrown: unknown) => thrown)
    expect(isProblem(error, 'request.preconditionFailed')).toBe(true)
    expect(seen[1]?.headers.get('If-Match')).toBe('"7"')
  })

  test('walks through any list', async () => {
    const { admin, seen } = adminWith(
      json({ items: [{ id: 'a' }], next: 'c1' }),
      json({ items: [{ id: 'b' }], next: null }),
    )
    const found: string[] = []
    for await (const { id } of each((cursor) => admin.orders.list({ query: { status: 'open', cursor } })))
      found.push(id)
    expect(found).toEqual(['a', 'b'])
    expect(seen[1]?.query.toString()).toBe('status=open&cursor=c1')
  })

  test('hands downloads over unread', async () => {
    const { admin } = adminWith(new Response('{"id":"ord_1"}\n{"id":"ord_2"}\n'))
    const file = await admin.orders.export()
    expect((await file.text()).trim().split('\n')).toHaveLength(2)
  })
})
