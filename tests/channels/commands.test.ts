import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTradingStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openTradingStall()
})
afterEach(() => stall.close())

const two = { lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] }
const admin = () => stall.shop.commerce.call.admin

async function sold(order: Parameters<Stall['sandbox']['act']['placeOrder']>[0] = two) {
  const { id } = stall.sandbox.act.placeOrder(order)
  await stall.pull()
  const ours = (await stall.book()).find((one) => one.external?.id === id)
  return { id, orderId: ours?.id ?? '', lineIds: ours?.lines.map((line) => line.id) ?? [] }
}
const theirs = (id: string) => stall.sandbox.act.state({}).orders.find((order) => order.id === id)
const posts = (path: string) => stall.sandbox.calls({ method: 'POST' }).filter((call) => call.path.endsWith(path))
const commands = async () => (await admin().channels.commands({ params: { id: stall.id }, query: {} })).items.reverse()
const told = async () => (await commands()).map(({ kind, status }) => `${kind} ${status}`)
const intakeId = async () => String((await stall.rows('select id from channel_orders'))[0]?.[0])
const fault = (on: string, given: object, times = 1) =>
  stall.sandbox.turn({ faults: [{ on, times, fault: given as never }] })

/** The seller himself, on the platform's own pages. */
async function asSeller(path: string, body: object): Promise<void> {
  const { url } = stall.sandbox
  const form = { grant_type: 'client_credentials', client_id: 'bazaar-demo', client_secret: 'bazaar-demo-secret' }
  const granted = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  const headers = {
    authorization: `Bearer ${token}`,
    'bazaar-market': 'nl',
    'content-type': 'application/json',
    'idempotency-key': 'by-hand',
  }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBeLessThan(300)
}

describe('the marketplace is told', () => {
  it('that an order is in the book, that it was sent, and with which number', async () => {
    const { id, orderId } = await sold()
    expect(theirs(id)).toMatchObject({ status: 'acknowledged', sellerReference: orderId })
    await stall.ship(orderId)
    expect(theirs(id)).toMatchObject({ status: 'shipped', lines: [{ shippedQuantity: 2 }] })
    expect(JSON.parse(posts('/shipments')[0]?.body ?? '')).toMatchObject({
      carrier: 'PostNL',
      trackingNumber: '3SDEVC',
    })
    expect(await told()).toEqual(['acknowledge done', 'ship done'])
    const { timeline } = await admin().orders.get({ params: { id: orderId } })
    expect(timeline.filter(({ kind }) => kind === 'channels/told').map(({ data }) => data.about)).toEqual([
      'ship',
      'acknowledge',
    ])
  })

  it('what staff cancel, and gives the money back; what it cancelled itself is not told back', async () => {
    const { id, orderId, lineIds } = await sold()
    const [lineId = ''] = lineIds
    await admin().orders.cancel({ params: { id: orderId }, body: { reason: 'torn', lines: [{ lineId, quantity: 1 }] } })
    await stall.idle()
    await stall.idle()
    expect(theirs(id)).toMatchObject({ lines: [{ cancelledQuantity: 1 }] })
    stall.sandbox.act.cancelOrder({ orderId: id })
    await stall.pull()
    const order = await admin().orders.get({ params: { id: orderId } })
    expect(order).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', money: { due: { amount: 0 } } })
    expect(posts('/cancel')).toHaveLength(1)
    expect(await told()).toEqual(['acknowledge done', 'cancel done', 'cancel done'])
  })

  it('to give money back, never more than it took', async () => {
    const { id, orderId, lineIds } = await sold()
    const params = { id: await intakeId() }
    const lines = [{ lineId: lineIds[0] ?? '', quantity: 1, amount: 500 }]
    const asked = await admin().channels.refundOrder({ params, body: { amount: 500, lines, reason: 'scratched' } })
    expect(asked).toMatchObject({ kind: 'refund', status: 'waiting' })
    const rest = 2 * 1_450 + 595 - 500
    await expect(admin().channels.refundOrder({ params, body: { amount: rest + 1 } })).rejects.toMatchObject({
      code: 'channels.notRefundable',
    })
    await stall.idle()
    await stall.idle()
    expect(theirs(id)).toMatchObject({ refunded: 500 })
    expect(await admin().orders.get({ params: { id: orderId } })).toMatchObject({
      paymentStatus: 'partially_refunded',
      money: { refunded: { amount: 500 } },
    })
    expect(await told()).toEqual(['acknowledge done', 'refund done'])
  })
})

describe('when the marketplace does not answer', () => {
  it.each([
    { answer: 'reset', isApplied: true },
    { answer: 'reset', isApplied: false },
    { answer: 'truncated' },
    { answer: 'status', status: 500, isApplied: true },
    { answer: 'html', isApplied: false },
  ])('to a shipment (%j) it is told in the end, and once', async (given) => {
    const { id, orderId } = await sold()
    fault('POST /v1/orders/*', given)
    await stall.ship(orderId, 1)
    await stall.hurry()
    await stall.hurry()
    expect(theirs(id)?.lines).toMatchObject([{ shippedQuantity: 1 }])
    expect(await told()).toEqual(['acknowledge done', 'ship done'])
  })

  it('what is told after it waits, and one order does not keep another waiting', async () => {
    fault('POST /v1/orders/*', { answer: 'status', status: 503 })
    const first = await sold()
    await stall.ship(first.orderId)
    expect(await told()).toEqual(['acknowledge waiting', 'ship waiting'])
    const second = await sold()
    expect(theirs(second.id)).toMatchObject({ status: 'acknowledged' })
    await stall.hurry()
    expect(await told()).toEqual(['acknowledge done', 'ship done', 'acknowledge done'])
    expect(posts(`${first.id}/acknowledge`).at(-1)?.number).toBeLessThan(posts('/shipments')[0]?.number ?? 0)
  })

  it('it is read back before it is told again: what it shows as sent is not sent again', async () => {
    const { id, orderId } = await sold()
    const [{ lineId = '' } = {}] = theirs(id)?.lines ?? []
    fault('POST /v1/orders/*', { answer: 'reset' })
    await stall.ship(orderId)
    expect(await told()).toEqual(['acknowledge done', 'ship waiting'])
    const before = posts('/shipments').length
    const body = { lines: [{ lineId, quantity: 2 }], carrier: null, trackingNumber: null, trackingUrl: null }
    await asSeller(`/v1/orders/${id}/shipments`, { ...body, shippedAt: new Date().toISOString() })
    // What a process leaves that dies in the middle of a call.
    await stall.shop.commerce.core.db.batch([{ sql: 'update channel_commands set asked_at = 1', args: [] }])
    await stall.hurry()
    expect(theirs(id)?.status).toBe('shipped')
    expect(posts('/shipments')).toHaveLength(before + 1)
    expect(await told()).toEqual(['acknowledge done', 'ship done'])
  })
})

describe('what the marketplace refuses', () => {
  const refused = { answer: 'status', status: 422, code: 'BAD_TRACKING' }

  it('waits for a person, who puts it right', async () => {
    const { id, orderId } = await sold()
    fault('POST /v1/orders/*', refused)
    await stall.ship(orderId)
    const [, shipment] = await commands()
    expect(shipment).toMatchObject({ kind: 'ship', status: 'refused', outcome: { issues: [{ code: 'BAD_TRACKING' }] } })
    expect((await admin().plugins.get({ params: { id: 'bazaar' } })).actionItems).toContainEqual(
      expect.objectContaining({ id: `dead-commands/${stall.id}`, count: 1 }),
    )
    const params = { id: shipment?.id ?? '' }
    await admin().channels.editCommand({ params, body: { trackingNumber: 'JVGL1', reason: 'none' } })
    await stall.idle()
    await stall.idle()
    expect(await told()).toEqual(['acknowledge done', 'ship done'])
    expect(JSON.parse(posts('/shipments').at(-1)?.body ?? '')).toMatchObject({ trackingNumber: 'JVGL1' })
    expect(theirs(id)?.status).toBe('shipped')
    await expect(admin().channels.retryCommand({ params })).rejects.toMatchObject({ code: 'channels.commandDone' })
  })

  it('may be told again as it was, or skipped with a reason; both are written down', async () => {
    const { orderId } = await sold()
    fault('POST /v1/orders/*', refused, 2)
    await stall.ship(orderId)
    const params = { id: (await commands())[1]?.id ?? '' }
    await admin().channels.retryCommand({ params })
    await stall.idle()
    await stall.idle()
    expect(await told()).toEqual(['acknowledge done', 'ship refused'])
    const skipped = await admin().channels.skipCommand({ params, body: { reason: 'sent by hand' } })
    expect(skipped).toMatchObject({ status: 'skipped', outcome: { reason: 'sent by hand' } })
    const actions = await stall.rows(
      "select action from audit_log where action like 'channels.%Command' order by at, id",
    )
    expect(actions.flat()).toEqual(['channels.retryCommand', 'channels.skipCommand'])
  })

  it('after many tries is given up, and a person is asked', async () => {
    const { orderId } = await sold()
    fault('POST /v1/orders/*', { answer: 'status', status: 503 }, 100)
    await stall.ship(orderId)
    await stall.shop.commerce.core.db.batch([
      { sql: "update channel_commands set tries = 19 where kind = 'ship'", args: [] },
    ])
    await stall.hurry()
    expect(await told()).toEqual(['acknowledge done', 'ship failed'])
  })
})

describe('staff', () => {
  it('see what came, what is wrong with it and what was told, and say what the marketplace means by a key', async () => {
    const { id } = await sold({ lines: [{ offerKey: 'VEIL-OLD', unitPrice: 900 }] })
    const { items } = await admin().channels.orders({ params: { id: stall.id }, query: { status: 'parked' } })
    expect(items).toMatchObject([
      { externalId: id, orderId: null, issue: { code: 'unknown_item', subject: 'VEIL-OLD' } },
    ])
    expect((await admin().plugins.get({ params: { id: 'bazaar' } })).actionItems).toContainEqual(
      expect.objectContaining({ id: `parked-orders/${stall.id}`, count: 1 }),
    )
    const params = { id: items[0]?.id ?? '' }
    await expect(
      admin().channels.mapItem({ params, body: { key: 'VEIL-OLD', variant: 'NO-SUCH' } }),
    ).rejects.toMatchObject({
      code: 'channels.unknownVariant',
    })
    await admin().channels.mapItem({ params, body: { key: 'VEIL-OLD', variant: 'VEIL-ONE' } })
    await stall.idle()
    await stall.idle()
    const seen = await admin().channels.order({ params })
    expect(seen).toMatchObject({
      status: 'applied',
      issue: null,
      raw: { id },
      commands: [{ kind: 'acknowledge', status: 'done' }],
    })
    expect(seen.fees.length).toBeGreaterThan(0)
    expect((await stall.book())[0]?.lines).toMatchObject([{ sku: 'VEIL-ONE' }])
  })

  it('take in again what is parked, all with the same issue', async () => {
    await sold({ lines: [{ offerKey: 'A-1', unitPrice: 900 }] })
    await sold({ lines: [{ offerKey: 'B-1', unitPrice: 900 }] })
    const params = { id: stall.id }
    expect(await admin().channels.retryOrders({ params, body: { code: 'refused' } })).toEqual({ orders: 0 })
    await admin().channels.retryOrders({ params, body: { code: 'unknown_item' } })
    await stall.idle()
    expect(await stall.rows('select dirty, done, status from channel_orders')).toEqual([
      [2, 2, 'parked'],
      [2, 2, 'parked'],
    ])
  })
})
