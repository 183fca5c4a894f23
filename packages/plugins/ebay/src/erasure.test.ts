import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EbayShop, eventually, openEbayShop, TOKEN } from './fixtures/shop.ts'
import { buyersOf, withoutBuyer } from './orders/buyers.ts'

const DAY = 86_400_000
/** Words of the sandbox's buyer. */
const PERSON = ['Marta', 'Kowalska', 'Lipowa', 'marta.kowalska@example.com', '30-001']

describe('a person who closes the account at eBay', { timeout: 60_000 }, () => {
  let open: EbayShop
  afterEach(() => open.close())

  /** Everything is listed, and eBay tells the shop what happens. */
  beforeEach(async () => {
    open = await openEbayShop()
    await open.admin.channels.confirm({ params: { id: open.id } })
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.commerce.idle()
    await open.sandbox.act.setHook({ url: `${open.url}/hooks/${open.id}`, verificationToken: TOKEN })
  })
  const sell = async () => {
    const before = (await open.admin.orders.list({ query: {} })).items.length
    const placed = open.sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL', quantity: 1 }] })
    open.later(3 * 60_000)
    const all = await eventually(
      async () => (await open.admin.orders.list({ query: {} })).items,
      (items) => items.length === before + 1,
    )
    const orders = await Promise.all(all.map(({ id }) => open.admin.orders.get({ params: { id } })))
    const ours = orders.find(({ external }) => external?.id === placed.orderId)
    return { id: ours?.id ?? '', username: `buyer-${placed.orderId}` }
  }
  const ship = async (id: string) => {
    const [work] = (await open.admin.fulfillment.list({ query: { order: id } })).items
    const lines = work?.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) ?? []
    const tracking = { carrier: 'DHL', number: `${id.slice(-8)}`, url: 'https://track.example.com/1' }
    await open.admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
    await open.commerce.idle()
  }
  const order = (id: string) => open.admin.orders.get({ params: { id } })
  const close = async (username: string) => {
    const data = { username, userId: 'u-1', eiasToken: 'x' }
    expect(await open.sandbox.act.notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data })).toBe(200)
    await open.commerce.idle()
  }
  const rows = async (sql: string) => (await open.commerce.core.db.raw(sql)) as string[][]
  /** Where words of the person stand in the tables of the channel and of the book. */
  async function found(words: readonly string[]) {
    const tables = await rows(`select name from sqlite_master where type = 'table'
      and (name like 'channel_%' or name like 'order%' or name in ('events', 'audit_log'))`)
    const places: string[] = []
    for (const [table] of tables)
      for (const row of await rows(`select * from ${table}`))
        if (words.some((word) => JSON.stringify(row).includes(word))) places.push(String(table))
    return [...new Set(places)]
  }

  it('is in no order, stored answer or message any more, and in the log it stands that somebody was erased', async () => {
    const gone = await sell()
    expect(await order(gone.id)).toMatchObject({ email: PERSON[3], shippingAddress: { city: 'Kraków' } })
    await ship(gone.id)
    expect(await found([...PERSON, gone.username])).not.toEqual([])
    await close(gone.username)
    expect(await found([...PERSON, gone.username])).toEqual([])
    expect(await order(gone.id)).toMatchObject({
      email: null,
      phone: null,
      shippingAddress: { country: 'PL', lastName: '', line1: '' },
      total: { amount: 1_450 + 595 },
      timeline: expect.arrayContaining([expect.objectContaining({ kind: 'erased' })]),
    })
    expect(await rows(`select action, subject from audit_log where action = 'channels.eraseBuyer'`)).toEqual([
      ['channels.eraseBuyer', gone.id],
    ])
    expect(await rows(`select count(*) from events where name = 'order.buyerErased'`)).toEqual([[1]])
    open.later(3 * 60_000)
    await open.admin.channels.retryOrders({ params: { id: open.id }, body: {} })
    await open.commerce.idle()
    expect(await order(gone.id)).toMatchObject({ email: null, shippingAddress: { line1: '' } })
  })

  it('is erased when the order that is still to be sent has left, and others stay as they are', async () => {
    const gone = await sell()
    const other = await sell()
    await close(gone.username)
    expect(await order(gone.id)).toMatchObject({ email: PERSON[3] })
    await ship(gone.id)
    open.later(2 * DAY)
    await eventually(
      () => order(gone.id),
      ({ email }) => email === null,
    )
    expect(await order(other.id)).toMatchObject({ email: PERSON[3], shippingAddress: { city: 'Kraków' } })
  })
})

describe('an order that is kept without its buyer', () => {
  it('names nobody, and is no more than its number when it cannot be read', () => {
    const raw = {
      orderId: '1',
      lastModifiedDate: '2026-01-01T00:00:00Z',
      buyer: { username: 'gone', taxIdentifier: {} },
    }
    expect(buyersOf(raw)).toEqual(['gone'])
    expect(withoutBuyer(raw)).toEqual({ orderId: '1', lastModifiedDate: '2026-01-01T00:00:00Z' })
    expect([buyersOf(null), withoutBuyer('?')]).toEqual([[], {}])
  })
})
