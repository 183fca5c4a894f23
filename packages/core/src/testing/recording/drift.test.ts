import { describe, expect, it } from 'vitest'
import { contractDrift } from './drift.ts'
import type { Fixture } from './fixture.ts'
import { record } from './fixtures/morning.ts'
import { HOME } from './fixtures/seller.ts'

describe('the drift of a contract', () => {
  const call = (body: unknown, rest: Partial<Fixture> = {}): Fixture => ({
    method: 'GET',
    url: `${HOME}/v1/orders/ord_000000001?page=1`,
    requestHeaders: {},
    requestBody: null,
    status: 200,
    responseHeaders: { etag: '"v1"' },
    responseBody: { json: body },
    ...rest,
  })
  const words = (before: readonly Fixture[], after: readonly Fixture[]) =>
    contractDrift(before, after).map((drift) => drift.words.replace('api.bazaar.example/v1', ''))

  it('is empty between two recordings of one platform', async () => {
    const [before, after] = [await record({ seed: 7 }), await record({ seed: 8 })]
    expect(contractDrift(before.fixtures, after.fixtures)).toEqual([])
  })

  it('names what a platform renamed, typed anew, added and took away', async () => {
    const { fixtures } = await record()
    const changed = fixtures.map((fixture) => {
      if (!fixture.url.endsWith('/v1/account')) return fixture
      return { ...fixture, responseBody: { json: { seller: 7, market: null, money: 'EUR', markets: ['nl'] } } }
    })
    expect(words(fixtures, changed)).toEqual([
      'GET /account 200: response.body.currency removed (text)',
      'GET /account 200: response.body.market changed from text to null',
      'GET /account 200: response.body.money added (text)',
      'GET /account 200: response.body.seller changed from text to number',
    ])
  })

  it('looks into lists, headers, queries and forms, and takes ids for one and the same', () => {
    const before = [call({ lines: [{ sku: 'A' }, { sku: 'B', note: 'x' }] })]
    const after = [
      call(
        { lines: [{ sku: 1, 'tax.rate': 21 }] },
        { url: `${HOME}/v1/orders/ord_000000002?cursor=x`, requestBody: 'a=1', responseHeaders: { link: 'x' } },
      ),
    ]
    expect(words(before, after)).toEqual([
      'GET /orders/{id} 200: request.body added (object)',
      'GET /orders/{id} 200: request.query.cursor added (text)',
      'GET /orders/{id} 200: request.query.page removed (text)',
      'GET /orders/{id} 200: response.body.lines[].note removed (text)',
      'GET /orders/{id} 200: response.body.lines[].sku changed from text to number',
      'GET /orders/{id} 200: response.body.lines[].tax.rate added (number)',
      'GET /orders/{id} 200: response.headers.etag removed (text)',
      'GET /orders/{id} 200: response.headers.link added (text)',
    ])
  })

  it('does not take an empty list for a lost shape, and tells of another status', () => {
    expect(words([call({ lines: [{ sku: 'A' }] })], [call({ lines: [] })])).toEqual([])
    expect(words([call({ lines: [] })], [call({ lines: [{ sku: 'A' }] })])).toEqual([])
    expect(words([call({})], [call({}, { status: 404 })])).toEqual([
      'GET /orders/{id} 200 removed',
      'GET /orders/{id} 404 added',
    ])
  })
})
