import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../carts/fixtures/shop.ts'
import { startDispatcher } from '../events/index.ts'
import { DAY, MINUTE, SECOND } from '../kernel/index.ts'
import { type Checkout, openCheckout } from './fixtures/checkout.ts'
import { authorize, confirmSandboxPayment, prepareAuthorization, resolvePayments, UNKNOWN } from './index.ts'

describe('authorising a payment', () => {
  let shop: Shop & Checkout
  beforeEach(async () => {
    shop = await openCheckout()
  })
  afterEach(() => shop.close())

  const resolveAfter = async (ms: number) => {
    shop.clock.advance(ms)
    await resolvePayments(shop.ctx())
  }

  it('captures at once where that is wanted, and writes every movement down', async () => {
    const { id, sessionId } = await shop.choose('sandbox_ok')
    expect(await shop.pay(id)).toMatchObject({ status: 'captured' })
    expect(await shop.row(sessionId)).toMatchObject({
      status: 'authorized',
      amount: 12_000,
      authorized: 12_000,
      captured: 12_000,
      refunded: 0,
      isLive: 1,
    })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'completed' })
    expect(await shop.events()).toEqual(['payment.authorized', 'payment.captured'])
    const rows = await shop.app.db.raw('select kind, status, amount from payment_transactions order by id')
    expect(rows).toEqual([
      ['authorize', 'succeeded', 12_000],
      ['capture', 'succeeded', 12_000],
    ])
  })

  it('by bank transfer only promises, and needs no call outside', async () => {
    const { id, sessionId } = await shop.choose('', undefined, 'manual')
    expect(await shop.pay(id)).toMatchObject({ status: 'authorized' })
    expect(await shop.row(sessionId)).toMatchObject({ status: 'authorized', authorized: 12_000, captured: 0 })
  })

  it('opens the cart again when it is declined, and the next try is a new payment', async () => {
    const { id, token, sessionId } = await shop.choose('sandbox_decline')
    expect(await shop.pay(id)).toMatchObject({ status: 'declined', error: { code: 'insufficient_funds' } })
    expect(await shop.row(sessionId)).toMatchObject({ status: 'declined', isLive: null, authorized: 0 })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open', agreed: null })
    expect((await shop.ask('GET', `/store/carts/${id}/payment`, { token })).body).toMatchObject({
      status: 'declined',
      error: { code: 'insufficient_funds' },
    })
    const again = await shop.ask('POST', `/store/carts/${id}/payment`, { token, body: { provider: 'sandbox' } })
    expect(again.body.id).not.toBe(sessionId)
    expect(await shop.pay(id)).toMatchObject({ status: 'captured' })
    expect(await shop.events()).toEqual(['payment.declined', 'payment.authorized', 'payment.captured'])
  })

  it('refuses another amount than the buyer agreed to, and to be asked twice', async () => {
    const { id, token } = await shop.choose('sandbox_ok')
    await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL' } })
    await expect(shop.begin(id)).rejects.toMatchObject({
      code: 'payments.amountChanged',
      status: 409,
      extra: { before: 12_000, now: 13_999 },
    })
    await shop.ask('POST', `/store/carts/${id}/payment`, { token, body: { provider: 'sandbox' } })
    const session = await shop.begin(id)
    expect(() => prepareAuthorization(shop.ctx(), session, { amount: session.amount })).toThrowError(
      expect.objectContaining({ code: 'payments.processing' }),
    )
    expect(await shop.ask('POST', `/store/carts/${id}/payment`, { token, body: { provider: 'manual' } })).toMatchObject(
      { status: 409 },
    )
    expect(await shop.ask('DELETE', `/store/carts/${id}/payment`, { token })).toMatchObject({
      status: 409,
      body: { code: 'payments.processing' },
    })
  })

  it('has one effect, however often it is asked', async () => {
    const { id } = await shop.choose('sandbox_ok')
    const session = await shop.begin(id)
    const answers = await Promise.all([1, 2, 3].map(() => authorize(shop.ctx(), session, { email: null })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await shop.app.db.raw('select count(*) from sandbox_intents'))[0]?.[0]).toBe(1)
  })

  it('whose answer never comes is read back, and the order is placed', async () => {
    const { id, sessionId } = await shop.choose('sandbox_timeout')
    expect(await shop.pay(id)).toBe(UNKNOWN)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'processing', authorized: 0 })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'completing' })
    await resolveAfter(MINUTE)
    expect(await shop.row(sessionId)).toMatchObject({
      status: 'authorized',
      captured: 12_000,
      orderId: `ord_${id.slice(4)}`,
    })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'completed' })
  })

  it('whose decline never comes is read back, and the cart opens again', async () => {
    const { id, sessionId } = await shop.choose('sandbox_timeout_decline')
    await shop.pay(id)
    await resolveAfter(MINUTE)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'declined', isLive: null })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open' })
  })

  it('that never reached the provider is withdrawn there, so that it cannot come late', async () => {
    const { id, sessionId } = await shop.choose('sandbox_lost')
    const session = await shop.begin(id)
    await resolveAfter(MINUTE)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'declined', isLive: null })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open' })
    const late = { ...session, data: { token: 'sandbox_ok' } }
    expect(await authorize(shop.ctx(), late, { email: null })).toMatchObject({ status: 'cancelled' })
  })

  it('is picked up where a crash left it, at every step', async () => {
    const before = await shop.choose('sandbox_ok')
    await shop.begin(before.id)
    const between = await shop.choose('sandbox_ok')
    await authorize(shop.ctx(), await shop.begin(between.id), { email: null })
    await resolveAfter(2 * MINUTE)
    expect(await shop.row(before.sessionId)).toMatchObject({ status: 'declined' })
    expect(await shop.row(between.sessionId)).toMatchObject({ status: 'authorized', captured: 12_000 })
    await resolveAfter(DAY)
    expect(await shop.events()).toHaveLength(3)
  })

  it('is not read back while its own call may still be answered', async () => {
    const { id, sessionId } = await shop.choose('sandbox_ok')
    await shop.begin(id)
    await resolveAfter(5 * SECOND)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'processing' })
  })

  it('that is answered late is asked for until it is decided, longer and longer apart', async () => {
    const { id, sessionId } = await shop.choose('sandbox_late')
    expect(await shop.pay(id)).toMatchObject({ status: 'processing' })
    for (let second = 0; second < 25; second += 5) await resolveAfter(5 * SECOND)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'processing' })
    const [reads] = (await shop.app.db.raw('select reads from payment_sessions where id = ?', [sessionId]))[0] ?? []
    expect(reads).toBeGreaterThan(1)
    expect(reads).toBeLessThan(6)
    await resolveAfter(MINUTE)
    expect(await shop.row(sessionId)).toMatchObject({ status: 'authorized', captured: 12_000 })
  })

  it('that is declined late opens the cart again', async () => {
    const { id } = await shop.choose('sandbox_late_decline')
    await shop.pay(id)
    await resolveAfter(MINUTE)
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open' })
  })

  it('of a provider that is gone waits, and harms no other', async () => {
    const [orphan, other] = [await shop.choose('sandbox_timeout'), await shop.choose('sandbox_timeout')]
    await shop.pay(orphan.id)
    await shop.pay(other.id)
    await shop.app.db.batch([
      { sql: 'update payment_sessions set provider = ? where id = ?', args: ['gone', orphan.sessionId] },
    ])
    await resolveAfter(MINUTE)
    expect(await shop.row(orphan.sessionId)).toMatchObject({ status: 'processing' })
    expect(await shop.row(other.sessionId)).toMatchObject({ status: 'authorized' })
  })
})

describe('a payment that asks its buyer', () => {
  let shop: Shop & Checkout
  beforeEach(async () => {
    shop = await openCheckout()
  })
  afterEach(() => shop.close())

  it('sends the buyer to a page, and places the order by the message that follows', async () => {
    const dispatcher = await startDispatcher(shop.app)
    const { id, token, sessionId } = await shop.choose('sandbox_action')
    await shop.pay(id)
    const waiting = await shop.ask('GET', `/store/carts/${id}/payment`, { token })
    expect(waiting.body).toMatchObject({ status: 'requires_action', nextAction: { type: 'redirect' } })
    const page = new URL(waiting.body.nextAction.url).pathname
    expect((await shop.ask('GET', page)).body).toContain('Confirm')
    const answered = await shop.ask('POST', page, {
      body: 'answer=confirm',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(answered).toMatchObject({ status: 303 })
    await dispatcher.idle()
    expect(await shop.row(sessionId)).toMatchObject({ status: 'authorized', captured: 12_000 })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'completed' })
    expect((await shop.ask('GET', page)).body).toContain('captured')
    await dispatcher.stop()
  })

  it('opens the cart again when the buyer refuses', async () => {
    const { id, sessionId } = await shop.choose('sandbox_action')
    await shop.pay(id)
    await confirmSandboxPayment(shop.ctx(), { key: sessionId, isConfirmed: false })
    shop.clock.advance(MINUTE)
    await resolvePayments(shop.ctx())
    expect(await shop.row(sessionId)).toMatchObject({ status: 'declined' })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open' })
  })

  it('is given up for another choice, and then cannot be confirmed any more', async () => {
    const { id, token, sessionId } = await shop.choose('sandbox_action')
    await shop.pay(id)
    const other = await shop.ask('POST', `/store/carts/${id}/payment`, { token, body: { provider: 'manual' } })
    expect(other).toMatchObject({ status: 201, body: { provider: 'manual', status: 'open' } })
    expect(await shop.row(sessionId)).toMatchObject({ status: 'cancelled', isLive: null })
    await confirmSandboxPayment(shop.ctx(), { key: sessionId, isConfirmed: true })
    shop.clock.advance(MINUTE)
    await resolvePayments(shop.ctx())
    expect(await shop.row(sessionId)).toMatchObject({ status: 'cancelled', captured: 0 })
  })

  it('is given up by itself after a day', async () => {
    const { id, sessionId } = await shop.choose('sandbox_action')
    await shop.pay(id)
    shop.clock.advance(2 * DAY)
    await resolvePayments(shop.ctx())
    expect(await shop.row(sessionId)).toMatchObject({ status: 'cancelled' })
    expect(await shop.cartOf(id)).toMatchObject({ status: 'open' })
  })

  it('has no page for anybody else', async () => {
    expect(await shop.ask('GET', '/hooks/payments/sandbox/pay_nobody')).toMatchObject({
      status: 404,
      body: { code: 'payments.notFound' },
    })
    expect(await shop.ask('POST', '/hooks/payments/sandbox/pay_nobody', { body: 'answer=confirm' })).toMatchObject({
      status: 404,
    })
  })
})
