import { describe, expect, it } from 'vitest'
import { contractApi, json, reason } from '../fixtures/contracts.ts'
import { browse } from './browse.ts'
import { observe } from './observe.ts'

const DE = 'A1PA6795UKMFR9'
const day = '2026-11-01T00:00:00Z'
const summary = (status: string[], own: object = {}) => ({
  marketplaceId: DE,
  asin: 'B00EXAMPLE',
  productType: 'HOME',
  status,
  createdDate: day,
  lastUpdatedDate: day,
  ...own,
})
const offers = [{ marketplaceId: DE, offerType: 'B2C', price: { currencyCode: 'EUR', amount: '29.9' } }]
const stock = (quantity: number) => [{ fulfillmentChannelCode: 'DEFAULT', quantity }]
const issue = (action: string, own: object = {}) => ({
  code: '18155',
  message: 'Lowest price above price',
  severity: 'ERROR',
  categories: ['INVALID_PRICE'],
  enforcements: { actions: [{ action }], exemption: { status: 'NOT_EXEMPT' } },
  marketplaceIds: [DE],
  ...own,
})

const entry = (key: string) => ({ key, externalId: null })

describe.skipIf(reason !== '')(`what Amazon shows${reason}`, () => {
  async function statusOf(item: object) {
    const { api } = contractApi({ answer: () => json({ numberOfResults: 1, items: [{ sku: 'A', ...item }] }) })
    const [seen] = await observe(api, [entry('A')])
    return seen?.status
  }

  it.each([
    ['buyable is live', { summaries: [summary(['BUYABLE'])] }, 'live'],
    [
      'buyable with an issue is live',
      { summaries: [summary(['BUYABLE'])], issues: [issue('SEARCH_SUPPRESSED')] },
      'live',
    ],
    [
      'suppressed is refused',
      { summaries: [summary(['DISCOVERABLE'])], offers, issues: [issue('LISTING_SUPPRESSED')] },
      'rejected',
    ],
    [
      'removed from the catalogue is refused',
      { summaries: [summary([])], issues: [issue('CATALOG_ITEM_REMOVED')] },
      'rejected',
    ],
    [
      'suppressed but exempt is not refused',
      {
        summaries: [summary(['DISCOVERABLE'])],
        issues: [
          issue('LISTING_SUPPRESSED', {
            enforcements: { actions: [{ action: 'LISTING_SUPPRESSED' }], exemption: { status: 'EXEMPT' } },
          }),
        ],
      },
      'live',
    ],
    [
      'an error without enforcement is refused',
      { summaries: [], issues: [issue('', { enforcements: undefined })] },
      'rejected',
    ],
    [
      'an issue elsewhere is none here',
      { summaries: [summary([])], issues: [issue('LISTING_SUPPRESSED', { marketplaceIds: ['ATVPDKIKX0DER'] })] },
      'pending',
    ],
    ['sold out is live', { summaries: [summary([])], offers, fulfillmentAvailability: stock(0) }, 'live'],
    [
      'offered and not yet shown is under way',
      { summaries: [summary([])], offers, fulfillmentAvailability: stock(3) },
      'pending',
    ],
    ['without a page of its own it is under way', { summaries: [summary([], { asin: undefined })] }, 'pending'],
    [
      'shown in another country only is under way',
      { summaries: [summary(['BUYABLE'], { marketplaceId: 'A13V1IB3VIYZZH' })] },
      'pending',
    ],
  ])('%s', async (_name, item, status) => {
    expect(await statusOf(item)).toBe(status)
  })

  it('is read for twenty items in a call, with texts, price, quantity and page', async () => {
    const texts = {
      item_name: [
        { value: 'Enfumoir', language_tag: 'fr_FR', marketplace_id: 'A13V1IB3VIYZZH' },
        { value: 'Smoker', language_tag: 'de_DE', marketplace_id: DE },
      ],
      bullet_point: [
        { value: 'Steel', marketplace_id: DE },
        { value: 'Bellows', marketplace_id: DE },
      ],
      color: [{ value: 'Silver' }],
    }
    const { api, fetch } = contractApi({
      answer: (_request, { query }) => {
        const skus = (query.get('identifiers') ?? '').split(',').filter((sku) => sku !== 'SKU-7')
        const item = { summaries: [summary(['BUYABLE'])], attributes: texts, offers, fulfillmentAvailability: stock(4) }
        return json({ numberOfResults: skus.length, items: skus.map((sku) => ({ sku, ...item })) })
      },
    })
    const seen = await observe(
      api,
      Array.from({ length: 25 }, (_, at) => entry(`SKU-${at}`)),
    )
    expect(fetch.calls.map(({ query }) => query.get('identifiers')?.split(',').length)).toEqual([20, 5])
    expect(seen[7]).toEqual({ key: 'SKU-7', status: 'missing' })
    expect(seen[24]).toEqual({
      key: 'SKU-24',
      externalId: 'SKU-24',
      status: 'live',
      shape: { productType: 'HOME', title: 'Smoker', bulletPoints: ['Steel', 'Bellows'] },
      quantity: 4,
      price: 2990,
      issues: [],
      url: 'https://www.amazon.de/dp/B00EXAMPLE',
    })
  })

  it('is read one by one where a comma is in the SKU', async () => {
    const { api, fetch } = contractApi({
      answer: (_request, { params: { sku } }) =>
        sku === 'gone,1' ? json({ errors: [{ code: 'NOT_FOUND', message: 'no' }] }, 404) : json({ sku }),
    })
    const seen = await observe(api, [entry('a,b'), entry('gone,1')])
    expect(seen.map(({ key, status }) => `${key} ${status}`)).toEqual(['a,b pending', 'gone,1 missing'])
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['getListingsItem', 'getListingsItem'])
  })

  it('is walked through past the thousand that one search gives', async () => {
    const page = (sku: string, createdDate: string, nextToken?: string) => ({
      numberOfResults: 1200,
      items: [{ sku, summaries: [summary(['BUYABLE'], { createdDate })] }],
      ...(nextToken === undefined ? {} : { pagination: { nextToken } }),
    })
    const { api, fetch } = contractApi({
      answer: (_request, { query }) => {
        if (query.get('createdAfter') === '2026-11-02T00:00:00Z')
          return json({ ...page('C', '2026-11-03T00:00:00Z'), numberOfResults: 1 })
        return json(query.has('pageToken') ? page('B', '2026-11-02T00:00:00Z') : page('A', day, 'next'))
      },
    })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await browse(api, cursor)
      seen.push(...page.items.map(({ key }) => key))
      cursor = page.cursor
    } while (cursor !== null)
    expect(seen).toEqual(['A', 'B', 'C'])
    expect(fetch.calls).toHaveLength(3)
  })
})
