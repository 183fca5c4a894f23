import { describe, expect, it } from 'vitest'
import { BUCKET, contractApi, json, reason, settings } from '../fixtures/contracts.ts'
import { orderOf } from '../fixtures/orders.ts'
import { acknowledge, cancel, refund } from './feedback.ts'
import { givenBack } from './given-back.ts'

const order = { commandId: 'cmd_1', orderId: 'ord_1', externalId: '306-1111111-2222222' }
const lines = [{ externalId: '30611111112222', key: 'SMO-STEEL', quantity: 2 }]

describe.skipIf(reason !== '')(`what Amazon is told of orders by feeds${reason}`, () => {
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
    expect(await acknowledge(api, order)).toEqual({
      outcome: 'pending',
      receipt: '77:1:306-1111111-2222222',
      externalId: '77',
    })
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

  it('a refund of which nobody heard is of unknown outcome, and its feed is found among those since it was decided', async () => {
    const feed = {
      feedType: 'POST_PAYMENT_ADJUSTMENT_DATA',
      createdTime: '2026-11-22T10:00:00Z',
      processingStatus: 'IN_QUEUE',
    }
    const { api, fetch } = contractApi({
      answer: (request, { operationId }) => {
        if (operationId === 'createFeedDocument') return json({ feedDocumentId: 'doc-1', url: `${BUCKET}/doc-1` }, 201)
        if (operationId === 'upload') return new Response(null, { status: 200 })
        if (operationId !== 'getFeeds') throw new TypeError('socket hang up')
        const isSecond = new URL(request.url).searchParams.has('nextToken')
        return json({
          feeds: [{ ...feed, feedId: isSecond ? '89' : '88' }],
          ...(isSecond ? {} : { nextToken: 'more' }),
        })
      },
    })
    const back = [{ externalId: '1', key: 'A', quantity: 1, amount: 100 }]
    const command = { ...order, lines: back, amount: 100, currency: 'EUR', reason: null }
    await expect(refund(api, command)).rejects.toMatchObject({ failure: { kind: 'unknown' } })
    expect(fetch.calls.filter(({ operationId }) => operationId === 'createFeed')).toHaveLength(1)
    const since = Date.parse('2026-11-22T09:00:00Z')
    expect(await givenBack(api, { externalId: order.externalId, since })).toEqual([
      { id: '88', outcome: { outcome: 'pending', receipt: '88:1:306-1111111-2222222' } },
      { id: '89', outcome: { outcome: 'pending', receipt: '89:1:306-1111111-2222222' } },
    ])
    const [first, second] = fetch.calls.filter(({ operationId }) => operationId === 'getFeeds')
    expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
      feedTypes: 'POST_PAYMENT_ADJUSTMENT_DATA',
      createdSince: '2026-11-22T08:59:00.000Z',
    })
    expect(Object.fromEntries(second?.query ?? [])).toEqual({ nextToken: 'more' })
  })

  it('escapes what would be XML', async () => {
    const { api, uploads } = feeds()
    await acknowledge(api, { ...order, orderId: '<b>&"' })
    expect(uploads[0]).toContain('<MerchantOrderID>&lt;b&gt;&amp;&quot;</MerchantOrderID>')
    expect(uploads[0]).toContain(`<MerchantIdentifier>${settings.sellerId}</MerchantIdentifier>`)
  })
})
