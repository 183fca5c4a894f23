import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { contracted, isAbsent, reason } from '../fixtures/contracted.ts'
import { openPinterestShop, type PinterestShop } from '../fixtures/shop.ts'
import { type CheckoutOrder, checkoutEvent } from './checkout.ts'
import { hashedBuyer } from './hashed.ts'
import { sendEvent } from './send.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const order: CheckoutOrder = {
  id: 'ord_1',
  number: '1001',
  currency: 'EUR',
  placedAt: '2026-11-21T10:00:00.000Z',
  customerId: 'cus_1',
  email: ' Ada@Example.com ',
  phone: '+31 (0)20 555 01 00',
  address: {
    firstName: 'Ada',
    lastName: 'Lovelace',
    city: 'Den Haag',
    region: 'Zuid-Holland',
    postalCode: '2511 AA',
    country: 'NL',
  },
  lines: [{ sku: 'SMOKER', title: 'Bee smoker', quantity: 2, unitAmount: 3_900 }],
  goods: 7_800,
}

describe('a buyer as Pinterest hears of one', () => {
  it('is hashed part by part, each in the writing that is asked for', () => {
    expect(hashedBuyer(order)).toEqual({
      em: [sha256('ada@example.com')],
      ph: [sha256('310205550100')],
      fn: [sha256('ada')],
      ln: [sha256('lovelace')],
      ct: [sha256('denhaag')],
      zp: [sha256('2511')],
      country: [sha256('nl')],
      external_id: [sha256('cus_1')],
    })
  })

  it('leaves nothing of it readable in the event', () => {
    const text = JSON.stringify(checkoutEvent(order, 'https://shop.example')).toLowerCase()
    for (const word of ['ada@example.com', 'lovelace', 'haag', '2511', 'cus_1', '555']) expect(text).not.toContain(word)
  })

  it('is not told of without an email address', () => {
    expect(checkoutEvent({ ...order, email: null }, 'https://shop.example')).toBeUndefined()
  })
})

describe.skipIf(isAbsent)(`the event of a purchase${reason}`, () => {
  const event = checkoutEvent(order, 'https://shop.example')

  it('keeps to the contract, and carries the id of the order, by which it is counted once', async () => {
    const { api, fetch } = contracted(undefined, { adAccountId: '549755885175' })
    if (event !== undefined) await sendEvent(api, event)
    expect(fetch.calls[0]).toMatchObject({
      operationId: 'events/create',
      params: { ad_account_id: '549755885175' },
      body: {
        data: [
          {
            event_name: 'checkout',
            action_source: 'web',
            event_id: 'ord_1',
            event_time: 1_795_255_200,
            custom_data: { currency: 'EUR', value: '78.00', order_id: '1001', num_items: 2, content_ids: ['SMOKER'] },
          },
        ],
      },
    })
  })

  it('is refused with Pinterest’s words, and without an ad account before anything is sent', async () => {
    const events = [{ status: 'failed', error_message: 'event_time is too old' }]
    const answer = () => Response.json({ num_events_received: 1, num_events_processed: 0, events })
    const { api } = contracted(answer, { adAccountId: '5' })
    if (event === undefined) throw new Error('there is no event')
    await expect(sendEvent(api, event)).rejects.toMatchObject({
      failure: { kind: 'refused', message: 'event_time is too old' },
    })
    const { api: none, fetch } = contracted()
    await expect(sendEvent(none, event)).rejects.toMatchObject({ failure: { code: 'ad-account' } })
    expect(fetch.calls).toEqual([])
  })
})

describe('a shop that tells Pinterest of its orders', { timeout: 60_000 }, () => {
  let open: PinterestShop
  afterEach(() => open?.close())

  const buy = async (email: string, buyer: { readonly customerId?: string } = {}) => {
    const { admin } = open
    const body = { lines: [{ sku: 'SMOKER', quantity: 1 }], email, delivery: { code: 'fetch' }, ...buyer }
    const draft = await admin.orders.createDraft({ body })
    await admin.orders.completeDraft({ params: { id: draft.id } })
    await open.commerce.idle()
  }
  const deliver = async () => {
    const [place] = (await open.admin.locations.list({ query: {} })).items
    await open.admin.delivery.create({
      body: {
        code: 'fetch',
        type: 'pickup',
        texts: { en: { name: 'Fetch it' } },
        pickupLocationIds: [place?.id ?? ''],
        rates: [{ market: 'main', currency: 'EUR', amount: 0 }],
      },
    })
  }
  const told = () => open.sandbox.act.shown({}).conversions

  it('tells each once, and never where the settings do not say so', async () => {
    open = await openPinterestShop({ adAccountId: '42', conversions: 'all' })
    await deliver()
    await buy('ada@example.com')
    expect(await open.soon(told, (all) => all.length > 0)).toMatchObject([
      { name: 'checkout', value: '39.00', currency: 'EUR' },
    ])
    await open.admin.channels.update({
      params: { id: open.id },
      body: { settings: { country: 'NL', locale: 'en-GB' } },
    })
    await buy('grace@example.com')
    expect(told().length).toBe(1)
    expect(open.sandbox.act.violations({})).toEqual([])
  })

  it('asks whether the buyer agreed, where only those are told of', async () => {
    open = await openPinterestShop({ adAccountId: '42', conversions: 'consented' })
    await deliver()
    const customer = (email: string, acceptsMarketing: boolean) =>
      open.admin.customers.create({ body: { email, firstName: 'Ada', acceptsMarketing } })
    await buy('guest@example.com')
    await buy('no@example.com', { customerId: (await customer('no@example.com', false)).id })
    expect(told()).toEqual([])
    await buy('yes@example.com', { customerId: (await customer('yes@example.com', true)).id })
    expect(told()).toHaveLength(1)
  })

  it('tells again when Pinterest did not answer, and is counted once', async () => {
    open = await openPinterestShop({ adAccountId: '42', conversions: 'all' })
    await deliver()
    open.sandbox.turn({
      faults: [{ on: 'POST /v5/ad_accounts/*', times: 1, fault: { answer: 'reset', isApplied: true } }],
    })
    await buy('ada@example.com')
    const calls = () => open.sandbox.calls({ path: '/v5/ad_accounts/*' })
    await open.soon(calls, (all) => all.some(({ status }) => status === 200))
    expect(told().length).toBe(1)
  })
})
