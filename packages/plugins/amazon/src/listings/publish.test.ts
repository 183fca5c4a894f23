import { describe, expect, it } from 'vitest'
import { contractApi, json, reason, settings } from '../fixtures/contracts.ts'
import { itemOf } from '../fixtures/items.ts'
import { productType } from '../fixtures/product-type.ts'
import { toShape } from './map.ts'
import { publish, validate, withdraw } from './publish.ts'
import type { Shape } from './shape.ts'
import { pushPrices, pushStock } from './values.ts'

const shape = toShape(itemOf(), { settings, requirements: productType }) as Shape
const terms = { quantity: 7, locations: itemOf().stock, price: 2990, compareAt: null, currency: 'EUR' }
const create = {
  key: 'SMO-STEEL',
  externalId: null,
  operation: 'create',
  shape,
  confirmed: null,
  ...terms,
} as const
const submission = (sku: string, status: string, issues: object[] = []) =>
  json({ sku, status, submissionId: 'f1dc2914', issues })
const missing = {
  code: '90220',
  message: "'size' is required",
  severity: 'ERROR',
  attributeNames: ['size'],
  categories: [],
}

describe.skipIf(reason !== '')(`a listing at Amazon${reason}`, () => {
  it('is made by a PUT with all that is known of it, and waits to be read back', async () => {
    const { api, fetch, account } = contractApi({ answer: () => submission('SMO-STEEL', 'ACCEPTED') })
    expect(await publish(api, [create])).toEqual([{ key: 'SMO-STEEL', outcome: 'accepted', externalId: 'SMO-STEEL' }])
    const [call] = fetch.calls
    expect(call).toMatchObject({
      operationId: 'putListingsItem',
      params: { sellerId: settings.sellerId, sku: 'SMO-STEEL' },
      body: {
        productType: 'OUTDOOR_LIVING',
        requirements: 'LISTING',
        attributes: {
          item_name: [{ value: 'Bee smoker, steel' }],
          purchasable_offer: [{ our_price: [{ schedule: [{ value_with_tax: 29.9 }] }] }],
          fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 7 }],
        },
      },
    })
    expect(account.exchanges[0]?.requestHeaders.get('user-agent')).toMatch(/^Vitrine\/.+ \(Language=/)
    expect(account.exchanges[0]?.requestHeaders.get('x-amz-access-token')).toBe('test-token')
  })

  it('tells by attribute why Amazon does not take it', async () => {
    const { api } = contractApi({ answer: () => submission('SMO-STEEL', 'INVALID', [missing]) })
    expect(await publish(api, [create])).toEqual([
      {
        key: 'SMO-STEEL',
        outcome: 'rejected',
        issues: [{ severity: 'error', code: '90220', message: "'size' is required", field: 'size' }],
      },
    ])
  })

  it('is tried without being made', async () => {
    const { api, fetch } = contractApi({ answer: () => submission('SMO-STEEL', 'VALID') })
    expect(await validate(api, [create])).toMatchObject([{ outcome: 'accepted' }])
    expect(fetch.calls[0]?.query.get('mode')).toBe('VALIDATION_PREVIEW')
  })

  it('changes by patches of what is another, so that price and stock stay', async () => {
    const { api, fetch } = contractApi({ answer: () => submission('SMO-STEEL', 'ACCEPTED') })
    const { color: _gone, ...attributes } = shape.attributes
    const wanted = { ...shape, title: 'Bee smoker, large', attributes }
    await publish(api, [{ ...create, operation: 'update', shape: wanted, confirmed: shape }])
    expect(fetch.calls).toMatchObject([
      {
        operationId: 'patchListingsItem',
        body: {
          productType: 'OUTDOOR_LIVING',
          patches: [
            { op: 'replace', path: '/attributes/item_name', value: [{ value: 'Bee smoker, large' }] },
            {
              op: 'delete',
              path: '/attributes/color',
              value: [{ marketplace_id: 'A1PA6795UKMFR9', language_tag: 'de_DE' }],
            },
          ],
        },
      },
    ])
  })

  it('makes no call for what is the same', async () => {
    const { api, fetch } = contractApi()
    await publish(api, [{ ...create, operation: 'update', confirmed: shape }])
    expect(fetch.calls).toEqual([])
  })

  it('is put anew, price and stock with it, when it becomes another product type', async () => {
    const { api, fetch } = contractApi({ answer: () => submission('SMO-STEEL', 'ACCEPTED') })
    await publish(api, [{ ...create, operation: 'update', confirmed: { ...shape, productType: 'HOME' } }])
    expect(fetch.calls).toMatchObject([
      { operationId: 'putListingsItem', body: { attributes: { purchasable_offer: [{ currency: 'EUR' }] } } },
    ])
  })

  it('is taken away, whatever is in its SKU', async () => {
    const { api, fetch } = contractApi({
      answer: (_request, { params }) => submission(params.sku ?? '', 'ACCEPTED'),
      settings: { variations: 'single' },
    })
    expect(await withdraw(api, [{ key: 'A/B ?#%', externalId: null }])).toMatchObject([{ outcome: 'accepted' }])
    expect(fetch.calls).toMatchObject([{ operationId: 'deleteListingsItem', params: { sku: 'A/B ?#%' } }])
  })

  it('fails alone: the others of the batch went through', async () => {
    const refusal = { errors: [{ code: 'InvalidInput', message: 'Bad SKU', details: '' }] }
    const { api } = contractApi({
      answer: (_request, { params: { sku = '' } }) => {
        if (sku === 'BAD') return json(refusal, 400)
        if (sku === 'BUSY') return json(refusal, 503)
        return submission(sku, 'ACCEPTED')
      },
    })
    const entries = ['GOOD', 'BAD', 'BUSY'].map((key) => ({ ...create, key }))
    expect(await publish(api, entries)).toMatchObject([
      { key: 'GOOD', outcome: 'accepted' },
      { key: 'BAD', outcome: 'rejected', issues: [{ code: 'InvalidInput', message: 'Bad SKU' }] },
      { key: 'BUSY', outcome: 'again' },
    ])
  })

  it.each([
    ['403 stops everything', 403, { kind: 'auth', code: 'Unauthorized' }],
    ['429 waits as long as the rate says', 429, { kind: 'throttled', retryAt: 1_000_000 + 5_000 }],
    ['500 after a PUT is tried again, since it does no harm twice', 500, { kind: 'temporary' }],
  ])('%s', async (_name, status, failure) => {
    const body = { errors: [{ code: status === 403 ? 'Unauthorized' : 'QuotaExceeded', message: 'No.' }] }
    const { api } = contractApi({
      answer: () => json(body, status, { 'x-amzn-ratelimit-limit': '0.2', 'x-amzn-requestid': 'req-1' }),
      now: () => 1_000_000,
    })
    await expect(publish(api, [create])).rejects.toMatchObject({
      failure: { ...failure, message: 'No. [request req-1]' },
    })
  })
})

const value = { key: 'SMO-STEEL', externalId: null, shape, sequence: 1 }

describe.skipIf(reason !== '')(`stock and prices at Amazon${reason}`, () => {
  const accepted = (_request: Request, call: { params: Readonly<Record<string, string>> }) =>
    submission(call.params.sku ?? '', 'ACCEPTED')
  const locations = itemOf().stock

  it('replace what is there, by supply source where a place has one', async () => {
    const { api, fetch } = contractApi({
      answer: accepted,
      settings: { supplySources: { 'store-berlin': 'd7679e14' }, handlingDays: 2 },
    })
    await pushStock(api, [{ ...value, quantity: 7, locations }])
    expect(fetch.calls[0]?.body).toEqual({
      productType: 'OUTDOOR_LIVING',
      patches: [
        {
          op: 'replace',
          path: '/attributes/fulfillment_availability',
          value: [
            { fulfillment_channel_code: 'd7679e14', quantity: 2 },
            { fulfillment_channel_code: 'DEFAULT', quantity: 5, lead_time_to_ship_max_days: 2 },
          ],
        },
      ],
    })
  })

  it('merge the price, and refuse another currency without a call', async () => {
    const { api, fetch } = contractApi({ answer: accepted })
    const price = { ...value, price: 2990, compareAt: null, currency: 'EUR' }
    const said = await pushPrices(api, [price, { ...price, key: 'OTHER', currency: 'USD' }])
    expect(said).toMatchObject([
      { key: 'SMO-STEEL', outcome: 'accepted' },
      { key: 'OTHER', outcome: 'rejected', issues: [{ field: 'purchasable_offer' }] },
    ])
    expect(fetch.calls).toHaveLength(1)
    expect(fetch.calls[0]?.body).toMatchObject({
      patches: [
        {
          op: 'merge',
          path: '/attributes/purchasable_offer',
          value: [{ currency: 'EUR', our_price: [{ schedule: [{ value_with_tax: 29.9 }] }] }],
        },
      ],
    })
  })
})
