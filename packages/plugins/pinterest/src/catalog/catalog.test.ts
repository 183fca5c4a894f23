import { listingItem as item, listingPublication as publication } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { contracted, isAbsent, NOW, problem, reason } from '../fixtures/contracted.ts'
import { toRetailItem } from './map.ts'
import { observe } from './observe.ts'
import { publish, pushPrices, pushStock, withdraw } from './publish.ts'
import { pollReceipts } from './receipts.ts'
import type { RetailItem } from './retail-item.ts'

const entry = { key: 'SMOKER-SMALL', externalId: null }
const shapeOf = (api: ReturnType<typeof contracted>['api']) => toRetailItem(item(), api) as RetailItem
const bodyOf = ({ fetch }: ReturnType<typeof contracted>) =>
  fetch.calls.at(-1)?.body as { items: { attributes: Record<string, unknown>; update_mask?: string[] }[] }

describe.skipIf(isAbsent)(`the catalogue of a Pinterest account${reason}`, () => {
  it('gets items whole by UPSERT where the account has no feed, and tells a receipt', async () => {
    const contract = contracted(undefined, { catalogId: '26800', adAccountId: '5497' })
    const [told] = await publish(contract.api, [publication(shapeOf(contract.api))])
    expect(told).toMatchObject({
      key: 'SMOKER-SMALL',
      outcome: 'pending',
      receipt: expect.stringMatching(/^items:\w+/),
    })
    expect(contract.fetch.calls.at(-1)?.query.get('ad_account_id')).toBe('5497')
    expect(bodyOf(contract)).toMatchObject({
      catalog_type: 'RETAIL',
      catalog_id: '26800',
      items: [
        {
          item_id: 'SMOKER-SMALL',
          operation: 'UPSERT',
          attributes: {
            title: 'Bee smoker – Small',
            price: '29.99 EUR',
            availability: 'in stock',
            item_group_id: 'bee-smoker',
            variant_names: ['Size'],
            material: 'steel',
            last_updated_time: NOW,
          },
        },
      ],
    })
  })

  it('gets CREATE and UPDATE where the account has a feed: what changed, and what went away by the mask alone', async () => {
    const contract = contracted(undefined, { hasFeed: true })
    const shape = shapeOf(contract.api)
    const confirmed = { ...shape, title: 'Smoker', pattern: 'plain' }
    await publish(contract.api, [publication(shape), publication(shape, { operation: 'update', confirmed })])
    expect(bodyOf(contract).items).toMatchObject([
      { operation: 'CREATE', attributes: { image_link: 'https://shop.example.com/files/small.jpg' } },
      {
        operation: 'UPDATE',
        attributes: { title: shape.title },
        update_mask: ['title', 'pattern', 'last_updated_time'],
      },
    ])
    expect(bodyOf(contract).items[1]?.attributes).toEqual({ title: shape.title, last_updated_time: NOW })
  })

  it('gets an item anew when a picture changed, which UPDATE does not take', async () => {
    const contract = contracted(undefined, { hasFeed: true })
    const shape = shapeOf(contract.api)
    const confirmed = { ...shape, image_link: 'https://shop.example.com/files/old.jpg' }
    await publish(contract.api, [publication(shape, { operation: 'update', confirmed })])
    expect(bodyOf(contract).items).toMatchObject([{ operation: 'CREATE', attributes: { price: '29.99 EUR' } }])
  })

  it('gets availability and prices by themselves, the price of before beside a lower one', async () => {
    const contract = contracted()
    const shape = shapeOf(contract.api)
    await pushStock(contract.api, [{ ...entry, quantity: 0, locations: [], sequence: 3, shape }])
    expect(bodyOf(contract).items).toMatchObject([
      {
        operation: 'UPDATE',
        attributes: { availability: 'out of stock' },
        update_mask: ['availability', 'last_updated_time'],
      },
    ])
    await pushPrices(contract.api, [
      { ...entry, price: 2499, compareAt: 2999, currency: 'EUR', shape },
      { ...entry, key: 'B', price: 500, compareAt: null, currency: 'JPY', shape },
    ])
    expect(bodyOf(contract).items.map(({ attributes }) => attributes)).toEqual([
      { price: '29.99 EUR', sale_price: '24.99 EUR', last_updated_time: NOW },
      { price: '500 JPY', last_updated_time: NOW },
    ])
    expect(bodyOf(contract).items[1]?.update_mask).toContain('sale_price')
  })

  it('loses what is withdrawn', async () => {
    const contract = contracted()
    expect(await withdraw(contract.api, [entry])).toMatchObject([{ outcome: 'pending' }])
    expect(bodyOf(contract).items).toMatchObject([{ operation: 'DELETE', item_id: 'SMOKER-SMALL' }])
  })
})

const batch = (items: readonly object[], status = 'COMPLETED') =>
  Response.json({ catalog_type: 'RETAIL', batch_id: '7', created_time: '2026-11-21T00:00:00Z', status, items })

describe.skipIf(isAbsent)(`the receipt of a batch${reason}`, () => {
  const poll = async (answer: () => Response, receipt = 'items:7') => {
    const { api } = contracted(answer)
    const [outcome] = await pollReceipts(api, [receipt])
    return outcome
  }

  it('is worked on until every item is done', async () => {
    expect(await poll(() => batch([], 'PROCESSING'))).toEqual({ receipt: 'items:7', status: 'working' })
    expect(await poll(() => batch([{ item_id: 'A', status: 'PROCESSING' }]))).toMatchObject({ status: 'working' })
  })

  it('tells of each item whether Pinterest took it, in its own words', async () => {
    const errors = [{ attribute: 'LINK', code: 106, message: 'Link is not of the claimed website' }]
    const warnings = [{ attribute: 'gtin', code: 205, message: 'GTIN is missing' }]
    const items = [
      { item_id: 'A', status: 'SUCCESS', warnings },
      { item_id: 'B', status: 'FAILURE', errors },
      { item_id: 'C', status: 'FAILURE' },
    ]
    expect(await poll(() => batch(items))).toMatchObject({
      status: 'done',
      acknowledgements: [
        { key: 'A', outcome: 'accepted', issues: [{ severity: 'warning', field: 'gtin' }] },
        {
          key: 'B',
          outcome: 'rejected',
          issues: [
            { severity: 'error', code: '106', field: 'link', message: expect.stringMatching(/claimed website/) },
          ],
        },
        { key: 'C', outcome: 'rejected', issues: [{ code: 'rejected' }] },
      ],
    })
    const values = await poll(() => batch([{ item_id: 'A', status: 'SUCCESS' }]), 'values:7')
    expect(values).toMatchObject({ acknowledgements: [{ outcome: 'live' }] })
  })

  it('has failed when the batch did, or is not known any more', async () => {
    expect(await poll(() => batch([], 'FAILED'))).toMatchObject({ status: 'failed' })
    const unknown = () => problem(404, 4331, 'Sorry! We could not find your batch ID.')
    expect(await poll(unknown)).toMatchObject({ status: 'failed', message: expect.stringMatching(/know the batch/) })
    await expect(poll(() => problem(401, 2, 'Authentication failed.'))).rejects.toMatchObject({
      failure: { kind: 'auth' },
    })
  })
})

describe.skipIf(isAbsent)(`what the catalogue shows${reason}`, () => {
  it('is read back with price, availability, Pin and the reasons of what was refused', async () => {
    const attributes = {
      title: 'Bee smoker',
      image_link: ['https://shop.example.com/files/small.jpg'],
      price: '29.99 EUR',
      sale_price: '24.99 USD',
      availability: 'OUT OF STOCK',
      number_of_reviews: 3,
    }
    const errors = [{ attribute: 'image_link', code: 112, message: 'Image could not be fetched' }]
    const items = [
      { catalog_type: 'RETAIL', item_id: 'A', attributes, pins: [{ id: '99' }] },
      { catalog_type: 'RETAIL', item_id: 'B', errors },
    ]
    const { api } = contracted(() => Response.json({ items }))
    const keys = ['A', 'B', 'C'].map((key) => ({ key, externalId: null }))
    expect(await observe(api, keys)).toEqual([
      {
        key: 'A',
        status: 'live',
        externalId: '99',
        url: 'https://www.pinterest.com/pin/99/',
        price: 2499,
        quantity: 0,
        issues: [],
        shape: { title: 'Bee smoker', image_link: 'https://shop.example.com/files/small.jpg' },
      },
      {
        key: 'B',
        status: 'rejected',
        issues: [{ severity: 'error', code: '112', field: 'image_link', message: 'Image could not be fetched' }],
      },
      { key: 'C', status: 'missing' },
    ])
  })
})
