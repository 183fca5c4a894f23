import { beforeEach, describe, expect, it } from 'vitest'
import { live, type PlainShop, plainShops, VEIL } from './fixtures/plain-shops.ts'

const DAY = 25 * 3_600_000

const { platform, open } = plainShops()
let shop: PlainShop
beforeEach(async () => {
  shop = await open()
  await shop.rename('veil', 'A veil with a long name')
})

/** As platforms that cut titles: what they show is what they were told last, up to so many characters. */
const cutting = (most: number) => (entries: readonly { readonly key: string }[]) =>
  entries.map(({ key }) => {
    const told = platform.at('/publish').findLast(([one]) => one?.key === key)?.[0]?.shape
    return { key, status: 'live', shape: { title: told?.title.slice(0, most) } }
  })
const days = async (many: number) => {
  for (let day = 0; day < many; day += 1) await shop.pass(DAY)
}
const published = () => platform.at('/publish').length

describe('what somebody edits on the channel', () => {
  it('does not hide that our own change was refused, and is written over when that is tried again', async () => {
    const issues = [{ severity: 'error', code: 'NO', message: 'No.' }]
    await shop.list(VEIL)
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'rejected', issues }]
    await shop.rename('veil', 'A refused title')
    platform.answers['/observe'] = ([one]) => [{ key: one?.key, status: 'live', shape: { title: 'Somebody was here' } }]
    await days(3)
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'rejected', cause: { code: 'rejected' } })
    platform.answers['/publish'] = live
    const before = published()
    await shop.channels.retry({ params: shop.params, body: {} })
    await shop.idle()
    expect(published()).toBe(before + 1)
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live' })
  })
})

describe('what a channel makes of a text by itself', () => {
  it('is written over twice, and then left with a word of which fields it shows differently', async () => {
    platform.answers['/observe'] = cutting(6)
    await shop.list(VEIL)
    await days(8)
    expect(published()).toBe(3)
    expect(await shop.listing(VEIL)).toMatchObject({
      status: 'live',
      isWaiting: false,
      cause: { code: 'shown_differently', message: expect.stringContaining('title') },
    })
    const { items } = await shop.channels.causes({ params: shop.params })
    expect(items).toEqual([expect.objectContaining({ code: 'shown_differently', count: 1 })])
  })

  it('is told anew when ours is another, and when staff tries again', async () => {
    platform.answers['/observe'] = cutting(6)
    await shop.list(VEIL)
    await days(4)
    await shop.rename('veil', 'Another long name')
    expect(published()).toBe(4)
    await days(6)
    expect(published()).toBe(6)
    await shop.channels.retry({ params: shop.params, body: { code: 'shown_differently' } })
    await shop.idle()
    expect(published()).toBe(7)
  })

  it('hides no edit of somebody else at another field, and is no word any more when it shows ours', async () => {
    platform.answers['/observe'] = cutting(6)
    await shop.list(VEIL)
    await days(4)
    const before = published()
    platform.answers['/observe'] = (entries) =>
      cutting(6)(entries).map((one) => ({ ...one, shape: { ...one.shape, id: 'edited' } }))
    await days(1)
    expect(published()).toBe(before + 1)
    platform.answers['/observe'] = cutting(1_000)
    await days(1)
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live', cause: null })
  })

  it('is not waited for where the channel accepts first and shows later', async () => {
    platform.answers['/publish'] = (entries) => entries.map(({ key }) => ({ key, outcome: 'accepted' }))
    platform.answers['/observe'] = cutting(6)
    await shop.list(VEIL)
    for (let minute = 0; minute < 90; minute += 1) await shop.pass(60_000)
    await days(3)
    for (let minute = 0; minute < 90; minute += 1) await shop.pass(60_000)
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live', cause: { code: 'shown_differently' } })
    expect(published()).toBeLessThanOrEqual(3)
  })

  it('is found in quantities, too', async () => {
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'live', quantity: 10 }))
    await shop.list(VEIL)
    await days(8)
    expect(platform.at('/stock')).toHaveLength(3)
    const row = await shop.listing(VEIL)
    const detail = await shop.channels.listing({ params: { id: row?.id ?? '' } })
    expect(detail.stock?.cause).toMatchObject({
      code: 'shown_differently',
      message: expect.stringContaining('quantity'),
    })
    await shop.setStock(VEIL, 7)
    expect(platform.at('/stock')).toHaveLength(4)
    await shop.channels.retry({ params: shop.params, body: {} })
    await shop.idle()
    expect(platform.at('/stock').length).toBeGreaterThanOrEqual(4)
  })
})
