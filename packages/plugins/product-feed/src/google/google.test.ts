import {
  listingItem as item,
  listingProduct as product,
  listingPublication as publication,
} from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { contracted, isAbsent, NOW, reason, refusal } from '../fixtures/google.ts'
import { productName } from './api.ts'
import { browse, observe } from './observe.ts'
import { availabilityOf, type GoogleOffer, googleOffer } from './offer.ts'
import { googlePrice, minorOfGoogle } from './price.ts'
import { publish, withdraw } from './publish.ts'
import type { GoogleSettings } from './settings.ts'
import { pushPrices, pushStock } from './values.ts'

const at = {
  settings: { country: 'NL', condition: 'new', stores: [] as readonly never[] } as unknown as GoogleSettings,
}
const offer = (changes: Parameters<typeof item>[0] = {}) => googleOffer(item(changes), at) as GoogleOffer
const entry = (key: string) => ({ key, externalId: null })

describe.skipIf(isAbsent)(`Merchant API${reason}`, () => {
  it('gets a whole input: every attribute that the shop has, in the words of the contract', async () => {
    const { api, fetch } = contracted((call) =>
      Response.json({ ...(call.body as object), product: 'accounts/123/products/en~NL~SMOKER-SMALL' }),
    )
    const everything = offer({
      product: product({
        attributes: {
          material: 'steel',
          mpn: 'M1',
          'age-group': 'adult',
          gender: 'unisex',
          color: 'silver',
          'size-type': ['regular', 'tall'],
          'size-system': 'EU',
          adult: false,
          'is-bundle': true,
          multipack: 2,
          'energy-efficiency-class': 'A++',
          'availability-date': '2026-09-01',
          availability: 'preorder',
          'expiration-date': '2026-06-20',
          'sale-price-effective-date': '2026-06-01/2026-06-10T12:00:00Z',
          'unit-pricing-measure': '750 ml',
          'unit-pricing-base-measure': '1 l',
          'product-length': { value: 12.5, unit: 'cm' },
          'product-highlight': ['Cool smoke', 'Calm bees'],
          'product-type': 'Tools > Smokers',
          'promotion-id': ['SUMMER'],
          'excluded-destination': ['Display_ads'],
          'video-link': ['https://shop.example.com/v.mp4'],
          'mobile-link': 'https://m.shop.example.com/smoker',
          'custom-label-3': 'slow',
          'max-handling-time': 3,
          'pickup-method': 'ship to store',
          'pickup-sla': '2-day',
          pause: 'ads',
        },
      }),
    })
    const said = await publish(api, [publication(everything, { compareAt: 3_499 })])
    expect(said).toEqual([
      { key: 'SMOKER-SMALL', outcome: 'accepted', externalId: 'accounts/123/products/en~NL~SMOKER-SMALL' },
    ])
    expect(fetch.violations).toEqual([])
    const [call] = fetch.calls
    expect(call?.query.get('dataSource')).toBe('accounts/123/dataSources/456')
    expect(call?.body).toMatchObject({
      offerId: 'SMOKER-SMALL',
      contentLanguage: 'en',
      feedLabel: 'NL',
      versionNumber: String(NOW),
      productAttributes: {
        price: { amountMicros: '34990000', currencyCode: 'EUR' },
        salePrice: { amountMicros: '29990000', currencyCode: 'EUR' },
        availability: 'PREORDER',
        availabilityDate: '2026-09-01T00:00:00.000Z',
        gtins: ['4006381333931'],
        sizeTypes: ['REGULAR', 'TALL'],
        energyEfficiencyClass: 'APP',
        isBundle: true,
        multipack: '2',
        pickupMethod: 'SHIP_TO_STORE',
        pickupSla: 'TWO_DAY',
        shippingWeight: { value: 850, unit: 'g' },
        productLength: { value: 12.5, unit: 'cm' },
        unitPricingBaseMeasure: { value: '1', unit: 'l' },
        additionalImageLinks: ['https://shop.example.com/files/smoker.jpg'],
        itemGroupId: 'bee-smoker',
      },
    })
  })

  it('knows stock by patches and by store, and prices so that a sale ends', async () => {
    const stores = [
      { location: 'utrecht', storeCode: 'UT1' },
      { location: 'arnhem', storeCode: 'AR1' },
    ]
    const { api, fetch } = contracted(undefined, { stores, pickupMethod: 'buy', pickupSla: 'same day' })
    const locations = [{ locationId: 'loc_1', location: 'utrecht', quantity: 3 }]
    const stocked = { ...entry('SMOKER-SMALL'), quantity: 0, locations, sequence: 1, shape: offer() }
    expect(await pushStock(api, [stocked])).toEqual([{ key: 'SMOKER-SMALL', outcome: 'live' }])
    expect(
      await pushPrices(api, [
        { ...entry('SMOKER-SMALL'), price: 999, compareAt: null, currency: 'EUR', shape: offer() },
      ]),
    ).toEqual([{ key: 'SMOKER-SMALL', outcome: 'live' }])
    expect(fetch.violations).toEqual([])
    expect(fetch.calls.map(({ operationId, query, body }) => [operationId, query.get('updateMask'), body])).toEqual([
      [
        'merchantapi.accounts.productInputs.patch',
        'productAttributes.availability',
        { productAttributes: { availability: 'OUT_OF_STOCK' } },
      ],
      ...[
        ['UT1', 'IN_STOCK', '3'],
        ['AR1', 'OUT_OF_STOCK', '0'],
      ].map(([storeCode, availability, quantity]) => [
        'merchantapi.accounts.products.localInventories.insert',
        null,
        {
          storeCode,
          localInventoryAttributes: { availability, quantity, pickupMethod: 'BUY', pickupSla: 'SAME_DAY' },
        },
      ]),
      [
        'merchantapi.accounts.productInputs.patch',
        'productAttributes.price,productAttributes.salePrice',
        { productAttributes: { price: { amountMicros: '9990000', currencyCode: 'EUR' } } },
      ],
    ])
  })

  it('forgets what a store had when the store is taken out of the settings, and hears at once of one that came', async () => {
    const { api, fetch } = contracted(
      ({ params }) =>
        params.localInventoriesId === 'GONE' ? refusal(404, 'NOT_FOUND', 'no such local inventory') : undefined,
      { stores: [{ location: 'arnhem', storeCode: 'AR1' }] },
    )
    const shape = googleOffer(item(), { settings: api.settings }) as GoogleOffer
    expect(shape.local).toEqual({ stores: { AR1: 'arnhem' } })
    const said = await publish(api, [
      publication(shape, {
        key: 'sku/1',
        operation: 'update',
        confirmed: { ...shape, local: { stores: { UT1: 'utrecht', GONE: 'zwolle' } } },
        locations: [{ locationId: 'loc_1', location: 'arnhem', quantity: 2 }],
      }),
    ])
    expect(said).toMatchObject([{ outcome: 'accepted' }])
    expect(fetch.violations).toEqual([])
    const local = fetch.calls.filter(({ operationId }) => operationId?.includes('localInventories'))
    expect(local.map(({ operationId, params, body }) => [operationId?.split('.').at(-1), params, body])).toEqual([
      [
        'insert',
        { accountsId: '123', productsId: productName(api, 'sku/1') },
        { storeCode: 'AR1', localInventoryAttributes: { availability: 'IN_STOCK', quantity: '2' } },
      ],
      ...['UT1', 'GONE'].map((localInventoriesId) => [
        'delete',
        { accountsId: '123', productsId: productName(api, 'sku/1'), localInventoriesId },
        '',
      ]),
    ])
    const inputs = fetch.calls.filter(({ operationId }) => operationId?.endsWith('productInputs.insert'))
    expect(inputs).toHaveLength(1)
    expect(JSON.stringify(inputs.map(({ body }) => body))).not.toContain('stores')
  })

  it('is told to forget a product, and what it does not know is forgotten', async () => {
    const { api, fetch } = contracted(({ params }) =>
      params.productInputsId?.endsWith('GONE') ? refusal(404, 'NOT_FOUND', 'no such input') : undefined,
    )
    const said = await withdraw(api, [entry('SMOKER-SMALL'), entry('GONE')])
    expect(said.map(({ outcome }) => outcome)).toEqual(['live', 'live'])
    expect(fetch.violations).toEqual([])
  })

  it('tells what it thinks of each product, in our fields', async () => {
    const { api, fetch } = contracted(({ params }) => {
      const key = params.productsId ?? ''
      if (key.endsWith('GONE')) return refusal(404, 'NOT_FOUND', 'no such product')
      const destination = (kind: string) => ({ reportingContext: 'SHOPPING_ADS', [`${kind}Countries`]: ['NL'] })
      const issue = {
        code: 'image_link_broken',
        severity: 'DISAPPROVED',
        attribute: 'image link',
        detail: 'The image cannot be read',
      }
      return Response.json({
        name: `accounts/123/products/${key}`,
        offerId: key.split('~')[2],
        productAttributes: {
          title: 'Mug',
          price: { amountMicros: '12000000', currencyCode: 'EUR' },
          availability: 'IN_STOCK',
        },
        productStatus: {
          destinationStatuses: [
            destination(key.endsWith('BAD') ? 'disapproved' : key.endsWith('NEW') ? 'pending' : 'approved'),
          ],
          itemLevelIssues: key.endsWith('BAD') ? [issue] : [],
        },
      })
    })
    const said = await observe(api, ['GOOD', 'NEW', 'BAD', 'GONE'].map(entry))
    expect(said.map(({ key, status }) => [key, status])).toEqual([
      ['GOOD', 'live'],
      ['NEW', 'pending'],
      ['BAD', 'rejected'],
      ['GONE', 'missing'],
    ])
    expect(said[0]).toMatchObject({ price: 1_200, shape: { title: 'Mug' } })
    expect(said[2]?.issues).toEqual([
      { severity: 'error', code: 'image_link_broken', message: 'The image cannot be read', field: 'image_link' },
    ])
    expect(fetch.violations).toEqual([])
  })

  it('lists what is there page by page, of our own data source', async () => {
    const one = { contentLanguage: 'en', feedLabel: 'NL' }
    const dataSource = 'accounts/123/dataSources/456'
    const { api, fetch } = contracted(({ query }) =>
      Response.json(
        query.get('pageToken') === null
          ? {
              products: [
                { ...one, offerId: 'A', dataSource },
                { ...one, offerId: 'B', dataSource: 'accounts/123/dataSources/7' },
              ],
              nextPageToken: 'p2',
            }
          : {
              products: [
                { ...one, offerId: 'C', dataSource },
                { ...one, offerId: 'D', feedLabel: 'DE', dataSource },
              ],
            },
      ),
    )
    const first = await browse(api, null)
    const second = await browse(api, first.cursor)
    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(['A', 'C'])
    expect(second.cursor).toBeNull()
    expect(fetch.violations).toEqual([])
  })

  it('refuses one and takes the others; what is no entry’s fault stops all', async () => {
    const shapes = ['GOOD', 'BAD', 'SLOW'].map((key) => publication(offer(), { key }))
    const { api } = contracted(({ body }) => {
      const { offerId } = body as { readonly offerId: string }
      if (offerId === 'BAD') return refusal(400, 'INVALID_ARGUMENT', '[product.title] is too shiny')
      return offerId === 'SLOW' ? refusal(503, 'UNAVAILABLE', 'later') : undefined
    })
    expect(await publish(api, shapes)).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'rejected', issues: [{ code: 'INVALID_ARGUMENT', message: '[product.title] is too shiny' }] },
      { outcome: 'again' },
    ])
    const { api: closed } = contracted(() => refusal(403, 'PERMISSION_DENIED', 'no access'))
    await expect(publish(closed, shapes)).rejects.toMatchObject({
      failure: { kind: 'auth', code: 'PERMISSION_DENIED' },
    })
    const { api: busy } = contracted(() => refusal(429, 'RESOURCE_EXHAUSTED', 'quota'))
    await expect(publish(busy, shapes)).rejects.toMatchObject({ failure: { kind: 'throttled' } })
  })
})

describe('the name of a product', () => {
  it('is packed when its parts would break the path', () => {
    const api = { settings: { contentLanguage: 'en', feedLabel: 'US' } as GoogleSettings }
    expect(productName(api, 'SMOKER-SMALL')).toBe('en~US~SMOKER-SMALL')
    expect(productName(api, 'sku/123')).toBe('ZW5-VVN-c2t1LzEyMw')
  })
})

describe('a price in micros', () => {
  it('goes and comes back in every exponent, without rounding', () => {
    expect(googlePrice(1_234, 'EUR').amountMicros).toBe('12340000')
    expect(googlePrice(1_234, 'JPY').amountMicros).toBe('1234000000')
    for (const currency of ['EUR', 'JPY', 'KWD']) expect(minorOfGoogle(googlePrice(98_765, currency))).toBe(98_765)
    expect(minorOfGoogle({ amountMicros: '12345678', currencyCode: 'EUR' })).toBeUndefined()
  })
})

describe('an offer', () => {
  it('remembers what is so when there are none left', () => {
    const attributes = { availability: 'backorder', 'availability-date': '2026-09-01' }
    const later = offer({ quantity: 7, product: product({ attributes }) })
    expect(availabilityOf(7, later)).toBe('IN_STOCK')
    expect(availabilityOf(0, later)).toBe('BACKORDER')
    expect(availabilityOf(0, offer())).toBe('OUT_OF_STOCK')
  })

  it('is told what Google would refuse before anything is sent', () => {
    expect(googleOffer(item({ title: 'x'.repeat(151), price: null }), at)).toEqual({
      issues: [
        expect.objectContaining({ code: 'too_long', field: 'title' }),
        expect.objectContaining({ code: 'missing', field: 'price' }),
      ],
    })
  })
})
