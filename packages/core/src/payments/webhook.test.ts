import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../carts/fixtures/shop.ts'
import { type Dispatcher, startDispatcher } from '../events/index.ts'
import { DAY, MINUTE, SECOND } from '../kernel/index.ts'
import { always } from '../testing/fixtures/property.ts'
import { type Checkout, openCheckout } from './fixtures/checkout.ts'
import { sandboxMessage, signMessage, verifySigned } from './index.ts'

describe('standard webhooks', () => {
  const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3'
  const body = '{"type":"order.paid","timestamp":"2026-01-01T00:00:00Z","data":{"id":"ord_1"}}'
  const at = 1_767_225_600_000
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1767225600',
    'webhook-signature': 'v1,TSGC37kG1N0AymfEre4BUNTuV+1slGJ23I33MjEzvPs=',
  }

  it('are signed as the standard says', () => {
    expect(signMessage(secret, { id: 'msg_1', at, body })).toEqual(headers)
    expect(verifySigned(secret, { body, headers: new Headers(headers) }, at)).toBe('msg_1')
  })

  it('are proved by any of several signatures, as during a change of keys', () => {
    const both = { ...headers, 'webhook-signature': `v1,AAAA v1a,zzzz ${headers['webhook-signature']}` }
    expect(verifySigned(secret, { body, headers: new Headers(both) }, at)).toBe('msg_1')
  })

  it('are refused after five minutes, before their time, and without their headers', () => {
    const check = (now: number, change: Record<string, string> = {}) =>
      verifySigned(secret, { body, headers: new Headers({ ...headers, ...change }) }, now)
    expect([check(at + 299 * SECOND), check(at - 299 * SECOND)]).toEqual(['msg_1', 'msg_1'])
    expect([
      check(at + 6 * MINUTE),
      check(at - 6 * MINUTE),
      check(at, { 'webhook-timestamp': 'NaN' }),
      check(at, { 'webhook-id': '' }),
      check(at, { 'webhook-signature': '' }),
    ]).toEqual([null, null, null, null, null])
  })

  it('are refused when one character of them was changed', () => {
    always(
      fc.property(fc.nat(body.length - 1), fc.constantFrom('x', ' ', '0', '}'), (index, character) => {
        fc.pre(body[index] !== character)
        const forged = body.slice(0, index) + character + body.slice(index + 1)
        expect(verifySigned(secret, { body: forged, headers: new Headers(headers) }, at)).toBeNull()
      }),
    )
  })
})

describe('messages of a payment provider', () => {
  let shop: Shop & Checkout
  let dispatcher: Dispatcher
  beforeEach(async () => {
    shop = await openCheckout()
    dispatcher = await startDispatcher(shop.app)
  })
  afterEach(async () => {
    await dispatcher.stop()
    await shop.close()
  })

  const send = (message: { body: string; headers: Headers }, provider = 'sandbox') =>
    shop.ask('POST', `/hooks/payments/${provider}`, {
      body: message.body,
      headers: Object.fromEntries(message.headers),
    })
  const stored = async () => (await shop.app.db.raw('select count(*) from payment_webhooks'))[0]?.[0]

  it('place the order whose answer never came, once, however often they come', async () => {
    const { id, sessionId } = await shop.choose('sandbox_timeout')
    await shop.pay(id)
    const message = sandboxMessage(shop.ctx(), { id: 'msg_1', key: sessionId })
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(message)))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    await dispatcher.idle()
    expect(await shop.row(sessionId)).toMatchObject({ status: 'authorized', captured: 12_000 })
    expect(await stored()).toBe(1)
    expect(await shop.events()).toEqual(['payment.reported', 'payment.authorized', 'payment.captured'])
  })

  it('race with the request of the buyer without a second order', async () => {
    const { id, sessionId } = await shop.choose('sandbox_ok')
    const [, answer] = await Promise.all([
      shop.pay(id),
      send(sandboxMessage(shop.ctx(), { id: 'msg_race', key: sessionId })),
    ])
    expect(answer.status).toBe(202)
    await dispatcher.idle()
    expect(await shop.row(sessionId)).toMatchObject({ captured: 12_000 })
    expect((await shop.app.db.raw("select count(*) from payment_transactions where kind = 'capture'"))[0]?.[0]).toBe(1)
  })

  it('are not believed: what counts is what the provider says when it is asked', async () => {
    const { id, sessionId } = await shop.choose('sandbox_late')
    await shop.pay(id)
    await send(sandboxMessage(shop.ctx(), { id: 'msg_early', key: sessionId }))
    await dispatcher.idle()
    expect(await shop.row(sessionId)).toMatchObject({ status: 'processing', captured: 0 })
    shop.clock.advance(3 * DAY)
    await send(sandboxMessage(shop.ctx(), { id: 'msg_days_later', key: sessionId }))
    await dispatcher.idle()
    expect(await shop.row(sessionId)).toMatchObject({ status: 'authorized', captured: 12_000 })
  })

  it('are refused when forged, old, unsigned or of nobody, and leave nothing', async () => {
    const message = sandboxMessage(shop.ctx(), { id: 'msg_1', key: 'pay_x' })
    const without = new Headers(message.headers)
    without.delete('webhook-signature')
    for (const forged of [
      { ...message, body: `${message.body} ` },
      { body: message.body, headers: without },
      { body: '', headers: new Headers() },
    ])
      expect(await send(forged)).toMatchObject({ status: 401, body: { code: 'payments.badSignature' } })
    expect(await send(message, 'manual')).toMatchObject({ status: 404, body: { code: 'payments.unknownProvider' } })
    expect(await send(message, 'nobody')).toMatchObject({ status: 404, body: { code: 'payments.unknownProvider' } })
    shop.clock.advance(10 * MINUTE)
    expect(await send(message)).toMatchObject({ status: 401 })
    expect(await send({ body: 'x'.repeat(300_000), headers: message.headers })).toMatchObject({
      status: 413,
      body: { code: 'request.tooLarge' },
    })
    expect(await stored()).toBe(0)
  })

  it('about nothing of ours are kept and do nothing', async () => {
    expect((await send(sandboxMessage(shop.ctx(), { id: 'msg_1', key: 'pay_x' }))).status).toBe(202)
    expect(await stored()).toBe(1)
    expect(await shop.events()).toEqual([])
  })
})
