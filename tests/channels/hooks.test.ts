import { signMessage } from '@vitrine/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOOK_SECRET, openTradingStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
let url: string
beforeEach(async () => {
  stall = await openTradingStall()
  url = await stall.listen()
})
afterEach(() => stall.close())

const veil = { lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] }
const stored = async () => Number((await stall.rows('select count(*) from channel_hooks'))[0]?.[0])

function send(body: string, { secret = HOOK_SECRET, id = 'msg_by_hand' } = {}) {
  const headers = { 'content-type': 'application/json', ...signMessage(secret, { id, at: Date.now(), body }) }
  return fetch(url, { method: 'POST', headers, body })
}
const hint = (kind: 'order' | 'offer', id: string) => JSON.stringify({ subject: { kind, id } })

describe('a message of a platform', () => {
  it('brings its order at once: the order is read from the platform, whatever the message says', async () => {
    const { id } = stall.sandbox.act.placeOrder(veil)
    await stall.settle()
    expect(await stall.book()).toMatchObject([{ external: { id }, paymentStatus: 'paid' }])
    expect(stall.sandbox.calls({ path: `/v1/orders/${id}` })).not.toEqual([])
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(23)
  })

  it('is heard once, however often it is sent', async () => {
    const order = stall.sandbox.act.placeOrder(veil)
    await stall.settle()
    const before = await stored()
    const answers = await Promise.all([1, 2, 3].map(() => send(hint('order', order.id))))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(await stored()).toBe(before + 1)
    await stall.settle()
    expect(await stall.book()).toHaveLength(1)
  })

  it('is refused and leaves nothing when it is not signed by the platform, and a flood of such stops no good one', async () => {
    const secret = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`
    const before = await stored()
    const flood = await Promise.all(Array.from({ length: 200 }, (_, at) => send(hint('order', `x${at}`), { secret })))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([401]))
    expect(await flood[0]?.json()).toMatchObject({ code: 'channels.badSignature' })
    expect(await stored()).toBe(before)
    expect(await stall.rows("select count(*) from channel_runs where lane = 'hooks' and trigger = 'hook'")).toEqual([
      [0],
    ])
    expect((await send(hint('order', 'bo_unknown'))).status).toBe(202)
  })

  it('is answered 404 for a connection that does not exist, and 413 when it is no hint but a book', async () => {
    expect((await fetch(`${url}x`, { method: 'POST', body: '{}' })).status).toBe(404)
    expect((await send('x'.repeat(1_100_000))).status).toBe(413)
  })

  it('that is signed and makes no sense is kept and means nothing', async () => {
    const before = await stored()
    expect((await send('not json at all', { id: 'msg_odd' })).status).toBe(202)
    await stall.settle()
    expect(await stored()).toBe(before + 1)
    expect(
      await stall.rows(
        "select about, body, handled_at is null from channel_hooks where message_id <> '' and body = 'not json at all'",
      ),
    ).toEqual([['nothing', 'not json at all', 0]])
  })

  it('about an offer makes the shop look at it, and set it right', async () => {
    stall.sandbox.act.editItem({ offerKey: 'VEIL-ONE', title: 'Somebody else was here' })
    await stall.settle()
    await expect.poll(() => stall.offer('VEIL-ONE')?.title, { timeout: 10_000 }).not.toBe('Somebody else was here')
  })

  it('that comes in a pause is kept, and made something of when the connection goes on', async () => {
    const params = { id: stall.id }
    await stall.channels.pause({ params })
    stall.sandbox.act.placeOrder(veil)
    await stall.settle()
    expect(await stall.book()).toEqual([])
    expect(await stored()).toBeGreaterThan(0)
    await stall.channels.resume({ params })
    await stall.idle()
    expect(await stall.book()).toHaveLength(1)
  })

  it('that is early is not lost: an order that the platform does not show yet is asked for again', async () => {
    stall.sandbox.turn({ staleness: 1_500 })
    stall.sandbox.act.placeOrder(veil)
    await expect.poll(stall.book, { timeout: 15_000 }).toHaveLength(1)
  })

  it('whose order comes in half is not made something of: the order is asked for again', async () => {
    stall.sandbox.turn({ faults: [{ on: 'GET /v1/orders/*', times: 1, fault: { answer: 'truncated' } }] })
    stall.sandbox.act.placeOrder(veil)
    await stall.settle()
    expect(await stall.rows('select count(*) from channel_orders')).toEqual([[0]])
    await expect.poll(stall.book, { timeout: 15_000 }).toHaveLength(1)
    expect(await stall.rows('select status from channel_orders')).toEqual([['applied']])
  })
})

it('a paused or live connection answers the question of the platform whether the address is ours', async () => {
  await stall.channels.pause({ params: { id: stall.id } })
  const asked = await fetch(`${url}?challenge=abc`)
  expect([asked.status, await asked.text()]).toEqual([200, 'abc'])
  expect((await fetch(url)).status).toBe(401)
})
