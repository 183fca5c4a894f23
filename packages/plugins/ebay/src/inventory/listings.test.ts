import { afterEach, describe, expect, it } from 'vitest'
import { hasContracts, type OpenEbay, openEbay, publicationOf, single, sizes } from '../fixtures/open-ebay.ts'
import { pushPrices, pushStock } from './lanes.ts'
import { browse, observe } from './observe.ts'
import { publish } from './publish.ts'
import { withdraw } from './withdraw.ts'

let ebay: OpenEbay
afterEach(() => ebay.close())

const entry = (key: string, externalId: string | null = null) => ({ key, externalId })
const offers = () => ebay.sandbox.act.state({}).offers

describe.skipIf(!hasContracts)("eBay's contract files beside the project", () => {
  it('check every call of these tests', async () => {
    ebay = await openEbay()
    await expect(ebay.api.inventory.get('/offer/1/fees')).rejects.toThrow(/breaks its contract/)
    await expect(ebay.close()).rejects.toThrow('expected [ Array(1) ] to deeply equal []')
    ebay = await openEbay()
  })
})

describe('a variant with a listing of its own', () => {
  it('is put, offered and shown in three calls, and is live with the id of its offer', async () => {
    ebay = await openEbay()
    const [said] = await publish(ebay.api, [publicationOf(single(), ebay.settings)])
    const [offer] = offers()
    expect(said).toEqual({ key: 'SMOKER-SMALL', outcome: 'live', externalId: offer?.offerId, issues: [] })
    expect(offer).toMatchObject({ isPublished: true, quantity: 5, price: 2900 })
    expect(ebay.calls()).toEqual([
      'POST /bulk_create_or_replace_inventory_item',
      'POST /offer',
      'POST /bulk_publish_offer',
    ])
  })

  it('is adopted when an offer of it is there already', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single(), ebay.settings)
    const [first] = await publish(ebay.api, [publication])
    const [second] = await publish(ebay.api, [{ ...publication, price: 3100 }])
    expect(second).toMatchObject({ outcome: 'live', externalId: (first as { externalId: string }).externalId })
    expect(offers()).toHaveLength(1)
    expect(offers()[0]).toMatchObject({ price: 3100 })
  })

  it('is revised in place when its offer is known', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single(), ebay.settings)
    const [first] = await publish(ebay.api, [publication])
    const { externalId } = first as { externalId: string }
    const shape = { ...publication.shape, title: 'Smoker, steel' }
    const update = { ...publication, operation: 'update', externalId, shape, confirmed: publication.shape } as const
    expect(await publish(ebay.api, [update])).toMatchObject([{ outcome: 'live', externalId }])
    expect(ebay.sandbox.act.state({}).items).toMatchObject([{ product: { title: 'Smoker, steel' } }])
    expect(ebay.calls().slice(3)).toEqual([
      'POST /bulk_create_or_replace_inventory_item',
      `GET /offer/${externalId}`,
      `PUT /offer/${externalId}`,
    ])
  })

  it('waits without stock, and the stock lane shows it when there is some', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single({ quantity: 0 }), ebay.settings)
    const [said] = await publish(ebay.api, [publication])
    expect(said).toMatchObject({ outcome: 'live', issues: [{ severity: 'warning', code: 'no-stock' }] })
    expect(offers()).toMatchObject([{ isPublished: false }])
    expect(await observe(ebay.api, [entry(publication.key)])).toMatchObject([{ status: 'live', quantity: 0 }])
    const { externalId } = said as { externalId: string }
    const stock = { ...publication, externalId, sequence: 1 }
    expect(await pushStock(ebay.api, [{ ...stock, quantity: 0 }])).toMatchObject([{ outcome: 'live' }])
    expect(await pushStock(ebay.api, [{ ...stock, quantity: 3 }])).toMatchObject([{ outcome: 'live' }])
    expect(offers()).toMatchObject([{ isPublished: true, quantity: 3 }])
  })

  it("is refused with our field and eBay's words, and the others go through", async () => {
    ebay = await openEbay()
    const good = publicationOf(single(), ebay.settings)
    const bad = publicationOf(single({ sku: 'NAMELESS' }), ebay.settings)
    const { Brand: _, ...aspects } = bad.shape.aspects
    const said = await publish(ebay.api, [{ ...bad, shape: { ...bad.shape, aspects } }, good])
    expect(said.find(({ key }) => key === 'NAMELESS')).toMatchObject({
      outcome: 'rejected',
      issues: [{ code: '25002', field: 'product.brand', message: expect.stringContaining('Brand is missing') }],
    })
    expect(said.find(({ key }) => key === 'SMOKER-SMALL')).toMatchObject({ outcome: 'live' })
  })

  it('is refused for a policy that is not the account’s, at the setting', async () => {
    ebay = await openEbay({ returnPolicyId: '1' })
    expect(await publish(ebay.api, [publicationOf(single(), ebay.settings)])).toMatchObject([
      { outcome: 'rejected', issues: [{ field: 'settings.returnPolicyId' }] },
    ])
  })

  it('ends, and can be listed again under the same offer', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single(), ebay.settings)
    const [first] = await publish(ebay.api, [publication])
    expect(await withdraw(ebay.api, [entry(publication.key)])).toMatchObject([{ outcome: 'live' }])
    expect(offers()).toMatchObject([{ isPublished: false }])
    const [again] = await publish(ebay.api, [publication])
    expect(again).toMatchObject({ outcome: 'live', externalId: (first as { externalId: string }).externalId })
    expect(await withdraw(ebay.api, [entry('NEVER-THERE')])).toMatchObject([{ outcome: 'live' }])
  })

  it('takes offer and item away when the settings say so', async () => {
    ebay = await openEbay({ whenEnded: 'delete' })
    const publication = publicationOf(single(), ebay.settings)
    await publish(ebay.api, [publication])
    await withdraw(ebay.api, [entry(publication.key)])
    expect(ebay.sandbox.act.state({})).toMatchObject({ items: [], offers: [] })
  })

  it('is found by reading back when the answer to its making was lost', async () => {
    ebay = await openEbay()
    ebay.sandbox.turn({
      faults: [{ on: 'POST /sell/inventory/v1/offer', times: 1, fault: { answer: 'reset', isApplied: true } }],
    })
    expect(await publish(ebay.api, [publicationOf(single(), ebay.settings)])).toMatchObject([{ outcome: 'live' }])
    expect(offers()).toHaveLength(1)
  })
})

describe('variants of one product', () => {
  const publishAll = () =>
    publish(
      ebay.api,
      sizes().map((item) => publicationOf(item, ebay.settings)),
    )

  it('are one listing with a choice', async () => {
    ebay = await openEbay()
    expect(await publishAll()).toMatchObject([{ outcome: 'live' }, { outcome: 'live' }])
    const { groups } = ebay.sandbox.act.state({})
    expect(groups).toMatchObject([
      {
        key: 'prd_smoker',
        skus: ['SMOKER-SMALL', 'SMOKER-LARGE'],
        body: { variesBy: { specifications: [{ name: 'Size', values: ['Small', 'Large'] }] } },
      },
    ])
    expect(new Set(offers().map(({ listingId }) => listingId)).size).toBe(1)
  })

  it('join the listing of the others when they come later', async () => {
    ebay = await openEbay()
    const [small, large] = sizes().map((item) => publicationOf(item, ebay.settings))
    if (small === undefined || large === undefined) throw new Error('two sizes')
    await publish(ebay.api, [small])
    await publish(ebay.api, [large])
    expect(ebay.sandbox.act.state({}).groups[0]?.skus).toEqual(['SMOKER-SMALL', 'SMOKER-LARGE'])
    expect(offers().every(({ isPublished }) => isPublished)).toBe(true)
  })

  it('leave it one by one, and the last one ends it', async () => {
    ebay = await openEbay()
    await publishAll()
    await withdraw(ebay.api, [entry('SMOKER-SMALL')])
    expect(ebay.sandbox.act.state({}).groups[0]?.skus).toEqual(['SMOKER-LARGE'])
    expect(offers().map(({ isPublished }) => isPublished)).toEqual([false, true])
    await withdraw(ebay.api, [entry('SMOKER-LARGE')])
    expect(ebay.sandbox.act.state({}).groups).toEqual([])
    expect(offers().some(({ isPublished }) => isPublished)).toBe(false)
  })

  it('stay as sold out when they were sold, since eBay keeps them', async () => {
    ebay = await openEbay()
    await publishAll()
    ebay.sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-SMALL' }] })
    expect(await withdraw(ebay.api, [entry('SMOKER-SMALL')])).toMatchObject([
      { outcome: 'live', issues: [{ severity: 'warning', code: 'variation-kept' }] },
    ])
    expect(offers()[0]).toMatchObject({ isPublished: true, quantity: 0 })
  })

  it('move from listings of their own into one', async () => {
    ebay = await openEbay()
    const alone = single()
    const [first] = await publish(ebay.api, [publicationOf(alone, ebay.settings)])
    const { externalId } = first as { externalId: string }
    const confirmed = publicationOf(alone, ebay.settings).shape
    const all = sizes().map((item, at) =>
      publicationOf(item, ebay.settings, at === 0 ? { externalId, operation: 'update', confirmed } : {}),
    )
    expect(await publish(ebay.api, all)).toMatchObject([{ outcome: 'live', externalId }, { outcome: 'live' }])
    expect(offers().map(({ groupKey }) => groupKey)).toEqual(['prd_smoker', 'prd_smoker'])
  })
})

describe('the fast lanes', () => {
  it('carry stock and prices of many SKUs in a call each', async () => {
    ebay = await openEbay()
    const all = Array.from({ length: 25 }, (_, at) => single({ sku: `SKU-${at}` })).map((item) =>
      publicationOf(item, ebay.settings),
    )
    const said = await publish(ebay.api, all)
    const ids = new Map(said.map((one) => [one.key, (one as { externalId: string }).externalId]))
    const before = ebay.calls().length
    const stock = all.map((one, at) => ({ ...one, externalId: ids.get(one.key) ?? null, quantity: at, sequence: 1 }))
    const prices = stock.map((one, at) => ({ ...one, price: 1000 + at, compareAt: null }))
    expect((await pushStock(ebay.api, stock)).every(({ outcome }) => outcome === 'live')).toBe(true)
    expect((await pushPrices(ebay.api, prices)).every(({ outcome }) => outcome === 'live')).toBe(true)
    expect(ebay.calls().slice(before)).toEqual(['POST /bulk_update_price_quantity', 'POST /bulk_update_price_quantity'])
    expect(offers().map(({ quantity, price }) => [quantity, price])).toEqual(stock.map((_, at) => [at, 1000 + at]))
  })

  it('tell eBay which store has how many, and the warehouses apart', async () => {
    ebay = await openEbay({
      places: [
        { location: 'north', merchantLocationKey: 'warehouse', use: 'ship' },
        { location: 'centre', merchantLocationKey: 'store-centre', use: 'pickup' },
      ],
    })
    const publication = publicationOf(single(), ebay.settings)
    const [said] = await publish(ebay.api, [publication])
    const locations = [
      { locationId: 'loc_1', location: 'north', quantity: 4 },
      { locationId: 'loc_2', location: 'centre', quantity: 2 },
    ]
    const { externalId } = said as { externalId: string }
    await pushStock(ebay.api, [{ ...publication, externalId, quantity: 6, locations, sequence: 1 }])
    expect(ebay.sandbox.act.state({}).items[0]).toMatchObject({
      availability: {
        shipToLocationAvailability: {
          quantity: 6,
          availabilityDistributions: [{ merchantLocationKey: 'warehouse', quantity: 4 }],
        },
        pickupAtLocationAvailability: [
          { merchantLocationKey: 'store-centre', quantity: 2, availabilityType: 'IN_STOCK' },
        ],
      },
    })
    expect(offers()[0]).toMatchObject({ quantity: 6 })
  })

  it('set the price of an offer that is not shown, and leave it hidden', async () => {
    ebay = await openEbay()
    const waiting = publicationOf(single(), ebay.settings, { quantity: 0 })
    const [said] = await publish(ebay.api, [waiting])
    const { externalId } = said as { externalId: string }
    expect(offers()).toMatchObject([{ isPublished: false, price: 2900 }])
    expect(await pushPrices(ebay.api, [{ ...waiting, externalId, price: 3_300 }])).toEqual([
      { key: 'SMOKER-SMALL', outcome: 'live' },
    ])
    expect(offers()).toMatchObject([{ isPublished: false, price: 3300 }])
    ebay.sandbox.act.removeItem({ offerKey: 'SMOKER-SMALL' })
    const gone = { ...waiting, externalId, price: 3_400, sequence: 2 }
    expect(await pushPrices(ebay.api, [gone])).toEqual([{ key: 'SMOKER-SMALL', outcome: 'missing' }])
    expect(await pushStock(ebay.api, [gone])).toEqual([{ key: 'SMOKER-SMALL', outcome: 'missing' }])
  })

  it('do not count what never arrived', async () => {
    ebay = await openEbay({}, {}, false)
    const publication = publicationOf(single(), ebay.settings)
    const [said] = await publish(ebay.api, [publication])
    const price = { ...publication, externalId: (said as { externalId: string }).externalId, price: 3_000 }
    ebay.sandbox.turn({ faults: [{ on: 'POST *price_quantity', fault: { answer: 'status', status: 503 } }] })
    for (let times = 0; times < 210; times += 1)
      await expect(pushPrices(ebay.api, [price])).rejects.toMatchObject({ failure: { kind: 'temporary' } })
    ebay.sandbox.calm()
    expect(await pushPrices(ebay.api, [price])).toMatchObject([{ outcome: 'live' }])
  })

  it('keep fifty of the day’s 250 revisions for stock, and go on the next day', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single(), ebay.settings)
    const [said] = await publish(ebay.api, [publication])
    const entries = [{ ...publication, externalId: (said as { externalId: string }).externalId, sequence: 1 }]
    const price = { ...publication, externalId: entries[0]?.externalId ?? null, price: 2900 }
    const outcomes: string[] = []
    for (let times = 0; times < 201; times += 1) outcomes.push((await pushPrices(ebay.api, [price]))[0]?.outcome ?? '')
    expect(outcomes.filter((outcome) => outcome === 'live')).toHaveLength(200)
    expect(outcomes.at(-1)).toBe('again')
    expect(await pushStock(ebay.api, entries)).toMatchObject([{ outcome: 'live' }])
    const before = ebay.calls().length
    await pushPrices(ebay.api, [price])
    expect(ebay.calls()).toHaveLength(before)
    ebay.later(24 * 3_600_000)
    expect(await pushPrices(ebay.api, [price])).toMatchObject([{ outcome: 'live' }])
  })
})

describe('reading back', () => {
  it('tells what eBay shows, and where', async () => {
    ebay = await openEbay()
    const publication = publicationOf(single(), ebay.settings)
    await publish(ebay.api, [publication])
    const [seen] = await observe(ebay.api, [entry(publication.key)])
    const { title, condition, categoryId, description, imageUrls } = publication.shape
    expect(seen).toEqual({
      key: 'SMOKER-SMALL',
      externalId: offers()[0]?.offerId,
      status: 'live',
      quantity: 5,
      price: 2900,
      url: `https://www.ebay.de/itm/${offers()[0]?.listingId}`,
      shape: { title, condition, categoryId, description, imageUrls },
    })
  })

  it('sees what somebody changed, held back, ended or took away there', async () => {
    ebay = await openEbay()
    const key = 'SMOKER-SMALL'
    await publish(ebay.api, [publicationOf(single(), ebay.settings)])
    const look = async () => (await observe(ebay.api, [entry(key)]))[0]
    ebay.sandbox.act.editItem({ offerKey: key, title: 'Cheap smoker', price: 100 })
    expect(await look()).toMatchObject({ status: 'live', price: 100, shape: { title: 'Cheap smoker' } })
    ebay.sandbox.act.holdItem({ offerKey: key })
    expect(await look()).toMatchObject({ status: 'rejected', issues: [{ code: '25096' }] })
    ebay.sandbox.act.holdItem({ offerKey: key, isOnHold: false })
    ebay.sandbox.act.endItem({ offerKey: key })
    expect(await look()).toMatchObject({ status: 'ended' })
    ebay.sandbox.act.removeItem({ offerKey: key })
    expect(await look()).toEqual({ key, status: 'missing' })
  })

  it('tells the title of a listing with a choice, which is its group’s', async () => {
    ebay = await openEbay()
    const all = sizes().map((item) => publicationOf(item, ebay.settings))
    await publish(ebay.api, all)
    const entries = all.map(({ key }) => entry(key))
    const { title, description } = all[0]?.shape ?? {}
    expect(await observe(ebay.api, entries)).toMatchObject([
      { status: 'live', shape: { title, description } },
      { status: 'live', shape: { title, description } },
    ])
    ebay.sandbox.act.editItem({ offerKey: 'SMOKER-SMALL', title: 'Cheap smoker' })
    expect(await observe(ebay.api, entries)).toMatchObject([{ shape: { title: 'Cheap smoker' } }, { shape: { title } }])
  })

  it('pages through all that the account has', async () => {
    ebay = await openEbay()
    for (const from of [0, 25])
      await publish(
        ebay.api,
        Array.from({ length: from === 0 ? 25 : 5 }, (_, at) =>
          publicationOf(single({ sku: `SKU-${from + at}` }), ebay.settings),
        ),
      )
    const first = await browse(ebay.api, null)
    const second = await browse(ebay.api, first.cursor)
    expect([first.items.length, second.items.length, second.cursor]).toEqual([25, 5, null])
    expect(new Set([...first.items, ...second.items].map(({ key }) => key)).size).toBe(30)
    expect(second.items[0]).toMatchObject({ status: 'live', price: 2900 })
  })
})
