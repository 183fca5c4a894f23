import {
  type ContractCall,
  contractFetch,
  listingItem as item,
  listingProduct as product,
  listingPublication as publication,
  testAccount,
} from '@vitrine/core/testing'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { itemFields, metaContract } from '../fixtures/meta-contract.ts'
import { WITHOUT } from '../fixtures/specs.ts'
import { metaApi } from './api.ts'
import { browse, observe } from './observe.ts'
import { type MetaOffer, metaOffer } from './offer.ts'
import { publish, pushPrices, pushStock, withdraw } from './publish.ts'
import { pollReceipts } from './receipts.ts'
import { MetaSettings } from './settings.ts'

const contract = metaContract()
const settings = v.parse(MetaSettings, { catalogId: '987' })
const offer = (changes: Parameters<typeof item>[0] = {}) => metaOffer(item(changes), { settings }) as MetaOffer
const entry = (key: string) => ({ key, externalId: null })
const NOW = 1_780_272_000_000

function contracted(answer: (call: ContractCall) => Response, credentials: { readonly appSecret?: string } = {}) {
  const fetch = contractFetch({
    documents: [{ document: contract ?? {}, base: 'https://graph.facebook.com/v23.0' }],
    answer: (_, call) => answer(call),
  })
  const account = testAccount({
    settings,
    credentials: { accessToken: 'EAA-token', ...credentials },
    fetch,
    now: () => NOW,
  })
  return { fetch, account, api: metaApi(account) }
}
const taken = () => Response.json({ handles: ['h1'], validation_status: [] })
const refusal = (code: number, message: string, headers: Record<string, string> = {}) =>
  Response.json({ error: { message, type: 'OAuthException', code, fbtrace_id: 'A' } }, { status: 400, headers })

describe.skipIf(contract === undefined)(`Meta’s catalogue${contract === undefined ? WITHOUT : ''}`, () => {
  it('gets items in batches, with what the shop says no more left empty', async () => {
    const { api, fetch } = contracted(taken)
    const shape = offer({ product: product({ attributes: { 'age-group': 'adult', 'custom-label-2': 'x' } }) })
    const before = { ...shape, material: 'wood' }
    const said = await publish(api, [publication(shape, { compareAt: 3_499, confirmed: before })])
    expect(said).toEqual([{ key: 'SMOKER-SMALL', outcome: 'pending', receipt: 'items:h1' }])
    expect(fetch.violations).toEqual([])
    expect(fetch.calls[0]?.body).toEqual({
      item_type: 'PRODUCT_ITEM',
      allow_upsert: true,
      requests: [
        {
          method: 'UPDATE',
          data: {
            id: 'SMOKER-SMALL',
            title: 'Bee smoker – Small',
            description: 'Calms the bees with cool smoke.',
            link: 'https://shop.example.com/products/bee-smoker',
            image: [
              { url: 'https://shop.example.com/files/small.jpg' },
              { url: 'https://shop.example.com/files/smoker.jpg' },
            ],
            brand: 'Lipova',
            condition: 'new',
            gtin: '4006381333931',
            item_group_id: 'bee-smoker',
            google_product_category: 'Business & Industrial > Agriculture',
            shipping_weight: '850 g',
            size: 'Small',
            age_group: 'adult',
            custom_label_2: 'x',
            material: '',
            price: '34.99 EUR',
            sale_price: '29.99 EUR',
            availability: 'in stock',
            inventory: 7,
          },
        },
      ],
    })
  })

  it('knows stock, prices and what is gone by batches of their own', async () => {
    const { api, fetch } = contracted(taken)
    const shape = offer()
    await pushStock(api, [{ ...entry('A'), quantity: 0, locations: [], sequence: 1, shape }])
    await pushPrices(api, [{ ...entry('A'), price: 999, compareAt: null, currency: 'EUR', shape }])
    const said = await withdraw(api, [entry('B')])
    expect(said).toEqual([{ key: 'B', outcome: 'pending', receipt: 'values:h1' }])
    expect(fetch.violations).toEqual([])
    expect(fetch.calls.map(({ body }) => (body as { readonly requests: unknown }).requests)).toEqual([
      [{ method: 'UPDATE', data: { id: 'A', availability: 'out of stock', inventory: 0 } }],
      [{ method: 'UPDATE', data: { id: 'A', price: '9.99 EUR', sale_price: '' } }],
      [{ method: 'DELETE', data: { id: 'B' } }],
    ])
  })

  it('says after a while what it refused; what it does not name went through', async () => {
    const { api, fetch } = contracted(({ query }) => {
      const handle = query.get('handle') ?? ''
      if (handle === 'gone') return refusal(803, 'unknown')
      const status = handle === 'slow' ? 'in_progress' : 'finished'
      const errors = handle === 'bad' ? [{ id: 'BAD', message: 'The field “image_link” cannot be read' }] : []
      return Response.json({ data: [{ handle, status, errors, ids_of_invalid_requests: errors.map(({ id }) => id) }] })
    })
    expect(await pollReceipts(api, ['items:good', 'items:good,bad', 'values:good,slow', 'values:gone'])).toEqual([
      { receipt: 'items:good', status: 'done', acknowledgements: [], others: 'accepted' },
      {
        receipt: 'items:good,bad',
        status: 'done',
        others: 'accepted',
        acknowledgements: [
          {
            key: 'BAD',
            outcome: 'rejected',
            issues: [
              {
                severity: 'error',
                code: 'refused',
                message: 'The field “image_link” cannot be read',
                field: 'image_link',
              },
            ],
          },
        ],
      },
      { receipt: 'values:good,slow', status: 'working' },
      { receipt: 'values:gone', status: 'failed', message: 'Meta does not know the batch any more' },
    ])
    expect(fetch.violations).toEqual([])
  })

  it('refuses some of a batch at once', async () => {
    const { api } = contracted(() =>
      Response.json({
        handles: ['h1'],
        validation_status: [{ retailer_id: 'B', errors: [{ message: 'price is wrong' }], warnings: [] }],
      }),
    )
    const said = await publish(
      api,
      ['A', 'B'].map((key) => publication(offer(), { key })),
    )
    expect(said.map(({ outcome }) => outcome)).toEqual(['pending', 'rejected'])
  })

  it('is read back by our ids and page by page, with reasons', async () => {
    const shown = {
      id: '1',
      retailer_id: 'A',
      name: 'Mug',
      url: 'https://shop.example.com/a',
      inventory: 3,
      availability: 'in stock',
    }
    const data = [
      { ...shown, review_status: 'approved' },
      { ...shown, id: '2', retailer_id: 'B', review_status: 'rejected', review_rejection_reasons: ['Weapons'] },
      { ...shown, id: '3', retailer_id: 'C', review_status: 'pending', inventory: 0, availability: 'out of stock' },
    ]
    const { api, fetch } = contracted(({ query }) =>
      Response.json(
        query.get('after') === null
          ? { data, paging: { cursors: { after: 'x' }, next: 'https://graph.facebook.com/next' } }
          : { data: [], paging: {} },
      ),
    )
    const said = await observe(api, ['A', 'B', 'C', 'D'].map(entry))
    expect(said.map(({ key, status, quantity }) => [key, status, quantity])).toEqual([
      ['A', 'live', 3],
      ['B', 'rejected', 3],
      ['C', 'pending', 0],
      ['D', 'missing', undefined],
    ])
    expect(said[1]?.issues).toEqual([{ severity: 'error', code: 'review', message: 'Weapons' }])
    const [filter, asked] = ['filter', 'fields'].map((name) => fetch.calls[0]?.query.get(name) ?? '')
    expect(JSON.parse(filter ?? '')).toEqual({ retailer_id: { is_any: ['A', 'B', 'C', 'D'] } })
    for (const name of (asked ?? '').split(',')) expect(itemFields).toContain(name)
    const first = await browse(api, null)
    expect([first.items.length, first.cursor]).toEqual([3, 'x'])
    expect((await browse(api, 'x')).cursor).toBeNull()
    expect(fetch.violations).toEqual([])
  })

  it('gets a proof of the secret when there is one, and the token in no address', async () => {
    const { api, fetch, account } = contracted(taken, { appSecret: 'sesame' })
    await withdraw(api, [entry('A')])
    expect(fetch.calls[0]?.query.get('appsecret_proof')).toMatch(/^[0-9a-f]{64}$/)
    expect(account.exchanges[0]?.url).not.toContain('EAA-token')
  })

  it.each([
    [190, 'Error validating access token', 'auth'],
    [200, 'Permissions error', 'auth'],
    [100, 'Invalid parameter', 'refused'],
    [1, 'Please reduce the amount of data you are asking for', 'refused'],
    [1, 'An unknown error occurred', 'temporary'],
    [2, 'Service temporarily unavailable', 'temporary'],
    [80_014, 'There have been too many calls', 'throttled'],
  ])('says no with %i (%s): %s', async (code, message, kind) => {
    const { api } = contracted(() => refusal(code, message))
    await expect(withdraw(api, [entry('A')])).rejects.toMatchObject({ failure: { kind, code: String(code), message } })
  })

  it('says how long it will take no calls', async () => {
    const usage = { 987: [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: 5 }] }
    const { api } = contracted(() =>
      refusal(80_014, 'too many', { 'x-business-use-case-usage': JSON.stringify(usage) }),
    )
    await expect(withdraw(api, [entry('A')])).rejects.toMatchObject({ failure: { retryAt: NOW + 300_000 } })
  })
})

describe('an offer for Meta', () => {
  it('is told what Meta would refuse before anything is sent', () => {
    expect(metaOffer(item({ title: 'x'.repeat(201) }), { settings })).toEqual({
      issues: [expect.objectContaining({ code: 'too_long', field: 'title' })],
    })
  })

  it('remembers what is so when there are none left', () => {
    const later = { product: product({ attributes: { availability: 'backorder' } }) }
    expect(offer({ ...later, quantity: 7 }).availability).toBe('available for order')
    expect(offer({ ...later, quantity: 0 }).availability).toBe('available for order')
    expect(offer({ quantity: 0 }).availability).toBeUndefined()
  })
})
