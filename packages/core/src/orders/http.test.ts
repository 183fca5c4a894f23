import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, type OrderShop, openOrderShop } from './fixtures/shop.ts'

describe('orders over HTTP', () => {
  let shop: OrderShop
  const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    shop.ask(method, `/admin${path}`, { ...(body === undefined ? {} : { body }), headers })
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  const buyOverHttp = async (token: string, headers: Record<string, string> = {}) => {
    const cart = await shop.cart([{ sku: 'HIVE', quantity: 2 }], { email: 'ada@example.com', shippingAddress: address })
    const ask = { token: cart.token, headers }
    await shop.ask('PUT', `/store/carts/${cart.id}/delivery`, { ...ask, body: { code: 'courier' } })
    await shop.ask('POST', `/store/carts/${cart.id}/payment`, {
      ...ask,
      body: { provider: 'sandbox', data: { token } },
    })
    const answer = await shop.ask('POST', `/store/carts/${cart.id}/complete`, ask)
    return { cart, answer }
  }

  it('are bought, and read with their own token only', async () => {
    const { cart, answer } = await buyOverHttp('sandbox_ok')
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'placed', order: { number: 'VT-10001', status: 'open', totals: { total: { amount: 25_000 } } } },
    })
    const { id, token } = answer.body.order
    const again = await shop.ask('POST', `/store/carts/${cart.id}/complete`, { token: cart.token })
    expect(again.body).toEqual(answer.body)
    const byQuery = await shop.ask('GET', `/store/orders/${id}?token=${token}`)
    const byHeader = await shop.ask('GET', `/store/orders/${id}`, { headers: { 'Vitrine-Order': token } })
    expect(byQuery).toMatchObject({ status: 200, body: { id, lines: [{ sku: 'HIVE', quantity: 2 }] } })
    expect(byHeader.body).toEqual(byQuery.body)
    const other = (await buyOverHttp('sandbox_ok')).answer.body.order
    for (const path of [
      `/store/orders/${id}`,
      `/store/orders/${id}?token=`,
      `/store/orders/${id}?token=${other.token}`,
      `/store/orders/${id}?token=${token.slice(0, -1)}`,
      `/store/orders/ord_unknown?token=${token}`,
      `/store/orders/ord_01kt1a0f80et0akq6m0hbst000?token=${token}`,
    ])
      expect([path, (await shop.ask('GET', path)).status]).toEqual([path, path.endsWith('token=') ? 400 : 404])
  })

  it('keep the key with which they were completed: another cart cannot use it, the same one is answered again', async () => {
    const ready = async () => {
      const cart = await shop.cart([{ sku: 'HIVE' }], { email: 'ada@example.com', shippingAddress: address })
      await shop.ask('PUT', `/store/carts/${cart.id}/delivery`, { token: cart.token, body: { code: 'courier' } })
      await shop.ask('POST', `/store/carts/${cart.id}/payment`, { token: cart.token, body: { provider: 'manual' } })
      return cart
    }
    const complete = ({ id, token }: { id: string; token: string }) =>
      shop.ask('POST', `/store/carts/${id}/complete`, { token, headers: { 'Idempotency-Key': 'one-key-for-one-cart' } })
    const [first, second] = [await ready(), await ready()]
    const placed = await complete(first)
    expect(placed.status).toBe(200)
    expect((await complete(first)).body).toEqual(placed.body)
    expect(await complete(second)).toMatchObject({ status: 422, body: { code: 'request.keyReused' } })
  })

  it('belong to the customer who was signed in', async () => {
    const headers = { 'X-Test-Customer': 'cus_ada' }
    const cart = await shop.ask('POST', '/store/carts', {
      body: { lines: [{ sku: 'EBOOK' }], email: 'ada@example.com' },
      headers,
    })
    const ask = { token: cart.body.token, headers }
    await shop.ask('POST', `/store/carts/${cart.body.id}/payment`, { ...ask, body: { provider: 'manual' } })
    const { body } = await shop.ask('POST', `/store/carts/${cart.body.id}/complete`, ask)
    const { id } = body.order
    expect(await shop.ask('GET', `/store/orders/${id}`, { headers })).toMatchObject({ status: 200 })
    expect(await shop.ask('GET', `/store/orders/${id}`, { headers: { 'X-Test-Customer': 'cus_bob' } })).toMatchObject({
      status: 404,
    })
    const own = await shop.ask('GET', '/store/customers/me/orders', { headers })
    expect(own.body.items).toMatchObject([{ id, number: 'VT-10001' }])
    const foreign = await shop.ask('GET', '/store/customers/me/orders', { headers: { 'X-Test-Customer': 'cus_bob' } })
    expect(foreign.body.items).toEqual([])
  })

  it('answer 202 with Retry-After while the payment is not decided, and 402 when it is declined', async () => {
    const { answer } = await buyOverHttp('sandbox_late')
    expect(answer).toMatchObject({ status: 202, body: { status: 'processing', code: 'payment.processing' } })
    expect(answer.headers.get('Retry-After')).toBe('2')
    const action = await buyOverHttp('sandbox_action')
    expect(action.answer).toMatchObject({
      status: 202,
      body: { status: 'requires_action', nextAction: { type: 'redirect' } },
    })
  })

  it('refuse foreign and missing cart tokens', async () => {
    const cart = await shop.cart()
    const foreign = await shop.cart()
    for (const token of [undefined, foreign.token])
      expect(await shop.ask('POST', `/store/carts/${cart.id}/complete`, { token })).toMatchObject({ status: 404 })
    expect(await shop.ask('POST', `/store/carts/${cart.id}/complete`, { token: cart.token })).toMatchObject({
      status: 409,
      body: {
        code: 'carts.incomplete',
        errors: [{ path: 'email' }, { path: 'shippingAddress' }, { path: 'delivery' }],
      },
    })
  })

  it('are found by filters and read in pages', async () => {
    const first = await shop.order({ lines: [{ sku: 'HIVE' }] })
    shop.clock.advance(1_000)
    const second = await shop.order({ lines: [{ sku: 'VEIL' }], pay: 'sandbox_ok' })
    const ids = async (query: string) => {
      const { status, body } = await admin('GET', `/orders${query}`)
      expect([query, status]).toEqual([query, 200])
      return body.items.map(({ id }: { id: string }) => id)
    }
    expect(await ids('')).toEqual([second, first])
    expect(await ids('?payment=paid')).toEqual([second])
    expect(await ids('?status=open&fulfillment=unfulfilled')).toEqual([second, first])
    expect(await ids('?number=VT-10001')).toEqual([first])
    expect(await ids('?email=ADA@example.com')).toEqual([second, first])
    expect(await ids('?q=beek')).toEqual([second, first])
    expect(await ids('?q=%25')).toEqual([])
    expect(await ids('?q=10002')).toEqual([second])
    expect(await ids('?from=2026-06-01T10:00:01Z')).toEqual([second])
    expect(await ids('?to=2026-06-01T10:00:01Z')).toEqual([first])
    expect(await ids('?customer=cus_none')).toEqual([])
    const page = await admin('GET', '/orders?limit=1')
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual([second])
    expect(await ids(`?limit=1&cursor=${page.body.next}`)).toEqual([first])
    expect(await admin('GET', '/orders?cursor=bad')).toMatchObject({ status: 400 })
    expect(await admin('GET', '/orders?statuss=open')).toMatchObject({ status: 400 })
    expect(await admin('GET', '/orders?status=closed')).toMatchObject({ status: 400 })
    const exported = await admin('GET', '/orders/export?payment=paid')
    expect(exported.headers.get('Content-Type')).toBe('application/x-ndjson')
    const documents = [exported.body]
    expect(documents).toMatchObject([{ id: second, lines: [{ sku: 'VEIL' }] }])
    expect(documents[0].token).toBeUndefined()
  })

  it('are read by staff with money, places, reasons and history', async () => {
    const id = await shop.order({ pay: 'sandbox_ok' })
    const { body, headers } = await admin('GET', `/orders/${id}`)
    expect(headers.get('ETag')).toBe('"1"')
    expect(body).toMatchObject({
      version: 1,
      source: 'cart',
      money: { captured: { amount: 13_000 }, due: { amount: 0 } },
      allocations: [{ locationId: shop.places.warehouse, quantity: 1, status: 'committed' }],
    })
    expect(body.allocations[0].reasons).toContainEqual(expect.objectContaining({ locationId: shop.places.warehouse }))
    expect(body.timeline.map(({ kind }: { kind: string }) => kind)).toContain('placed')
    expect(await admin('GET', '/orders/ord_unknown')).toMatchObject({ status: 404, body: { code: 'orders.notFound' } })
  })

  it('are edited, noted and cancelled by staff who hold the right version', async () => {
    const id = await shop.order({ lines: [{ sku: 'VEIL', quantity: 2 }] })
    const { body } = await admin('GET', `/orders/${id}`)
    const lineId = body.lines[0].id
    const edited = await admin(
      'POST',
      `/orders/${id}/edits`,
      { lines: [{ lineId, quantity: 3 }] },
      { 'If-Match': '"1"' },
    )
    expect(edited).toMatchObject({ status: 200, body: { version: 2, lines: [{ quantity: 3 }] } })
    expect(edited.headers.get('ETag')).toBe('"2"')
    const stale = await admin(
      'POST',
      `/orders/${id}/edits`,
      { lines: [{ lineId, quantity: 1 }] },
      { 'If-Match': '"1"' },
    )
    expect(stale).toMatchObject({ status: 412, body: { code: 'request.preconditionFailed' } })
    await admin('POST', `/orders/${id}/notes`, { text: 'call before delivery' })
    await admin('PATCH', `/orders/${id}`, { email: 'New@example.com', shippingAddress: { ...address, city: 'Sopot' } })
    const cancelled = await admin('POST', `/orders/${id}/cancellation`, { reason: 'test' })
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      email: 'new@example.com',
      shippingAddress: { city: 'Sopot' },
    })
    const { body: history } = await admin('GET', `/orders/${id}/timeline`)
    const entries = history.items.filter(({ kind }: { kind: string }) => kind !== 'payment')
    expect(entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'cancelled',
      'updated',
      'note',
      'edited',
      'placed',
    ])
    expect(entries[2]).toMatchObject({
      data: { text: 'call before delivery' },
      actor: { kind: 'staff', id: 'stf_test' },
    })
    for (const [path, wrong] of [
      ['edits', { lines: [{ lineId, quantity: -1 }] }],
      ['edits', { lines: [{ lineId, quantity: 1.5 }] }],
      ['edits', {}],
      ['cancellation', { lines: [] }],
      ['notes', { text: '' }],
      ['notes', { txt: 'x' }],
    ] as const)
      expect([path, (await admin('POST', `/orders/${id}/${path}`, wrong)).status]).toEqual([path, 400])
  })

  it('are shipped and followed', async () => {
    const id = await shop.order()
    const work = await admin('GET', `/fulfillment-orders?order=${id}&status=open`)
    expect(work.body.items).toMatchObject([{ orderId: id, lines: [{ sku: 'HIVE', quantity: 1, fulfilled: 0 }] }])
    const workId = work.body.items[0].id
    const sent = await admin('POST', `/fulfillment-orders/${workId}/fulfillments`, {
      tracking: { carrier: 'Swift', number: 'SW1', url: 'https://track.example.com/SW1' },
    })
    expect(sent).toMatchObject({ status: 201, body: { status: 'shipped', tracking: { number: 'SW1' } } })
    const { body: order } = await admin('GET', `/orders/${id}`)
    const seen = await shop.ask('GET', `/store/orders/${id}/shipments?token=${order.token}`)
    expect(seen.body.items).toMatchObject([{ tracking: { carrier: 'Swift' }, lines: [{ sku: 'HIVE', quantity: 1 }] }])
    expect(await shop.ask('GET', `/store/orders/${id}/shipments`)).toMatchObject({ status: 404 })
    expect(await admin('GET', '/fulfillment-orders/ffo_none')).toMatchObject({ status: 404 })
    expect(await admin('GET', '/fulfillments/ful_none')).toMatchObject({ status: 404 })
    const bad = await admin('PATCH', `/fulfillments/${sent.body.id}`, { url: 'javascript:alert(1)' })
    expect(bad.status).toBe(400)
    const again = await admin('POST', `/fulfillment-orders/${workId}/fulfillments`, {})
    expect(again).toMatchObject({ status: 409, body: { code: 'fulfillment.notAllowed' } })
  })
})
