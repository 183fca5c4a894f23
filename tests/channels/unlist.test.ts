import { describe, expect, it } from 'vitest'
import { live, plainShops, status, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()

describe('goods that are archived already', () => {
  it.each([
    ['a product', { products: ['veil'] }],
    ['a variant', { variants: [VEIL] }],
    ['a collection', { collections: ['worn'] }],
  ] as const)('are taken off a channel by %s', async (_, body) => {
    const { shop, channels, params, products, list, listing, idle, rows } = await open()
    await shop.commerce.call.admin.collections.create({
      body: { title: 'Worn', handle: 'worn', products: ['veil'] },
    })
    await list(VEIL)
    await channels.pause({ params })
    await products.update({ params: { id: 'veil' }, body: { status: 'archived' } })
    expect(await channels.unlist({ params, body: body as unknown as { products: string[] } })).toEqual({ items: 1 })
    expect(await rows('select is_wanted from channel_listings')).toEqual([[0]])
    await products.update({ params: { id: 'veil' }, body: { status: 'active' } })
    await channels.resume({ params })
    await idle()
    expect(await listing(VEIL)).toMatchObject({ isWanted: false, status: 'ended' })
    expect(await channels.unlist({ params, body: { all: true } })).toEqual({ items: 0 })
  })
})

const issues = [{ severity: 'error', code: 'AUCTION', message: 'It has bids.' }]
const HOUR = 3_600_000

describe('a withdrawal that the channel refuses', () => {
  it.each([
    [
      'by the entry',
      (entries: readonly { readonly key: string }[]) =>
        entries.map(({ key }) => ({ key, outcome: 'rejected', issues })),
    ],
    ['by the call', () => status(400)],
  ])('%s is tried a few times more, then waits for people, and is tried again when they say so', async (_, refuse) => {
    const { shop, channels, params, products, list, unlist, pass, idle, listing, rows } = await open()
    await list(VEIL)
    platform.answers['/withdraw'] = refuse
    await unlist(VEIL)
    expect(await listing(VEIL)).toMatchObject({ status: 'rejected', cause: { code: 'not_ended' } })
    for (let round = 0; round < 12; round += 1) await pass(HOUR)
    const tried = platform.at('/withdraw').length
    expect(tried).toBeGreaterThan(2)
    expect(tried).toBeLessThan(8)
    await products.update({ params: { id: 'veil' }, body: { title: 'Another veil' } })
    await channels.resync({ params })
    for (let round = 0; round < 30; round += 1) await pass(HOUR)
    expect(platform.at('/withdraw').length).toBe(tried)
    expect(await listing(VEIL)).toMatchObject({ status: 'rejected', cause: { code: 'not_ended' } })
    const items = (await shop.commerce.call.admin.plugins.get({ params: { id: 'plain' } })).actionItems
    expect(items).toEqual([expect.objectContaining({ id: `not-ended/${params.id}`, count: 1 })])

    platform.answers['/withdraw'] = live
    await channels.retry({ params, body: { code: 'not_ended' } })
    await idle()
    expect(await listing(VEIL)).toMatchObject({ status: 'ended' })
    expect(await rows('select is_sent from channel_listings')).toEqual([[0]])
  })

  it('of goods that are wanted again is forgotten', async () => {
    const { list, unlist, pass, listing } = await open()
    await list(VEIL)
    platform.answers['/withdraw'] = () => status(400)
    await unlist(VEIL)
    for (let round = 0; round < 12; round += 1) await pass(HOUR)
    await list(VEIL)
    expect(await listing(VEIL)).toMatchObject({ status: 'live', cause: null })
    platform.answers['/withdraw'] = live
    await unlist(VEIL)
    expect(await listing(VEIL)).toMatchObject({ status: 'ended' })
  })
})

describe('a withdrawal of which nobody heard', () => {
  it('is not taken for undone when somebody wants it back', async () => {
    const { list, unlist, listing, pass } = await open({ isReadable: false })
    await list(VEIL)
    let isThere = true
    platform.answers['/withdraw'] = () => {
      isThere = false
      return status(500)
    }
    platform.answers['/publish'] = (entries) => {
      isThere = true
      return live(entries)
    }
    await unlist(VEIL)
    expect(isThere).toBe(false)
    await list(VEIL)
    await pass(60_000)
    expect(await listing(VEIL)).toMatchObject({ status: 'live', isWanted: true })
    expect(isThere).toBe(true)
  })
})
