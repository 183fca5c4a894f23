import { describe, expect, it } from 'vitest'
import { BUCKET, contractApi, json, reason } from '../fixtures/contracts.ts'
import { pushStock } from '../listings/values.ts'
import { pollFeeds } from './receipts.ts'
import { findingsOf } from './report.ts'

const shape = {
  productType: 'HOME',
  requirements: 'LISTING',
  title: null,
  brand: null,
  description: null,
  bulletPoints: [],
  attributes: {},
} as const
const entry = (at: number) => ({
  key: `SKU:${at}`,
  externalId: null,
  sequence: 1,
  quantity: at,
  locations: [],
  shape: { ...shape, bulletPoints: [] },
})

interface Amazon {
  readonly status: string
  readonly report?: object | string
  readonly resultFeedDocumentId?: string
}

/** One feed as Amazon has it now. */
function amazonWith({ status, report }: Amazon) {
  const uploads: string[] = []
  const made = contractApi({
    answer: async (request, { operationId, params }) => {
      if (operationId === 'createFeedDocument')
        return json({ feedDocumentId: 'in', url: `${BUCKET}/in?X-Amz-Signature=s` }, 201)
      if (operationId === 'upload') {
        uploads.push(await request.text())
        return new Response(null, { status: 200 })
      }
      if (operationId === 'createFeed') return json({ feedId: '9' }, 202)
      if (operationId === 'getFeedDocument')
        return json({ feedDocumentId: 'out', url: `${BUCKET}/out?X-Amz-Signature=s` })
      if (operationId === 'download') return new Response(typeof report === 'string' ? report : JSON.stringify(report))
      if (params.feedId === '404') return json({ errors: [{ code: 'NotFound', message: 'no' }] }, 404)
      const about = { feedType: 'JSON_LISTINGS_FEED', createdTime: '2026-11-22T10:00:00Z', processingStatus: status }
      return json({ feedId: '9', ...about, ...(report === undefined ? {} : { resultFeedDocumentId: 'out' }) })
    },
  })
  return { ...made, uploads }
}

const issue = { severity: 'ERROR', code: '8541', message: 'The SKU is not known.' }

describe.skipIf(reason !== '')(`feeds of many changes${reason}`, () => {
  it('carry each change as a message with a receipt of its own', async () => {
    const { api, fetch, uploads } = amazonWith({ status: 'IN_QUEUE' })
    const said = await pushStock(
      api,
      Array.from({ length: 60 }, (_, at) => entry(at)),
    )
    expect(said).toHaveLength(60)
    expect(said[59]).toEqual({ key: 'SKU:59', outcome: 'pending', receipt: '9:60:SKU:59' })
    const { header, messages } = JSON.parse(uploads[0] ?? '')
    expect(header).toMatchObject({ version: '2.0' })
    expect(messages[59]).toMatchObject({ messageId: 60, sku: 'SKU:59', operationType: 'PATCH', productType: 'HOME' })
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['createFeedDocument', 'upload', 'createFeed'])
  })

  it('give way to single calls while Amazon takes no more of them', async () => {
    const { api, fetch } = contractApi({
      answer: (_request, { operationId, params: { sku = '' } }) =>
        operationId === 'patchListingsItem'
          ? json({ sku, status: 'ACCEPTED', submissionId: 's' })
          : json({ errors: [{ code: 'QuotaExceeded', message: 'Too many.' }] }, 429),
    })
    const said = await pushStock(
      api,
      Array.from({ length: 60 }, (_, at) => entry(at)),
    )
    expect(said.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(40)
    expect(said.filter(({ outcome }) => outcome === 'again')).toHaveLength(20)
    expect(fetch.calls).toHaveLength(41)
  })

  it('are waited for', async () => {
    const { api, fetch } = amazonWith({ status: 'IN_PROGRESS' })
    expect(await pollFeeds(api, ['9:1:A', '9:2:B'])).toEqual([
      { receipt: '9:1:A', status: 'working' },
      { receipt: '9:2:B', status: 'working' },
    ])
    expect(fetch.calls).toHaveLength(1)
  })

  it('are judged message by message, with the report read once', async () => {
    const report = {
      header: { sellerId: 'A3EXAMPLE00000', version: '2.0', feedId: '9' },
      issues: [
        { ...issue, messageId: 2, sku: 'SKU:1', attributeName: 'fulfillment_availability' },
        { severity: 'WARNING', message: 'Check the lead time.', messageId: 3 },
      ],
    }
    const { api, fetch } = amazonWith({ status: 'DONE', report })
    const said = await pollFeeds(api, ['9:1:SKU:0', '9:2:SKU:1', '9:3:SKU:2'])
    expect(said).toEqual([
      { receipt: '9:1:SKU:0', status: 'done', acknowledgements: [{ key: 'SKU:0', outcome: 'live' }] },
      {
        receipt: '9:2:SKU:1',
        status: 'done',
        acknowledgements: [
          {
            key: 'SKU:1',
            outcome: 'rejected',
            issues: [
              {
                severity: 'error',
                code: '8541',
                message: 'The SKU is not known.',
                field: 'fulfillment_availability',
              },
            ],
          },
        ],
      },
      {
        receipt: '9:3:SKU:2',
        status: 'done',
        acknowledgements: [
          {
            key: 'SKU:2',
            outcome: 'live',
            issues: [{ severity: 'warning', code: 'feed', message: 'Check the lead time.' }],
          },
        ],
      },
    ])
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['getFeed', 'getFeedDocument', 'download'])
    expect(fetch.calls[1]?.query.get('enableContentEncodingUrlHeader')).toBe('true')
  })

  it.each([
    ['was cancelled', { status: 'CANCELLED' }, '9', /ended as CANCELLED/],
    ['is fatal', { status: 'FATAL' }, '9', /ended as FATAL/],
    ['is not known', { status: 'DONE' }, '404', /knows no feed/],
    ['could not be read', { status: 'DONE', report: { issues: [issue] } }, '9', /SKU is not known/],
  ])('fail as a whole when the feed %s', async (_name, amazon, feedId, message) => {
    const { api } = amazonWith(amazon)
    const [said] = await pollFeeds(api, [`${feedId}:1:A`])
    expect(said).toMatchObject({ status: 'failed', message: expect.stringMatching(message) })
  })

  it('are read as XML where they are of orders', () => {
    const xml = `<?xml version="1.0"?><AmazonEnvelope><Message><MessageID>1</MessageID><ProcessingReport>
      <StatusCode>Complete</StatusCode>
      <Result><MessageID>1</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>18028</ResultMessageCode>
      <ResultDescription>Item &lt;1&gt; &amp; 2 left already.</ResultDescription></Result>
      <Result><MessageID>0</MessageID><ResultCode>Warning</ResultCode></Result>
    </ProcessingReport></Message></AmazonEnvelope>`
    expect(findingsOf(xml)).toEqual([
      { messageId: 1, issue: { severity: 'error', code: '18028', message: 'Item <1> & 2 left already.' } },
      { messageId: null, issue: { severity: 'warning', code: 'feed', message: 'no reason was given' } },
    ])
    expect(() => findingsOf('<html>Bad gateway</html>')).toThrow(/no ProcessingReport/)
  })
})
