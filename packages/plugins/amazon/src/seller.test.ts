import { describe, expect, it } from 'vitest'
import { BUCKET, contractApi, json, reason } from './fixtures/contracts.ts'
import { schema } from './fixtures/product-type.ts'
import { loadProductType, searchProductTypes } from './product-types/definition.ts'
import { testSeller } from './seller.ts'

const participation = (own: object) => ({
  marketplace: {
    id: 'A1PA6795UKMFR9',
    name: 'Amazon.de',
    countryCode: 'DE',
    defaultCurrencyCode: 'EUR',
    defaultLanguageCode: 'de_DE',
    domainName: 'www.amazon.de',
  },
  participation: { isParticipating: true, hasSuspendedListings: false, ...own },
  storeName: 'Example Apiary',
})

describe.skipIf(reason !== '')(`the account at Amazon${reason}`, () => {
  it('tells its name', async () => {
    const { api } = contractApi({ answer: () => json({ payload: [participation({})] }) })
    expect(await testSeller(api)).toEqual({ account: 'Example Apiary on Amazon.de' })
  })

  it.each([
    ['does not sell there', [participation({ isParticipating: false })], 'not-participating'],
    ['is not there at all', [], 'not-participating'],
    ['was suspended', [participation({ hasSuspendedListings: true })], 'suspended'],
  ])('that %s is no good', async (_name, payload, code) => {
    const { api } = contractApi({ answer: () => json({ payload }) })
    await expect(testSeller(api)).rejects.toMatchObject({ failure: { code } })
  })
})

const link = (resource: string) => ({ link: { resource, verb: 'GET' }, checksum: 'c7af9479ca72' })
const definition = {
  schema: link(`${BUCKET}/schema?X-Amz-Signature=s`),
  requirements: 'LISTING',
  requirementsEnforced: 'ENFORCED',
  propertyGroups: {},
  locale: 'de_DE',
  marketplaceIds: ['A1PA6795UKMFR9'],
  productType: 'HOME',
  displayName: 'Home',
  productTypeVersion: { version: 'UHqSqmb4FNUk=', latest: true },
}

describe.skipIf(reason !== '')(`product types of Amazon${reason}`, () => {
  it('are read by their link, without a token, and kept without the words', async () => {
    const { api, fetch, account } = contractApi({
      answer: (_request, { operationId }) => (operationId === 'download' ? json(schema) : json(definition)),
    })
    const loaded = await loadProductType(api, 'HOME/LISTING_OFFER_ONLY')
    expect(loaded).toMatchObject({ name: 'HOME', version: 'UHqSqmb4FNUk=', schema: { type: 'object' } })
    expect(JSON.stringify(loaded)).not.toContain('of the product"')
    expect(fetch.calls[0]?.query.get('requirements')).toBe('LISTING_OFFER_ONLY')
    expect(account.exchanges[1]?.requestHeaders.has('x-amz-access-token')).toBe(false)
  })

  it('whose schema is a page of HTML are tried again later', async () => {
    const { api } = contractApi({
      answer: (_request, { operationId }) =>
        operationId === 'download' ? new Response('<html>', { status: 200 }) : json(definition),
    })
    await expect(loadProductType(api, 'HOME/LISTING')).rejects.toMatchObject({ failure: { kind: 'temporary' } })
  })

  it('are found by words', async () => {
    const found = { name: 'LUGGAGE', displayName: 'Luggage', marketplaceIds: ['A1PA6795UKMFR9'] }
    const { api, fetch } = contractApi({ answer: () => json({ productTypes: [found], productTypeVersion: 'v' }) })
    expect(await searchProductTypes(api, { keywords: 'bag suitcase' })).toEqual([
      { name: 'LUGGAGE', displayName: 'Luggage' },
    ])
    expect(fetch.calls[0]?.query.get('keywords')).toBe('bag,suitcase')
  })
})
