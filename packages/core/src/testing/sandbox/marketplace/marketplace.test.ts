import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifySigned } from '../../../payments/index.ts'
import { type Listener, listenForHooks } from '../fixtures/listener.ts'
import { type MarketplaceSandbox, marketplaceSandbox } from './index.ts'

let sandbox: MarketplaceSandbox
let shop: Listener
let token: string
/** How far the sandbox's clock is ahead. */
let ahead = 0
beforeEach(async () => {
  ahead = 0
  sandbox = await marketplaceSandbox({
    seed: 3,
    now: () => Date.now() + ahead,
    clients: { 'bazaar-demo': 'secret', other: 'other secret' },
  })
  shop = await listenForHooks()
  token = await tokenFor('bazaar-demo', 'secret')
})
afterEach(async () => {
  await sandbox.stop()
  await shop.stop()
})

async function tokenFor(client_id: string, client_secret: string) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
  const answer = await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const all = {
    authorization: `Bearer ${token}`,
    'bazaar-market': 'nl',
    'content-type': 'application/json',
    ...headers,
  }
  const init = body === undefined ? { headers: all } : { method: 'POST', headers: all, body: JSON.stringify(body) }
  const answer = await fetch(`${sandbox.url}/v1${path}`, init)
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown> & { error: Record<string, unknown> },
  }
}

const offer = {
  offerKey: 'A',
  title: 'Smoker',
  description: '',
  brand: null,
  ean: null,
  category: 'tools',
  pictures: ['https://shop.example.com/a.jpg'],
  attributes: {},
  url: null,
}
const honey = { ...offer, offerKey: 'H', category: 'food', attributes: { net_weight: '500', unit: 'g' } }

async function sell(...offers: object[]) {
  const listed = await ask('/offers/batch', { offers })
  const keys = offers.map((one) => (one as typeof offer).offerKey)
  await ask('/stock/batch', { items: keys.map((offerKey) => ({ offerKey, quantity: 5, sequence: 1 })) })
  await ask('/prices/batch', {
    items: keys.map((offerKey) => ({ offerKey, price: 3_900, compareAt: null, currency: 'EUR' })),
  })
  return listed.body.results as { status: string; submissionId?: string; issues: { code: string }[] }[]
}

describe('the contract of the marketplace sandbox', () => {
  it('refuses tokens that are unknown or old, and markets that are none', async () => {
    expect(await ask('/account', undefined, { 'bazaar-market': 'xx' })).toMatchObject({
      status: 400,
      body: { error: { code: 'UNKNOWN_MARKET' } },
    })
    sandbox.act.revokeTokens({})
    expect(await ask('/account')).toMatchObject({ status: 401, body: { error: { code: 'TOKEN_UNKNOWN' } } })
    let clock = Date.UTC(2026, 5, 1)
    const short = await marketplaceSandbox({ tokenLife: 60, now: () => clock })
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'bazaar-demo',
      client_secret: 'bazaar-demo-secret',
    })
    const given = (await (await fetch(`${short.url}/oauth/token`, { method: 'POST', body })).json()) as {
      access_token: string
      expires_in: number
    }
    expect(given.expires_in).toBe(60)
    clock += 60_000
    const late = await fetch(`${short.url}/v1/account`, {
      headers: { authorization: `Bearer ${given.access_token}`, 'bazaar-market': 'nl' },
    })
    expect(await late.json()).toMatchObject({ error: { code: 'TOKEN_EXPIRED' } })
    await short.stop()
  })

  it.each([
    ['an unknown field', { offers: [{ ...offer, colour: 'red' }] }, 'offers.0.colour'],
    ['a wrong type', { offers: [{ ...offer, title: 7 }] }, 'offers.0.title'],
    ['a missing field', { offers: [{ ...offer, url: undefined }] }, 'offers.0.url'],
    ['no offer at all', { offers: [] }, 'offers'],
  ])('refuses %s, and names it', async (_, body, field) => {
    expect(await ask('/offers/batch', body)).toMatchObject({
      status: 400,
      body: { error: { code: 'VALIDATION_FAILED', fields: [{ field }] } },
    })
    expect(sandbox.act.state({}).offers).toEqual([])
  })

  it('refuses batches that are too large, keys that stand twice, queries that it does not know, and other types', async () => {
    const many = Array.from({ length: 51 }, (_, at) => ({ ...offer, offerKey: `A${at}` }))
    expect((await ask('/offers/batch', { offers: many })).status).toBe(413)
    expect((await ask('/offers/batch', { offers: [offer, offer] })).body.error.code).toBe('DUPLICATE_KEY')
    expect((await ask('/orders?page=2')).status).toBe(400)
    expect((await ask('/offers/batch', {}, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await ask('/nothing')).body.error.code).toBe('NO_SUCH_CALL')
  })

  it('keeps sellers and markets apart', async () => {
    await sell(offer)
    expect((await ask('/offers')).body.offers).toHaveLength(1)
    expect((await ask('/offers', undefined, { 'bazaar-market': 'pl' })).body.offers).toEqual([])
    token = await tokenFor('other', 'other secret')
    expect((await ask('/offers')).body.offers).toEqual([])
    expect(() => sandbox.act.state({})).toThrow('name client and market')
  })
})

describe('moderation', () => {
  it('shows an offer only when somebody looked, and rejects what promises to heal', async () => {
    sandbox.turn({ review: 60_000 })
    const [good, bad] = await sell(honey, { ...honey, offerKey: 'B', description: 'It heals.' })
    expect([good?.status, bad?.status]).toEqual(['pending', 'pending'])
    expect(() => sandbox.act.placeOrder({ lines: [{ offerKey: 'H' }] })).toThrow('pending')
    const submission = async () =>
      ((await ask(`/submissions?ids=${good?.submissionId}`)).body.submissions as { status: string }[])[0]
    expect((await submission())?.status).toBe('working')
    ahead = 60_000
    expect(await submission()).toMatchObject({
      results: [
        { offerKey: 'H', status: 'live' },
        { offerKey: 'B', status: 'rejected', issues: [{ code: 'HEALTH_CLAIM', field: 'description' }] },
      ],
    })
    expect(sandbox.act.placeOrder({ lines: [{ offerKey: 'H' }] }).status).toBe('open')
  })

  it('follows the rules of the knobs, by category and by word', async () => {
    sandbox.turn({
      rejections: [{ category: 'tools', word: 'smoker', code: 'NO_SMOKE', message: 'No smoke.', field: 'title' }],
    })
    const results = await sell(offer, { ...offer, offerKey: 'T', title: 'Hive tool' })
    expect(results).toMatchObject([{ status: 'rejected', issues: [{ code: 'NO_SMOKE' }] }, { status: 'live' }])
  })

  it('takes the same offer again without another look', async () => {
    await sell(honey)
    await expect.poll(() => sandbox.act.state({}).offers[0]?.status).toBe('live')
    expect((await sell(honey))[0]?.status).toBe('live')
  })
})

describe('orders of the marketplace', () => {
  beforeEach(() => sell(offer))

  it('sell what the marketplace shows, whatever the shop has', async () => {
    sandbox.act.placeOrder({ lines: [{ offerKey: 'A', quantity: 5 }] })
    expect(sandbox.act.state({}).offers[0]?.quantity).toBe(0)
    expect(() => sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }] })).toThrow('live with 0')
    await ask('/stock/batch', { items: [{ offerKey: 'A', quantity: 1, sequence: 2 }] })
    expect(sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }] }).status).toBe('open')
  })

  it('add up to the cent, with fees and what is paid out', () => {
    const { lines, shipping, total, fees, settlement } = sandbox.act.placeOrder({
      lines: [
        { offerKey: 'A', quantity: 2, discount: 333 },
        { offerKey: 'FOREIGN', unitPrice: 101 },
      ],
      shipping: 449,
    })
    const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity - line.discount, 0)
    expect(total).toBe(goods + shipping.price)
    expect(settlement.amount).toBe(total - fees.reduce((sum, { amount }) => sum + amount, 0))
    expect(lines[0]?.tax).toBe(Math.round((7_467 * 21) / 121))
  })

  it('come in pages as small and as repetitive as the knobs say', async () => {
    const ids = [1, 2, 3].map(() => sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }] }).id)
    sandbox.turn({ pages: { size: 1, repeated: 1 } })
    const seen: string[][] = []
    for (let cursor: string | undefined, isMore = true; isMore; ) {
      const { body } = await ask(cursor === undefined ? '/orders' : `/orders?after=${cursor}`)
      seen.push((body.orders as { id: string }[]).map(({ id }) => id))
      cursor = body.next as string
      isMore = body.more as boolean
    }
    expect(seen).toEqual([[ids[0]], [ids[0], ids[1]], [ids[1], ids[2]]])
  })

  it('may be edited and cancelled by their buyers, each time with a greater version', async () => {
    const { id } = sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }] })
    const edited = sandbox.act.editOrder({ orderId: id, lines: [{ lineId: 'l1', quantity: 3 }], line1: 'ul. Nowa 1' })
    expect(edited).toMatchObject({ version: 2, total: 3 * 3_900 + 595, address: { line1: 'ul. Nowa 1' } })
    expect(sandbox.act.state({}).offers[0]?.quantity).toBe(2)
    expect(sandbox.act.cancelOrder({ orderId: id })).toMatchObject({ version: 3, status: 'cancelled' })
    expect(await ask(`/orders/${id}/acknowledge`, { sellerReference: 'x' }, { 'idempotency-key': 'k' })).toMatchObject({
      status: 409,
      body: { error: { code: 'ORDER_CANCELLED' } },
    })
  })

  it('are over when what is left of them was cancelled', () => {
    const { id } = sandbox.act.placeOrder({ lines: [{ offerKey: 'A', quantity: 3 }] })
    sandbox.act.cancelOrder({ orderId: id, lines: [{ lineId: 'l1', quantity: 2 }] })
    expect(sandbox.act.editOrder({ orderId: id, lines: [{ lineId: 'l1', quantity: 2 }] }).status).toBe('cancelled')
  })

  it('cannot be acted on before they are paid', async () => {
    const { id } = sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }], pending: true })
    const acknowledge = (key: string) =>
      ask(`/orders/${id}/acknowledge`, { sellerReference: 'x' }, { 'idempotency-key': key })
    expect((await acknowledge('1')).body.error.code).toBe('ORDER_PENDING')
    sandbox.act.payOrder({ orderId: id })
    expect((await acknowledge('1')).body).toMatchObject({ status: 'acknowledged', payment: 'paid' })
  })

  it('take a command once for its key, and never more than there is', async () => {
    const { id } = sandbox.act.placeOrder({ lines: [{ offerKey: 'A', quantity: 2 }] })
    const parcel = { carrier: null, trackingNumber: null, trackingUrl: null, shippedAt: '2026-06-01T10:00:00Z' }
    const send = (quantity: number, key?: string) =>
      ask(
        `/orders/${id}/shipments`,
        { ...parcel, lines: [{ lineId: 'l1', quantity }] },
        key === undefined ? {} : { 'idempotency-key': key },
      )
    expect((await send(1)).body.error.code).toBe('IDEMPOTENCY_KEY_REQUIRED')
    const first = await send(1, 'a')
    expect(await send(1, 'a')).toEqual(first)
    expect((await send(2, 'a')).body.error.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect((await send(2, 'b')).body.error.code).toBe('QUANTITY_EXCEEDED')
    expect((await send(1, 'c')).status).toBe(200)
    expect(sandbox.act.state({}).orders).toMatchObject([{ status: 'shipped', lines: [{ shippedQuantity: 2 }] }])
    const refund = (amount: number, key: string) =>
      ask(`/orders/${id}/refunds`, { lines: [], amount, currency: 'EUR', reason: null }, { 'idempotency-key': key })
    expect((await refund(8_395, 'r')).status).toBe(200)
    expect((await refund(1, 's')).body.error.code).toBe('REFUND_EXCEEDS_TOTAL')
  })

  it('come page by page in the order of their changes; a cursor from nowhere is refused', async () => {
    const ids = [1, 2, 3].map(() => sandbox.act.placeOrder({ lines: [{ offerKey: 'A' }] }).id)
    const page = async (query: string) =>
      (await ask(`/orders?${query}`)).body as unknown as { orders: { id: string }[]; next: string; more: boolean }
    const first = await page('limit=2')
    expect([first.orders.map(({ id }) => id), first.more]).toEqual([ids.slice(0, 2), true])
    sandbox.act.cancelOrder({ orderId: ids[0] ?? '' })
    expect((await page(`after=${first.next}`)).orders.map(({ id }) => id)).toEqual([ids[2], ids[0]])
    for (const cursor of ['x', Buffer.from('c9999').toString('base64url')])
      expect((await ask(`/orders?after=${cursor}`)).body.error.code).toBe('INVALID_CURSOR')
  })
})

describe('messages of the marketplace', () => {
  const secret = `whsec_${Buffer.from('a secret of the shop').toString('base64')}`
  beforeEach(() => sell(offer))
  const order = () => sandbox.act.placeOrder({ lines: [{ offerKey: 'A', unitPrice: 100 }] })
  const hook = () => sandbox.act.setHook({ url: `${shop.url}/hooks/con_1`, secret })
  const isSigned = ({ body, headers }: { body: string; headers: object }) =>
    verifySigned(secret, { body, headers: new Headers(headers as Record<string, string>) }, Date.now()) !== null

  it('are signed, and tried again with the same id until they are taken', async () => {
    await hook()
    shop.answerWith(500, 503)
    const { id } = order()
    const heard = await shop.heard(3)
    expect(heard.map(isSigned)).toEqual([true, true, true])
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ type: 'order.created', subject: { kind: 'order', id } })
    await sandbox.settle()
    expect(sandbox.deliveries()).toMatchObject([{ state: 'delivered', tries: [500, 503, 202] }])
  })

  it('go nowhere that does not answer the challenge', async () => {
    await expect(sandbox.act.setHook({ url: `${sandbox.url}/sandbox/knobs`, secret })).rejects.toThrow(
      'not the challenge',
    )
  })

  it('come twice, with wrong signatures, late, or never, as the knobs say', async () => {
    await hook()
    sandbox.turn({ hooks: { duplicate: 1 } })
    order()
    const [one, two] = await shop.heard(2)
    expect(one?.headers['webhook-id']).toBe(two?.headers['webhook-id'])
    sandbox.turn({ hooks: { forged: 1 } })
    shop.answerWith(401)
    order()
    expect((await shop.heard(4)).slice(2).map(isSigned)).toEqual([false, true])
    sandbox.turn({ hooks: { lost: 1 } })
    order()
    expect(sandbox.deliveries().at(-1)?.state).toBe('lost')
    sandbox.turn({ hooks: { late: 1, lateBy: 60 } })
    const before = performance.now()
    order()
    await shop.heard(5)
    expect(performance.now() - before).toBeGreaterThanOrEqual(55)
  })

  it('come again when they are replayed, and in floods of any kind', async () => {
    await hook()
    order()
    const [first] = await shop.heard(1)
    sandbox.replay(String(first?.headers['webhook-id']))
    expect((await shop.heard(2))[1]?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(() => sandbox.replay('msg_none')).toThrow('No message msg_none')
    sandbox.act.sendMessage({ type: 'seller.birthday', subject: { kind: 'cake' }, count: 20 })
    const flood = (await shop.heard(22)).slice(2)
    expect(new Set(flood.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
  })

  it('are dated by a clock that may be wrong', async () => {
    await hook()
    sandbox.turn({ skew: -3_600_000 })
    order()
    const [told] = await shop.heard(1)
    expect(told === undefined || isSigned(told)).toBe(false)
  })

  it('overtake each other', async () => {
    await hook()
    sandbox.turn({ hooks: { reordered: 1 } })
    const first = order().id
    sandbox.turn({ hooks: {} })
    const second = order().id
    const heard = await shop.heard(2)
    expect(heard.map(({ body }) => JSON.parse(body).subject.id)).toEqual([second, first])
  })
})
