import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Counter, openCounter } from './fixtures/counter.ts'
import type { Problem } from './fixtures/shop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('what nobody fetches', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(() => counter.close())
  const look = async (id: string) => (await counter.staff('GET', `/pickups/${id}`)).body

  it('is reminded of once, expires at closing time, goes back on the shelf, and its money goes back', async () => {
    const { clock, sent, free, calls, kinds } = counter
    const { id, pickup, code } = await counter.ready({ skus: { 'VEIL-ONE': 2 } })
    expect(pickup.collectUntil).toBe('2026-06-08T16:00:00.000Z')
    expect(await free('VEIL-ONE', 'main')).toBe(23)
    sent.length = 0
    await counter.runJob('remind')
    expect(sent).toEqual([])
    clock.set(Date.parse('2026-06-06T16:00:00Z'))
    await counter.runJob('remind')
    await counter.runJob('remind')
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringMatching(/still waits/)])
    expect(sent[0]?.text).toContain(code)
    await counter.runJob('expire')
    expect((await look(pickup.id)).status).toBe('ready')
    clock.set(Date.parse('2026-06-08T16:00:00Z'))
    await counter.runJob('expire')
    await counter.runJob('expire')
    expect(await look(pickup.id)).toMatchObject({ status: 'expired', closedAt: '2026-06-08T16:00:00.000Z' })
    expect(await free('VEIL-ONE', 'main')).toBe(25)
    const order = await calls.admin.orders.get({ params: { id } })
    expect(order).toMatchObject({
      status: 'cancelled',
      cancelReason: 'not collected in time',
      money: { due: { amount: 0 } },
    })
    expect(await kinds(id)).toContain('click-and-collect/expired')
    const late = await counter.staff<Problem>('POST', '/hand-overs', { code, locationId: counter.places.main })
    expect([late.status, late.body.code]).toEqual([410, 'click-and-collect.expiredCode'])
  })

  it('pays back only what is left of a pickup that was collected in part', async () => {
    const { clock, places, calls, free } = counter
    const { id, pickup, code } = await counter.ready({ skus: { 'VEIL-ONE': 3 } })
    await counter.pay(id)
    const lines = [{ lineId: pickup.lines[0]?.lineId, quantity: 1 }]
    await counter.staff('POST', '/hand-overs', { code, locationId: places.main, lines })
    clock.advance(8 * DAY)
    await counter.runJob('expire')
    const { money, totals } = await calls.admin.orders.get({ params: { id } })
    expect([totals.total.amount, money.captured.amount, money.refunded.amount]).toEqual([1_450, 4_350, 2_900])
    expect(await free('VEIL-ONE', 'main')).toBe(24)
    expect(await look(pickup.id)).toMatchObject({ status: 'expired', lines: [{ quantity: 1, collected: 1 }] })
  })

  it('is handed over or expires, never both, when the customer comes at the last moment', async () => {
    const { clock, places, free } = counter
    const { code, pickup } = await counter.ready()
    clock.set(Date.parse(pickup.collectUntil ?? ''))
    const [given] = await Promise.all([
      counter.staff<Problem>('POST', '/hand-overs', { code, locationId: places.main }),
      counter.runJob('expire'),
    ])
    await counter.runJob('expire')
    const { status } = await look(pickup.id)
    expect([given.status, status, await free('VEIL-ONE', 'main')]).toEqual(
      given.status === 201 ? [201, 'collected', 24] : [410, 'expired', 25],
    )
  })

  it('can be refused by the customer at once', async () => {
    const { calls, free } = counter
    const { id, pickup, code } = await counter.ready()
    const refused = await counter.staff('POST', `/pickups/${pickup.id}/refusal`, { reason: 'wrong colour' })
    expect(refused.body.status).toBe('refused')
    expect(await free('VEIL-ONE', 'main')).toBe(25)
    expect((await calls.admin.orders.get({ params: { id } })).cancelReason).toBe('wrong colour')
    const late = await counter.staff<Problem>('POST', '/hand-overs', { code, locationId: counter.places.main })
    expect([late.status, late.body.code]).toEqual([410, 'click-and-collect.cancelledCode'])
  })
})
