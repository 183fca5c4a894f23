import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ordered, openStores, order, type StoreShop } from './fixtures/shop.ts'
import type { PickupView } from './model.ts'

interface Given {
  readonly handOverId: string
  readonly pickup: PickupView
}

interface Mine {
  readonly items: {
    readonly id: string
    readonly status: string
    readonly code: string | null
    readonly qr: { readonly text: string; readonly svg: string } | null
    readonly store: { readonly name: string }
    readonly readyBy: string
  }[]
}

const admin = '/admin/click-and-collect'

describe('collecting in a store', () => {
  let stores: StoreShop
  beforeEach(async () => {
    stores = await openStores()
  })
  afterEach(() => stores.close())

  const mine = async ({ id, token }: Ordered) => {
    const path = `/store/click-and-collect/orders/${id}?token=${token}`
    const [pickup] = (await stores.ask<Mine>('GET', path, undefined, 'nobody')).body.items
    if (pickup === undefined) throw new Error('there is no pickup')
    return pickup
  }
  const timeline = async (id: string) =>
    (await stores.calls.admin.orders.timeline({ params: { id }, query: {} })).items.map(({ kind }) => kind).reverse()

  it('goes from the choice of a store to the hand-over by code', async () => {
    const { ask, sent, places, shop } = stores
    const placed = await order(stores, { skus: { 'VEIL-ONE': 2 }, at: 'lviv' })
    expect(await mine(placed)).toMatchObject({ status: 'placed', code: null, qr: null, store: { name: 'Lviv shop' } })

    const work = await ask<{ items: PickupView[] }>('GET', `${admin}/pickups?location=${places.lviv}`)
    expect(work.body.items).toMatchObject([
      { order: placed.number, status: 'placed', name: 'Ada Vos', readyBy: '2026-06-01T10:00:00.000Z', isLate: false },
    ])
    const { id } = work.body.items[0] as PickupView
    const step = <Body = PickupView>(path: string, body: unknown = {}) =>
      ask<Body>('POST', `${admin}/pickups/${id}/${path}`, body)

    expect((await step('start')).body.status).toBe('picking')
    expect((await step<{ code: string }>('ready')).body.code).toBe('click-and-collect.notPicked')
    expect((await step<{ code: string }>('picks', { scan: 'HIVE-TOOL-ONE' })).body.code).toBe(
      'click-and-collect.notOnList',
    )
    expect((await step('picks', { scan: 'VEIL-ONE' })).body.lines).toMatchObject([{ picked: 1, quantity: 2 }])
    expect((await step('picks', { scan: 'VEIL-ONE' })).body.lines).toMatchObject([{ picked: 2, quantity: 2 }])
    expect((await step<{ code: string }>('picks', { scan: 'VEIL-ONE' })).body.code).toBe(
      'click-and-collect.pickedAlready',
    )
    sent.length = 0
    expect((await step('ready')).body).toMatchObject({ status: 'ready', collectUntil: '2026-06-08T16:00:00.000Z' })
    await shop.commerce.idle()
    expect(sent.map(({ subject }) => subject)).toEqual([`Order ${placed.number} is ready to collect`])

    const shown = await mine(placed)
    expect(sent[0]?.text).toContain(shown.code)
    expect(shown.qr?.svg).toMatch(/^<svg/)
    const given = await ask<Given>('POST', `${admin}/hand-overs`, { code: shown.code, locationId: places.lviv })
    expect(given).toMatchObject({ status: 201, body: { pickup: { status: 'collected' } } })
    await shop.commerce.idle()
    expect(sent).toHaveLength(1)
    expect(await timeline(placed.id)).toEqual([
      'placed',
      'click-and-collect/placed',
      'fulfillment_order',
      'click-and-collect/picking',
      'click-and-collect/picked',
      'click-and-collect/picked',
      'fulfillment_order',
      'click-and-collect/ready',
      'fulfilled',
      'click-and-collect/handedOver',
    ])
    const { fulfillmentStatus } = await stores.calls.admin.orders.get({ params: { id: placed.id } })
    expect(fulfillmentStatus).toBe('fulfilled')
  })
})

describe('somebody else who collects', () => {
  let stores: StoreShop
  beforeEach(async () => {
    stores = await openStores()
  })
  afterEach(() => stores.close())

  it('is named by the buyer and seen at the counter, with a row in the timeline; nobody else may name one', async () => {
    const placed = await order(stores)
    const path = (token: string) => `/store/click-and-collect/orders/${placed.id}/collector?token=${token}`
    const name = (collector: string | null, token = placed.token) =>
      stores.ask<Mine & { items: { collector: string | null }[] }>('POST', path(token), { name: collector }, 'nobody')
    expect((await name('Bo Lind')).body.items).toMatchObject([{ collector: 'Bo Lind' }])
    expect((await name('Eve Else', 'guessed')).status).toBe(404)
    const work = await stores.ask<{ items: PickupView[] }>('GET', `${admin}/pickups?location=${stores.places.main}`)
    expect(work.body.items).toMatchObject([{ name: 'Ada Vos', collector: 'Bo Lind' }])
    await name('Bo Lind')
    expect((await name(null)).body.items).toMatchObject([{ collector: null }])
    const { items } = await stores.calls.admin.orders.timeline({ params: { id: placed.id }, query: {} })
    const rows = items.filter(({ kind }) => kind === 'click-and-collect/collectorNamed')
    expect(rows.map(({ data }) => data)).toMatchObject([{ isSomebodyElse: false }, { isSomebodyElse: true }])
    expect(JSON.stringify(rows)).not.toContain('Lind')
  })
})

describe('the order page right after buying', () => {
  it('says where and by when, also before anybody heard of the order', async () => {
    const stores = await openStores()
    try {
      const placed = await order(stores, { wait: false })
      const path = `/store/click-and-collect/orders/${placed.id}?token=${placed.token}`
      const { body } = await stores.ask<Mine>('GET', path, undefined, 'nobody')
      expect(body.items).toMatchObject([{ status: 'placed', code: null, readyBy: '2026-06-01T10:00:00.000Z' }])
    } finally {
      await stores.close()
    }
  })
})
