import { describe, expect, it } from 'vitest'
import { BUCKET, contractApi, json, reason } from '../fixtures/contracts.ts'
import { orderOf } from '../fixtures/orders.ts'
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

  it('a parcel by a feed where the merchant wants that, under the same number', async () => {
    const uploads: string[] = []
    const { api, fetch } = contractApi({
      settings: { shipments: 'feed' },
      answer: async (request, { operationId }) => {
        if (operationId === 'createFeedDocument') return json({ feedDocumentId: 'doc-1', url: `${BUCKET}/doc-1` }, 201)
        if (operationId !== 'upload') return json({ feedId: '78' }, 202)
        uploads.push(await request.text())
        return new Response(null, { status: 200 })
      },
    })
    expect(await ship(api, { ...parcel, carrier: 'Honey & Sons' })).toEqual({
      outcome: 'pending',
      receipt: '78:1:306-1111111-2222222',
      externalId: '78',
    })
    expect(fetch.calls.at(-1)?.body).toMatchObject({ feedType: 'POST_ORDER_FULFILLMENT_DATA' })
    expect(uploads[0]).toContain(
      `<OrderFulfillment><AmazonOrderID>306-1111111-2222222</AmazonOrderID><MerchantFulfillmentID>${packageReference('ful_1')}</MerchantFulfillmentID>`,
    )
    expect(uploads[0]).toContain('<CarrierName>Honey &amp; Sons</CarrierName>')
    expect(uploads[0]).toContain(
      '<Item><AmazonOrderItemCode>30611111112222</AmazonOrderItemCode><Quantity>2</Quantity></Item>',
    )
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
})
