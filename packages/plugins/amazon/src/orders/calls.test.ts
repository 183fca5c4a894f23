import { describe, expect, it } from 'vitest'
import { BUCKET, contractApi, json, reason, settings } from '../fixtures/contracts.ts'
import { orderOf } from '../fixtures/orders.ts'
import { acknowledge, cancel, refund } from './feedback.ts'
import { pullOrders, readOrder } from './pull.ts'
import { packageReference, ready, ship } from './ship.ts'

const refusal = (status: number) => json({ errors: [{ code: 'InvalidInput', message: 'No.', details: '' }] }, status)
const order = { commandId: 'cmd_1', orderId: 'ord_1', externalId: '306-1111111-2222222' }
const lines = [{ externalId: '30611111112222', key: 'SMO-STEEL', quantity: 2 }]

describe.skipIf(reason !== '')(`orders from Amazon${reason}`, () => {
  it('come page by page with the same question, and then from where Amazon looked up to', async () => {
    const { api, fetch } = contractApi({
      answer: (_request, { query }) =>
        query.get('paginationToken') === null
          ? json({ orders: [orderOf()], pagination: { nextToken: 'page-2' } })
          : json({ orders: [orderOf({ orderId: 'B' })], lastUpdatedBefore: '2026-11-20T11:00:00Z' }),
    })
    const first = await pullOrders(api, { cursor: null, since: Date.UTC(2026, 10, 1) })
    expect(first).toMatchObject({ cursor: '2026-11-01T00:00:00.000Z page-2', isMore: true })
    const last = await pullOrders(api, { cursor: first.cursor, since: 0 })
    expect(last).toMatchObject({ cursor: '2026-11-20T11:00:00Z', isMore: false, orders: [{ externalId: 'B' }] })
    const [one, two] = fetch.calls.map(({ query }) => Object.fromEntries(query))
    expect(one).toMatchObject({ lastUpdatedAfter: '2026-11-01T00:00:00.000Z', fulfilledBy: 'MERCHANT' })
    expect(two).toEqual({ ...one, paginationToken: 'page-2' })
    expect(first.orders[0]?.raw).toHaveProperty('salesChannel.marketplaceName', 'Amazon.de')
  })

  it('go on from the newest change when Amazon does not say up to when it looked', async () => {
    const { api } = contractApi({
      answer: () => json({ orders: [orderOf(), orderOf({ lastUpdatedTime: '2026-11-21T00:00:00Z' })] }),
    })
    expect(await pullOrders(api, { cursor: '2026-11-19T00:00:00Z', since: 0 })).toMatchObject({
      cursor: '2026-11-21T00:00:00Z',
    })
    const { api: quiet } = contractApi({ answer: () => json({ orders: [] }) })
    expect(await pullOrders(quiet, { cursor: '2026-11-19T00:00:00Z', since: 0 })).toMatchObject({
      cursor: '2026-11-19T00:00:00Z',
    })
  })

  it('are asked for without buyers where the app has no role for them', async () => {
    const { api, fetch } = contractApi({ answer: () => json({ order: orderOf() }), settings: { personalData: false } })
    await readOrder(api, order.externalId)
    expect(fetch.calls[0]?.query.get('includedData')).toBe(
      'PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX',
    )
  })

  it('that are not there are told apart from calls that fail', async () => {
    const { api } = contractApi({ answer: () => refusal(404) })
    expect(await readOrder(api, 'gone')).toBeUndefined()
    const { api: broken } = contractApi({ answer: () => refusal(503) })
    await expect(readOrder(broken, 'gone')).rejects.toMatchObject({ failure: { kind: 'temporary' } })
  })
})

describe.skipIf(reason !== '')(`what Amazon is told of orders${reason}`, () => {
  const parcel = {
    ...order,
    fulfillmentId: 'ful_1',
    lines,
    carrier: 'dhl',
    trackingNumber: '00340434161094015902',
    trackingUrl: null,
    shippedAt: '2026-11-21T09:00:00.000Z',
  }
  const done = () => new Response(null, { status: 204 })

  it('a parcel with carrier, number and lines, under a number that is always the same', async () => {
    const { api, fetch } = contractApi({ answer: done })
    expect(await ship(api, parcel)).toEqual({ outcome: 'done' })
    expect(fetch.calls[0]).toMatchObject({
      operationId: 'confirmShipment',
      params: { orderId: order.externalId },
      body: {
        marketplaceId: 'A1PA6795UKMFR9',
        packageDetail: {
          packageReferenceId: packageReference('ful_1'),
          carrierCode: 'DHL',
          trackingNumber: '00340434161094015902',
          shipDate: '2026-11-21T09:00:00.000Z',
          orderItems: [{ orderItemId: '30611111112222', quantity: 2 }],
        },
      },
    })
    expect(packageReference('ful_1')).toMatch(/^[1-9]\d*$/)
    expect(packageReference('ful_2')).not.toBe(packageReference('ful_1'))
  })

  it('another carrier by its name', async () => {
    const { api, fetch } = contractApi({ answer: done })
    await ship(api, { ...parcel, carrier: 'Honey Express' })
    expect(fetch.calls[0]?.body).toMatchObject({
      packageDetail: { carrierCode: 'Other', carrierName: 'Honey Express' },
    })
  })

  it('no parcel without a number to follow, and no call for it', async () => {
    const { api, fetch } = contractApi()
    expect(await ship(api, { ...parcel, trackingNumber: null })).toMatchObject({
      outcome: 'refused',
      issues: [{ field: 'trackingNumber' }],
    })
    expect(fetch.calls).toEqual([])
  })

  it('a refusal is an outcome, an outage is not', async () => {
    const { api } = contractApi({ answer: () => refusal(400) })
    expect(await ship(api, parcel)).toMatchObject({
      outcome: 'refused',
      issues: [{ code: 'InvalidInput', message: 'No.' }],
    })
    const { api: down } = contractApi({ answer: () => refusal(500) })
    await expect(ship(down, parcel)).rejects.toMatchObject({ failure: { kind: 'temporary' } })
  })

  it.each([
    ['ready', 'ReadyForPickup'],
    ['collected', 'PickedUp'],
    ['refused', 'RefusedPickup'],
  ] as const)('collecting in the store: %s is %s', async (status, shipmentStatus) => {
    const { api, fetch } = contractApi({ answer: done })
    expect(await ready(api, { ...order, status, lines })).toEqual({ outcome: 'done' })
    expect(fetch.calls[0]).toMatchObject({
      operationId: 'updateShipmentStatus',
      body: { shipmentStatus, orderItems: [{ orderItemId: '30611111112222', quantity: 2 }] },
    })
  })

  function feeds(answers: object = {}) {
    const uploads: string[] = []
    const made = contractApi({
      settings: { acknowledge: true },
      answer: async (request, { operationId }) => {
        if (operationId === 'createFeedDocument')
          return json({ feedDocumentId: 'doc-1', url: `${BUCKET}/doc-1?X-Amz-Signature=s` }, 201)
        if (operationId === 'upload') {
          uploads.push(await request.text())
          return new Response(null, { status: 200 })
        }
        if (operationId === 'createFeed') return json({ feedId: '77' }, 202)
        return json({ order: orderOf(answers) })
      },
    })
    return { ...made, uploads }
  }

  it('our number of an order, by a feed, when the merchant wants it', async () => {
    const { api, fetch, uploads, account } = feeds()
    expect(await acknowledge(api, order)).toEqual({ outcome: 'pending', receipt: '77:1:306-1111111-2222222' })
    expect(uploads[0]).toContain('<MerchantOrderID>ord_1</MerchantOrderID><StatusCode>Success</StatusCode>')
    expect(fetch.calls.at(-1)?.body).toMatchObject({
      feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
      inputFeedDocumentId: 'doc-1',
    })
    const upload = account.exchanges.find(({ url }) => url.startsWith(BUCKET))
    expect(upload?.requestHeaders.has('x-amz-access-token')).toBe(false)
    const { api: quiet, fetch: none } = contractApi()
    expect(await acknowledge(quiet, order)).toEqual({ outcome: 'done' })
    expect(none.calls).toEqual([])
  })

  it('cancelled lines with a reason that Amazon knows', async () => {
    const { api, uploads } = feeds()
    expect(await cancel(api, { ...order, lines, reason: 'out of stock' })).toMatchObject({ outcome: 'pending' })
    expect(uploads[0]).toContain('<StatusCode>Failure</StatusCode>')
    expect(uploads[0]).toContain(
      '<Item><AmazonOrderItemCode>30611111112222</AmazonOrderItemCode><CancelReason>NoInventory</CancelReason></Item>',
    )
  })

  it('no part of a line is cancelled, since Amazon cannot', async () => {
    const { api, uploads } = feeds()
    const part = [{ externalId: '30611111112222', key: 'SMO-STEEL', quantity: 1 }]
    expect(await cancel(api, { ...order, lines: part, reason: null })).toMatchObject({
      outcome: 'refused',
      issues: [{ code: 'part-of-line' }],
    })
    expect(uploads).toEqual([])
  })

  it('money back by line, the rest as shipping, with the number of the command', async () => {
    const { api, uploads, fetch } = feeds()
    const back = [{ externalId: '30611111112222', key: 'A&B', quantity: 1, amount: 2990 }]
    await refund(api, { ...order, lines: back, amount: 3480, currency: 'EUR', reason: 'CustomerReturn' })
    expect(uploads[0]).toContain('<MerchantAdjustmentItemID>cmd_1-1</MerchantAdjustmentItemID>')
    expect(uploads[0]).toContain('<AdjustmentReason>CustomerReturn</AdjustmentReason>')
    expect(uploads[0]).toContain('<Type>Principal</Type><Amount currency="EUR">29.90</Amount>')
    expect(uploads[0]).toContain('<Type>Shipping</Type><Amount currency="EUR">4.90</Amount>')
    expect(fetch.calls.at(-1)?.body).toMatchObject({ feedType: 'POST_PAYMENT_ADJUSTMENT_DATA' })
  })

  it('money back of no line is shared by what the lines brought', async () => {
    const eur = (amount: string) => ({ amount, currencyCode: 'EUR' })
    const { api, uploads } = feeds({
      items: [
        { unit: eur('30.00'), quantity: 1 },
        { unit: eur('10.00'), quantity: 1 },
      ],
    })
    await refund(api, { ...order, lines: [], amount: 1000, currency: 'EUR', reason: null })
    expect(uploads[0]).toContain('<Amount currency="EUR">7.50</Amount>')
    expect(uploads[0]).toContain('<Amount currency="EUR">2.50</Amount>')
  })

  it('a refund of which nobody heard is not sent again by itself, unlike an upload', async () => {
    const { api } = contractApi({
      answer: (_request, { operationId }) => {
        if (operationId === 'createFeedDocument') return json({ feedDocumentId: 'doc-1', url: `${BUCKET}/doc-1` }, 201)
        if (operationId === 'upload') return new Response(null, { status: 200 })
        throw new TypeError('socket hang up')
      },
    })
    const back = [{ ...lines[0], externalId: '1', key: 'A', quantity: 1, amount: 100 }]
    const command = { ...order, lines: back, amount: 100, currency: 'EUR', reason: null }
    await expect(refund(api, command)).rejects.toMatchObject({ failure: { kind: 'unknown' } })
  })

  it('escapes what would be XML', async () => {
    const { api, uploads } = feeds()
    await acknowledge(api, { ...order, orderId: '<b>&"' })
    expect(uploads[0]).toContain('<MerchantOrderID>&lt;b&gt;&amp;&quot;</MerchantOrderID>')
    expect(uploads[0]).toContain(`<MerchantIdentifier>${settings.sellerId}</MerchantIdentifier>`)
  })
})
