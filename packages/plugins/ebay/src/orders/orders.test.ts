import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { type OpenEbay, openEbay, publicationOf, single } from '../fixtures/open-ebay.ts'
import { publish } from '../inventory/publish.ts'
import { writeCursor } from './cursor.ts'
import { parseOrder } from './parse.ts'
import { pullOrders, readOrder } from './pull.ts'
import { refund } from './refund.ts'
import { givenBack, pollRefunds } from './refunds.ts'
import { ship } from './ship.ts'

let ebay: OpenEbay
afterEach(() => ebay.close())

const MINUTE = 60_000
const buy = (more: object = {}) =>
  ebay.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-SMALL', unitPrice: 2900, quantity: 2 }], ...more }) as {
    readonly orderId: string
    readonly lineItems: readonly { readonly lineItemId: string }[]
  }
const parsed = async (orderId: string) => parseOrder(await readOrder(ebay.api, orderId), { settings: ebay.settings })

async function pullAll(cursor: string | null) {
  const ids: string[] = []
  for (let at = cursor; ; ) {
    const page = await pullOrders(ebay.api, { cursor: at, since: ebay.api.now() - 60 * MINUTE })
    ids.push(...page.orders.map(({ externalId }) => externalId))
    at = page.cursor
    if (!page.isMore) return { ids, cursor: at }
  }
}

describe('orders that are pulled', () => {
  it('come once by the time of their last change, with an overlap', async () => {
    ebay = await openEbay()
    const { orderId } = buy()
    const first = await pullAll(null)
    expect(first.ids).toEqual([orderId])
    ebay.later(MINUTE)
    const second = buy().orderId
    expect((await pullAll(first.cursor)).ids).toEqual([orderId, second])
    ebay.later(30 * MINUTE)
    const later = await pullAll(null)
    ebay.later(30 * MINUTE)
    expect((await pullAll(later.cursor)).ids).toEqual([])
  })

  it('come page by page, and none is missed when one changes meanwhile', async () => {
    ebay = await openEbay()
    const all = Array.from({ length: 205 }, () => {
      ebay.later(1)
      return buy().orderId
    })
    const page = await pullOrders(ebay.api, { cursor: null, since: ebay.api.now() - 60 * MINUTE })
    expect([page.orders.length, page.isMore]).toEqual([200, true])
    ebay.later(1_000)
    for (const orderId of all.slice(0, 3)) ebay.sandbox.act.editOrder({ orderId, line1: 'ul. Miodowa 1' })
    const rest = await pullAll(page.cursor)
    expect(new Set([...page.orders.map(({ externalId }) => externalId), ...rest.ids]).size).toBe(205)
    expect((await pullAll(rest.cursor)).ids).toEqual(expect.arrayContaining(all.slice(0, 3)))
  })

  it.each(['', 'tomorrow', '{"from":1}', '1.99999999999999', '1.1767225600000.9999999999999.0.0'])(
    'refuse the cursor %j, so that reading begins again',
    async (cursor) => {
      ebay = await openEbay()
      await expect(pullOrders(ebay.api, { cursor, since: 0 })).rejects.toMatchObject({
        failure: { kind: 'refused', code: 'cursor' },
      })
    },
  )

  it('are asked for within what eBay allows, from however long ago', async () => {
    ebay = await openEbay()
    await pullOrders(ebay.api, { cursor: null, since: 0 })
    const old = writeCursor({ from: 1_000_000_000_000, page: null })
    await pullOrders(ebay.api, { cursor: old, since: 0 })
    const asked = ebay.account.exchanges.map(({ url }) => new URL(url).searchParams.get('filter') ?? '')
    const starts = asked.map((filter) => Date.parse(/\[(.+?)\.\./.exec(filter)?.[1] ?? ''))
    expect(starts.every((start) => start > ebay.api.now() - 730 * 24 * 60 * MINUTE)).toBe(true)
  })
})

describe('an order that is read', () => {
  it('is told to the cent: goods, discount, delivery, fee, what eBay pays out', async () => {
    ebay = await openEbay()
    const { orderId, lineItems } = buy({
      lines: [{ offerKey: 'SMOKER-SMALL', unitPrice: 2900, quantity: 2, discount: 501 }],
    })
    expect(await parsed(orderId)).toMatchObject({
      externalId: orderId,
      status: 'open',
      payment: 'paid',
      currency: 'EUR',
      isTaxIncluded: true,
      lines: [
        { externalId: lineItems[0]?.lineItemId, key: 'SMOKER-SMALL', quantity: 2, unitPrice: 2900, discount: 501 },
      ],
      shipping: { name: 'DE_DHLPaket', price: 595 },
      total: 2 * 2900 - 501 + 595,
      delivery: 'shipping',
      buyer: { name: 'Marta Kowalska', email: 'marta.kowalska@example.com', isMasked: false },
      address: { line1: 'ul. Lipowa 4', city: 'Kraków', country: 'PL' },
      fees: [{ kind: 'marketplace', amount: 618 }],
      settlement: { amount: 5894 - 618 },
    })
  })

  it('keeps taxes that eBay collects apart, and the parts add up', async () => {
    ebay = await openEbay()
    const { orderId } = buy({ lines: [{ offerKey: 'SMOKER-SMALL', unitPrice: 1000, quantity: 3, tax: 571 }] })
    const order = await parsed(orderId)
    expect(order).toMatchObject({ isTaxIncluded: false, lines: [{ tax: 571 }] })
    expect(order.fees).toContainEqual({ kind: 'collected-tax', amount: 571 })
    const goods = order.lines.reduce(
      (sum, { unitPrice, quantity, discount = 0, tax = 0 }) => sum + unitPrice * quantity - discount + tax,
      0,
    )
    expect(goods + order.shipping.price).toBe(order.total)
  })

  it('invents nothing for a buyer who is masked', async () => {
    ebay = await openEbay()
    const order = await parsed(buy({ masked: true }).orderId)
    expect(order.buyer).toEqual({ isMasked: true })
    expect(order).not.toHaveProperty('address')
  })

  it('says whether it waits for payment, is collected, or was cancelled', async () => {
    ebay = await openEbay()
    const pending = buy({ pending: true }).orderId
    expect(await parsed(pending)).toMatchObject({ status: 'pending', payment: 'pending' })
    ebay.sandbox.act.payOrder({ orderId: pending })
    expect(await parsed(pending)).toMatchObject({ status: 'open', payment: 'paid' })
    expect(await parsed(buy({ pickup: 'store-centre' }).orderId)).toMatchObject({
      delivery: 'pickup',
      location: 'store-centre',
    })
    ebay.sandbox.act.askToCancel({ orderId: pending })
    expect(await parsed(pending)).toMatchObject({ status: 'open' })
    ebay.sandbox.act.cancelOrder({ orderId: pending })
    expect(await parsed(pending)).toMatchObject({ status: 'cancelled', lines: [{ cancelled: 2 }] })
  })

  it('grows its version with every change, and is nothing when eBay has none', async () => {
    ebay = await openEbay()
    const { orderId } = buy()
    const before = await parsed(orderId)
    ebay.later(5)
    ebay.sandbox.act.editOrder({ orderId, line1: 'ul. Miodowa 1' })
    expect((await parsed(orderId)).version > before.version).toBe(true)
    expect(await readOrder(ebay.api, '00-00000-00000')).toBeUndefined()
  })

  it('is refused when it is none, so that it parks alone', async () => {
    ebay = await openEbay()
    expect(() => parseOrder({ orderId: '1', lineItems: [] }, { settings: ebay.settings })).toThrow()
  })
})

describe('what left', () => {
  const command = (order: ReturnType<typeof buy>, more: object = {}) => ({
    commandId: 'cmd_1',
    orderId: 'ord_1',
    externalId: order.orderId,
    fulfillmentId: 'ful_1',
    lines: [{ externalId: order.lineItems[0]?.lineItemId ?? '', key: 'SMOKER-SMALL', quantity: 2 }],
    carrier: 'DHL Paket',
    trackingNumber: '0034 0434-161',
    trackingUrl: null,
    shippedAt: new Date(ebay.api.now()).toISOString(),
    ...more,
  })

  it('is told with tracking, once, however often it is sent', async () => {
    ebay = await openEbay()
    const order = buy()
    const done = { outcome: 'done', externalId: '00340434161' }
    expect(await ship(ebay.api, command(order))).toEqual(done)
    expect(await ship(ebay.api, command(order))).toEqual(done)
    expect(ebay.sandbox.act.state({}).orders[0]?.shipments).toMatchObject([
      { shipmentTrackingNumber: '00340434161', shippingCarrierCode: 'DHL' },
    ])
    expect(await parsed(order.orderId)).toMatchObject({ status: 'shipped' })
  })

  it('may leave in parts, without tracking', async () => {
    ebay = await openEbay()
    const order = buy()
    const one = [{ externalId: order.lineItems[0]?.lineItemId ?? '', key: 'SMOKER-SMALL', quantity: 1 }]
    const part = command(order, { lines: one, trackingNumber: null })
    expect(await ship(ebay.api, part)).toMatchObject({ outcome: 'done' })
    expect(await ship(ebay.api, part)).toMatchObject({ outcome: 'done' })
    expect(await parsed(order.orderId)).toMatchObject({ status: 'open' })
    const shippedAt = new Date(ebay.api.now() + 60_000).toISOString()
    expect(await ship(ebay.api, { ...part, fulfillmentId: 'ful_2', shippedAt })).toMatchObject({ outcome: 'done' })
    expect(await parsed(order.orderId)).toMatchObject({ status: 'shipped' })
  })

  it('is refused in eBay’s words when eBay does not take it', async () => {
    ebay = await openEbay()
    const order = buy()
    const lines = [{ externalId: 'unknown', key: 'SMOKER-SMALL', quantity: 1 }]
    expect(await ship(ebay.api, command(order, { lines }))).toMatchObject({
      outcome: 'refused',
      issues: [{ code: '32200' }],
    })
  })
})

describe('a refund', () => {
  const signing = () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const signingKey = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    return { signingKey, signingJwe: 'jwe-of-the-public-key' }
  }
  const command = (orderId: string, amount: number) => ({
    commandId: 'cmd_1',
    orderId: 'ord_1',
    externalId: orderId,
    lines: [],
    amount,
    currency: 'EUR',
    reason: 'arrived broken',
  })

  it('is signed, and done when the order shows it', async () => {
    ebay = await openEbay({}, signing())
    const { orderId } = buy()
    const said = await refund(ebay.api, command(orderId, 1000))
    if (said.outcome !== 'pending') throw new Error(JSON.stringify(said))
    expect(await pollRefunds(ebay.api, [said.receipt])).toMatchObject([{ status: 'working' }])
    ebay.later(2_000)
    expect(await pollRefunds(ebay.api, [said.receipt])).toMatchObject([
      { status: 'done', acknowledgements: [{ outcome: 'live' }] },
    ])
    const sent = ebay.account.exchanges.find(({ url }) => url.endsWith('/issue_refund'))
    expect(sent?.requestHeaders.get('signature')).toMatch(/^sig1=:[\w+/=]+:$/)
    expect(sent?.requestBody).toContain('"reasonForRefund":"ITEM_NOT_AS_DESCRIBED"')
  })

  it('of lines stands at the lines, and is done when it has a date', async () => {
    ebay = await openEbay({}, signing())
    const { orderId, lineItems } = buy()
    const lines = [{ externalId: lineItems[0]?.lineItemId ?? '', key: 'SMOKER-SMALL', quantity: 1, amount: 700 }]
    const said = await refund(ebay.api, { ...command(orderId, 700), lines })
    if (said.outcome !== 'pending') throw new Error(JSON.stringify(said))
    expect(await givenBack(ebay.api, { externalId: orderId })).toMatchObject([
      { id: said.externalId, amount: 700, outcome: { outcome: 'pending', receipt: expect.any(String) } },
    ])
    ebay.later(2_000)
    expect(await pollRefunds(ebay.api, [said.receipt])).toMatchObject([
      { status: 'done', acknowledgements: [{ outcome: 'live' }] },
    ])
    expect(await givenBack(ebay.api, { externalId: orderId })).toMatchObject([
      { amount: 700, outcome: { outcome: 'done' } },
    ])
  })

  it('whose answer was lost is told by what the order shows, and is of unknown outcome until then', async () => {
    ebay = await openEbay({}, signing())
    const { orderId } = buy()
    ebay.sandbox.turn({
      faults: [{ on: 'POST */issue_refund', times: 1, fault: { answer: 'reset', isApplied: true } }],
    })
    await expect(refund(ebay.api, command(orderId, 1000))).rejects.toMatchObject({ failure: { kind: 'unknown' } })
    expect(await givenBack(ebay.api, { externalId: orderId })).toMatchObject([{ amount: 1000 }])
  })

  it('is refused without a signing key where eBay asks for one, and goes without elsewhere', async () => {
    ebay = await openEbay()
    const { orderId } = buy()
    expect(await refund(ebay.api, command(orderId, 1000))).toMatchObject({
      outcome: 'refused',
      issues: [{ code: 'signing-key', field: 'credentials.signingKey' }],
    })
    await ebay.close()
    ebay = await openEbay({ marketplace: 'EBAY_US' })
    const american = buy({ currency: 'USD' }).orderId
    expect(await refund(ebay.api, { ...command(american, 1000), currency: 'USD' })).toMatchObject({
      outcome: 'pending',
    })
  })

  it('is refused beyond what was paid', async () => {
    ebay = await openEbay({}, signing())
    const { orderId } = buy()
    expect(await refund(ebay.api, command(orderId, 100_000))).toMatchObject({
      outcome: 'refused',
      issues: [{ code: '34915' }],
    })
  })
})

describe('a sale', () => {
  it('takes what eBay shows, and is told with the SKU', async () => {
    ebay = await openEbay()
    await publish(ebay.api, [publicationOf(single(), ebay.settings)])
    const placed = ebay.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-SMALL', quantity: 2 }] })
    expect(ebay.sandbox.act.state({}).offers).toMatchObject([{ quantity: 3 }])
    expect(await parsed(String(placed.orderId))).toMatchObject({ lines: [{ key: 'SMOKER-SMALL', unitPrice: 2900 }] })
  })
})
