import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../carts/fixtures/shop.ts'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { type Checkout, openCheckout } from './fixtures/checkout.ts'
import { capturePayment, type PaymentProvider, refundPayment, resolvePayments, voidPayment } from './index.ts'

/** Authorises, then answers captures and refunds as told; remembers which keys had an effect. */
function flaky() {
  const effects = new Map<string, number>()
  const told = { silent: 0, afterEffect: false }
  const operate: PaymentProvider['capture'] = async ({ key, amount }) => {
    const isSilent = told.silent > 0
    if (isSilent) told.silent -= 1
    if (!isSilent || told.afterEffect) effects.set(key, amount)
    if (isSilent) throw new Error('socket hang up')
    return { status: 'succeeded', ref: `flaky_${key}` }
  }
  const provider: PaymentProvider = {
    id: 'flaky',
    names: { en: 'Flaky' },
    captureMode: 'manual',
    multiCapture: true,
    timeout: 60,
    authorize: async ({ key }) => ({ ref: key, status: 'authorized' }),
    read: async ({ key }) => ({ ref: key, status: 'authorized' }),
    capture: operate,
    cancel: operate,
    refund: operate,
  }
  return { provider, effects, told }
}

describe('moving the money of a payment', () => {
  let shop: Shop & Checkout
  const outside = flaky()
  beforeEach(async () => {
    outside.effects.clear()
    shop = await openCheckout([outside.provider])
  })
  afterEach(() => shop.close())

  const paid = async (token = 'sandbox_ok', provider = 'sandbox') => {
    const { id, sessionId } = await shop.choose(token, undefined, provider)
    await shop.pay(id)
    return sessionId
  }
  const post = (id: string, what: string, body: object = {}, headers: Record<string, string> = {}) =>
    shop.ask('POST', `/admin/payments/${id}/${what}`, { body, headers })

  it('captures in parts what a transfer promised, and never more', async () => {
    const id = await paid('', 'manual')
    expect(await post(id, 'capture', { amount: 5_000 })).toMatchObject({
      status: 200,
      body: { captured: { amount: 5_000 }, voided: { amount: 0 } },
    })
    expect(await post(id, 'capture', { amount: 7_001 })).toMatchObject({
      status: 409,
      body: { code: 'payments.notCapturable', available: 7_000 },
    })
    const all = await post(id, 'capture')
    expect(all.body).toMatchObject({
      captured: { amount: 12_000 },
      transactions: [
        { kind: 'authorize' },
        { kind: 'capture', status: 'succeeded', amount: { amount: 5_000 }, actor: { kind: 'staff', id: 'stf_test' } },
        { kind: 'capture', amount: { amount: 7_000 } },
      ],
    })
    expect(await post(id, 'capture')).toMatchObject({
      status: 409,
      body: { code: 'payments.notCapturable', available: 0 },
    })
    expect(await post(id, 'cancel')).toMatchObject({ status: 409, body: { code: 'payments.notCancellable' } })
  })

  it('lets the rest of a promise lapse where the provider captures once only', async () => {
    await shop.ask('PUT', '/admin/markets/mkt_00000000000000000000000001/payment-methods', {
      body: { items: [{ provider: 'sandbox', captureMode: 'manual' }] },
    })
    const id = await paid()
    expect(await shop.row(id)).toMatchObject({ authorized: 12_000, captured: 0 })
    await post(id, 'capture', { amount: 9_000 })
    expect(await shop.row(id)).toMatchObject({ captured: 9_000, voided: 3_000, status: 'authorized' })
    expect(await post(id, 'capture', { amount: 1 })).toMatchObject({ status: 409 })
  })

  it('refunds in parts what was captured, and never more', async () => {
    const id = await paid()
    expect(await post(id, 'refund', { amount: 2_000, reason: 'scratched' })).toMatchObject({
      status: 200,
      body: { refunded: { amount: 2_000 } },
    })
    expect(await post(id, 'refund', { amount: 10_001 })).toMatchObject({
      status: 409,
      body: { code: 'payments.notRefundable', available: 10_000 },
    })
    expect((await post(id, 'refund')).body).toMatchObject({ refunded: { amount: 12_000 } })
    expect(await post(id, 'refund', { amount: 1 })).toMatchObject({ status: 409 })
    expect(await shop.events()).toEqual([
      'payment.authorized',
      'payment.captured',
      'payment.refunded',
      'payment.refunded',
    ])
  })

  it('refunds once when many ask for the whole at the same time', async () => {
    const id = await paid()
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => refundPayment(shop.ctx(), { sessionId: id })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await shop.row(id)).toMatchObject({ refunded: 12_000, pending: 0 })
    expect((await shop.app.db.raw("select sum(amount) from sandbox_operations where kind = 'refund'"))[0]?.[0]).toBe(
      12_000,
    )
  })

  it('gives a promise back, after which nothing can be captured', async () => {
    const id = await paid('', 'manual')
    expect(await post(id, 'cancel', { reason: 'never paid' })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', voided: { amount: 12_000 } },
    })
    expect(await shop.row(id)).toMatchObject({ isLive: null })
    expect(await post(id, 'capture')).toMatchObject({ status: 409 })
  })

  it('says what the provider said when it refuses, and sets the amount free again', async () => {
    const id = await paid('sandbox_refund_fail')
    expect(await post(id, 'refund', { amount: 500 })).toMatchObject({
      status: 409,
      body: { code: 'payments.refused', detail: 'The sandbox refuses the refund.' },
    })
    expect(await shop.row(id)).toMatchObject({ refunded: 0, pending: 0 })
    const { body } = await shop.ask('GET', `/admin/payments/${id}`)
    expect(body.transactions.at(-1)).toMatchObject({
      kind: 'refund',
      status: 'failed',
      error: { code: 'refund_refused' },
    })
    expect((await shop.events()).at(-1)).toBe('payment.failed')
  })

  it.each([true, false])('asks again with the same key when no answer came (effect: %s)', async (afterEffect) => {
    const id = await paid('', 'flaky')
    Object.assign(outside.told, { silent: 2, afterEffect })
    const pending = await capturePayment(shop.ctx(), { sessionId: id, amount: 4_000 })
    expect(pending).toMatchObject({ status: 'pending' })
    expect(await shop.row(id)).toMatchObject({ captured: 0, pending: 4_000 })
    expect(await post(id, 'capture', { amount: 8_001 })).toMatchObject({ status: 409, body: { available: 8_000 } })
    for (let look = 0; look < 3; look += 1) {
      shop.clock.advance(MINUTE)
      await resolvePayments(shop.ctx())
    }
    expect(await shop.row(id)).toMatchObject({ captured: 4_000, pending: 0 })
    expect([...outside.effects.values()]).toEqual([4_000])
    expect([...outside.effects.keys()]).toEqual([pending.id])
  })

  it('answers a repeated request from its first run', async () => {
    const id = await paid()
    const headers = { 'Idempotency-Key': 'refund-0001-of-this-morning' }
    const first = await post(id, 'refund', { amount: 1_000 }, headers)
    const second = await post(id, 'refund', { amount: 1_000 }, headers)
    expect(second).toMatchObject({ status: 200, body: first.body })
    expect(await shop.row(id)).toMatchObject({ refunded: 1_000 })
    expect(await post(id, 'refund', { amount: 2_000 }, headers)).toMatchObject({
      status: 422,
      body: { code: 'request.keyReused' },
    })
  })

  it('refuses who holds an old copy', async () => {
    const id = await paid()
    const { headers } = await shop.ask('GET', `/admin/payments/${id}`)
    const tag = { 'If-Match': headers.get('ETag') ?? '' }
    expect((await post(id, 'refund', { amount: 1 }, tag)).status).toBe(200)
    expect(await post(id, 'refund', { amount: 1 }, tag)).toMatchObject({
      status: 412,
      body: { code: 'request.preconditionFailed' },
    })
  })

  it('refuses amounts that are none and payments that are not there', async () => {
    const id = await paid()
    for (const amount of [0, -1, 1.5, '1', 2 ** 53, null])
      expect(await post(id, 'refund', { amount })).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
    expect(await post('pay_nobody', 'refund')).toMatchObject({ status: 404, body: { code: 'payments.notFound' } })
    const open = await shop.choose('sandbox_ok')
    expect(await post(open.sessionId, 'capture')).toMatchObject({ status: 409, body: { available: 0 } })
  })

  it('is guarded by the database too', async () => {
    const id = await paid()
    const write = (sql: string) => shop.app.db.batch([{ sql, args: [id] }])
    await expect(write('update payment_sessions set captured = authorized + 1 where id = ?')).rejects.toThrow()
    await expect(write('update payment_sessions set refunding = captured + 1 where id = ?')).rejects.toThrow()
    await expect(
      write(
        "insert into payment_transactions (id, session_id, provider, kind, status, ref, amount, currency, actor_kind, created_at, updated_at) select 'ptx_twice', session_id, provider, kind, status, ref, amount, currency, actor_kind, 0, 0 from payment_transactions where session_id = ?",
      ),
    ).rejects.toThrow()
  })

  it('is listed for the staff and for an order', async () => {
    const [first, second] = [await paid(), await paid('', 'manual')]
    shop.clock.advance(HOUR)
    await voidPayment(shop.ctx(), { sessionId: second })
    const list = async (query: string) =>
      (await shop.ask('GET', `/admin/payments${query}`)).body.items.map(({ id }: { id: string }) => id)
    expect(await list('')).toEqual([second, first])
    expect(await list('?status=cancelled')).toEqual([second])
    expect(await list('?provider=sandbox')).toEqual([first])
    const { orderId } = await shop.row(first)
    const { body } = await shop.ask('GET', `/admin/orders/${orderId}/payments`)
    expect(body.items).toMatchObject([
      { id: first, captured: { amount: 12_000 }, transactions: [{ kind: 'authorize' }, { kind: 'capture' }] },
    ])
  })
})
