import { signMessage } from '@vitrine/core'
import { listingPublication } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, item, openStall, priced, stocked, WEBHOOK_SECRET } from './fixtures/stall.ts'

type Stall = Awaited<ReturnType<typeof openStall>>
let stall: Stall

beforeEach(async () => {
  stall = await openStall()
})
afterEach(() => stall.close())

const settings = { market: 'nl' }
const hives = { name: 'Hives and frames', attributes: [{ name: 'frame', required: true }] }
const inCategory = (category: string | null) => ({ product: { ...item('X').product, category } })
const map = (given: ReturnType<typeof item>, requirements?: typeof hives) =>
  stall.channel.listings?.map(given, { settings, requirements })

async function publish(key: string, changes: Parameters<typeof item>[1] = {}) {
  const shape = map(item(key, changes))
  return stall.channel.listings?.publish?.(stall.api, [listingPublication(shape, { key })])
}

async function sell(key: string) {
  await publish(key)
  await stall.channel.stock?.push(stall.api, [stocked(key, { quantity: 5, sequence: 1 })])
  await stall.channel.prices?.push(stall.api, [priced(key, 3_900)])
}

describe('a listing on Bazaar', () => {
  it('is live at once where nobody looks first, and is read back with its stock and price', async () => {
    expect(await publish('SMOKER-L')).toEqual([
      { key: 'SMOKER-L', outcome: 'live', externalId: expect.stringMatching(/^of_/), issues: [] },
    ])
    await sell('SMOKER-L')
    const [shown, gone] =
      (await stall.channel.listings?.observe?.read(stall.api, [entry('SMOKER-L'), entry('NONE')])) ?? []
    expect(shown).toMatchObject({ status: 'live', quantity: 5, price: 3_900, shape: map(item('SMOKER-L')) })
    expect(gone).toEqual({ key: 'NONE', status: 'missing' })
  })

  it('waits for its moderator with a receipt, and is live when the receipt says so', async () => {
    stall.sandbox.turn({ review: 60_000 })
    const [said] = (await publish('HIVE', { ...inCategory('hives'), attributes: { frame: 'Dadant' } })) ?? []
    expect(said).toMatchObject({ outcome: 'pending' })
    const receipt = said?.outcome === 'pending' ? said.receipt : ''
    expect(await stall.channel.receipts?.poll(stall.api, [receipt])).toEqual([{ receipt, status: 'working' }])
  })

  it('is told what a category wants before anything is sent', () => {
    expect(map(item('HIVE', inCategory('hives')), hives)).toEqual({
      issues: [
        {
          severity: 'error',
          code: 'MISSING_ATTRIBUTE',
          field: 'attributes.frame',
          message: 'Bazaar needs frame.',
        },
      ],
    })
    expect(map(item('X', inCategory(null)))).toMatchObject({ issues: [{ code: 'NO_CATEGORY' }] })
    expect(stall.account.exchanges).toEqual([])
  })

  it('is rejected with the field that is wrong', async () => {
    const said = await publish('BEES', inCategory('livestock'))
    expect(said).toMatchObject([
      { key: 'BEES', outcome: 'rejected', issues: [{ code: 'CATEGORY_CLOSED', field: 'category' }] },
    ])
  })

  it('is ended, and ending what is not there is no error', async () => {
    await sell('SMOKER-L')
    const said = await stall.channel.listings?.withdraw?.(stall.api, [entry('SMOKER-L'), entry('NONE')])
    expect(said?.map(({ outcome }) => outcome)).toEqual(['live', 'live'])
    expect(stall.sandbox.act.state({}).offers).toMatchObject([{ offerKey: 'SMOKER-L', status: 'ended' }])
  })

  it('is found page by page when it was there before', async () => {
    for (const key of ['A', 'B', 'C']) await sell(key)
    const page = await stall.channel.listings?.browse?.(stall.api, null)
    expect(page?.items.map(({ key }) => key)).toEqual(['A', 'B', 'C'])
    expect(page?.cursor).toBeNull()
  })
})

describe('stock on Bazaar', () => {
  it('is the newest that was told, in whatever order it arrives', async () => {
    await sell('SMOKER-L')
    const push = (quantity: number, sequence: number) =>
      stall.channel.stock?.push(stall.api, [stocked('SMOKER-L', { quantity, sequence })])
    await push(2, 9)
    expect(await push(7, 8)).toMatchObject([{ outcome: 'live' }])
    expect(stall.sandbox.act.state({}).offers).toMatchObject([{ quantity: 2, sequence: 9 }])
  })

  it('of an offer that is not there says so, that it may be made anew', async () => {
    const said = await stall.channel.stock?.push(stall.api, [stocked('NONE', { quantity: 1, sequence: 1 })])
    expect(said).toEqual([{ key: 'NONE', outcome: 'missing' }])
  })
})

describe('an order on Bazaar', () => {
  const pull = (cursor: string | null) => stall.channel.orders?.pull(stall.api, { cursor, since: 0 })
  const parse = (raw: unknown) => stall.channel.orders?.parse(raw, { settings })

  it('is pulled once for each change, and its money adds up', async () => {
    await sell('SMOKER-L')
    const placed = stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-L', quantity: 2 }] })
    const first = await pull(null)
    const [order] = first?.orders ?? []
    const parsed = parse(order?.raw)
    expect(parsed).toMatchObject({
      externalId: placed.id,
      status: 'open',
      total: 2 * 3_900 + 595,
      isTaxIncluded: true,
      lines: [{ externalId: 'l1', key: 'SMOKER-L', quantity: 2, unitPrice: 3_900, cancelled: 0 }],
      buyer: { name: 'Marta Kowalska' },
      address: { city: 'Kraków', country: 'PL' },
    })
    expect((await pull(first?.cursor ?? null))?.orders).toEqual([])
    stall.sandbox.act.cancelOrder({ orderId: placed.id })
    const [changed] = (await pull(first?.cursor ?? null))?.orders ?? []
    expect(parse(changed?.raw)).toMatchObject({ status: 'cancelled', lines: [{ cancelled: 2 }] })
    expect(stall.sandbox.act.state({}).offers).toMatchObject([{ quantity: 3 }])
  })

  it('of a masked buyer holds only what is known', async () => {
    await sell('SMOKER-L')
    const { id } = stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-L' }], masked: true })
    const parsed = parse(await stall.channel.orders?.read?.(stall.api, id))
    expect(parsed?.buyer).toEqual({ email: expect.stringMatching(/@buyers\.bazaar\.example$/), isMasked: true })
    expect(parsed?.address).toEqual({ city: 'Kraków', postalCode: '30-001', country: 'PL' })
  })

  it('begins again when its cursor is not taken', async () => {
    await expect(pull('nonsense')).rejects.toMatchObject({ failure: { kind: 'refused', code: 'INVALID_CURSOR' } })
  })

  it('is acknowledged, sent in parts once each, cancelled and refunded', async () => {
    await sell('SMOKER-L')
    const { id } = stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-L', quantity: 3 }] })
    const order = { orderId: 'ord_1', externalId: id }
    const line = { externalId: 'l1', key: 'SMOKER-L', quantity: 1 }
    const { acknowledge, ship, cancel, refund } = stall.channel.orders ?? {}
    const parcel = { carrier: 'DPD', trackingNumber: '1', trackingUrl: null, shippedAt: '2026-06-01T10:00:00Z' }
    const done = { outcome: 'done' }
    expect(await acknowledge?.(stall.api, { ...order, commandId: 'a' })).toEqual(done)
    const sent = { ...order, ...parcel, commandId: 's', fulfillmentId: 'ful_1', lines: [line] }
    expect(await ship?.(stall.api, sent)).toEqual(done)
    expect(await ship?.(stall.api, sent)).toEqual(done)
    expect(await cancel?.(stall.api, { ...order, commandId: 'c', lines: [line], reason: null })).toEqual(done)
    const back = { lines: [{ ...line, amount: 3_900 }], amount: 3_900, currency: 'EUR', reason: 'cancelled' }
    expect(await refund?.(stall.api, { ...order, ...back, commandId: 'r' })).toEqual(done)
    expect(stall.sandbox.act.state({}).orders).toMatchObject([
      {
        status: 'partially_shipped',
        sellerReference: 'ord_1',
        refunded: 3_900,
        lines: [{ shippedQuantity: 1, cancelledQuantity: 1 }],
      },
    ])
    const tooMuch = { ...sent, commandId: 's2', lines: [{ ...line, quantity: 2 }] }
    await expect(ship?.(stall.api, tooMuch)).rejects.toMatchObject({ failure: { code: 'QUANTITY_EXCEEDED' } })
  })
})

describe('a message of Bazaar', () => {
  const body = JSON.stringify({
    type: 'order.created',
    at: '2026-06-01T10:00:00Z',
    subject: { kind: 'order', id: 'bo_1' },
  })
  const request = (headers: Record<string, string>, url = 'https://shop.example.com/hooks/con_1') => ({
    method: 'POST',
    url,
    query: new URL(url).searchParams,
    headers: new Headers(headers),
    body: new TextEncoder().encode(body),
    text: body,
  })
  const verify = (headers: Record<string, string>) =>
    stall.channel.webhook?.verify(request(headers), { account: stall.account, api: stall.api })

  it('counts when its signature is right, fresh and made with our secret', () => {
    const at = Date.now()
    const signed = (secret: string, when: number) => signMessage(secret, { id: 'msg_1', at: when, body })
    expect(verify(signed(WEBHOOK_SECRET, at))).toBe(true)
    expect(verify(signed(`whsec_${btoa('another secret')}`, at))).toBe(false)
    expect(verify(signed(WEBHOOK_SECRET, at - 3_600_000))).toBe(false)
    expect(verify({})).toBe(false)
  })

  it('names the order to look at, by the id that repeats carry too', () => {
    expect(stall.channel.webhook?.parse(request({ 'webhook-id': 'msg_1' }))).toEqual([
      { id: 'msg_1', about: 'order', externalId: 'bo_1' },
    ])
  })

  it('is preceded by a question whether the address is ours', () => {
    const asked = request({}, 'https://shop.example.com/hooks/con_1?challenge=abc')
    expect(stall.channel.webhook?.challenge?.(asked, stall.account)).toEqual({ status: 200, body: 'abc' })
    expect(stall.channel.webhook?.challenge?.(request({}), stall.account)).toBeUndefined()
  })
})

describe('the connection to Bazaar', () => {
  it('tells the seller it belongs to', async () => {
    expect(await stall.channel.test?.(stall.api)).toEqual({ account: 'Seller bazaar-demo' })
  })

  it('with a wrong secret is refused, and the secret stays out of the message', async () => {
    const wrong = await openStall({ clientSecret: 'a wrong secret' })
    const asked = wrong.channel.test?.(wrong.api)
    await expect(asked).rejects.toMatchObject({ failure: { kind: 'auth', status: 401 } })
    await expect(asked).rejects.not.toThrow(/wrong secret/)
    await wrong.close()
  })
})
