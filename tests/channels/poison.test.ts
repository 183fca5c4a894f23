import { describe, expect, it } from 'vitest'
import { live, type PlainShop, plainShops, status, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()
let shop: PlainShop

type Entries = readonly { readonly key: string }[]
const OTHERS = ['HIVE-TOOL-ONE', 'SMOKER-LARGE', 'SMOKER-SMALL']
const isBad = (entries: Entries) => entries.some(({ key }) => key === VEIL)
const rounds = async (many: number, ms: number) => {
  for (let round = 0; round < many; round += 1) await shop.pass(ms)
}

/** Takes batches, and says of each later that it is done, or that it failed as a whole because of one. */
function judgesLater(path: string) {
  const bad = new Set<string>()
  let taken = 0
  platform.answers[path] = (entries) => {
    taken += 1
    const receipt = `${path} ${taken}`
    if (isBad(entries)) bad.add(receipt)
    return entries.map(({ key }) => ({ key, outcome: 'pending', receipt }))
  }
  platform.answers['/poll'] = (names) =>
    (names as unknown as string[]).map((receipt) =>
      bad.has(receipt)
        ? { receipt, status: 'failed', message: 'the batch could not be read' }
        : { receipt, status: 'done', others: 'live', acknowledgements: [] },
    )
}
const openBatched = async (isReadable: boolean) => {
  shop = await open({ batch: 10, isReadable })
}
const statuses = () => shop.rows('select key, status from channel_listings order by key')
const othersLive = OTHERS.map((key) => [key, 'live'])

describe('one that makes its whole batch fail', () => {
  it('by a receipt is found, and the others are live', async () => {
    await openBatched(false)
    judgesLater('/publish')
    await shop.list(VEIL, ...OTHERS)
    await rounds(12, 6_000)
    expect((await statuses()).slice(0, 3)).toEqual(othersLive)
    const calls = () => platform.at('/publish')
    expect(calls().map((entries) => entries.length)).toEqual(expect.arrayContaining([4, 2, 1]))
    await rounds(40, 1_900_000)
    const made = calls().length
    expect(await shop.listing(VEIL)).toMatchObject({
      status: 'rejected',
      cause: { message: expect.stringContaining('could not be read') },
    })
    await rounds(5, 1_900_000)
    expect(calls().length).toBe(made)
    expect(made).toBeLessThan(25)
  })

  it('so that nothing is said of any is found', async () => {
    await openBatched(false)
    platform.answers['/publish'] = (entries) => (isBad(entries) ? [] : live(entries))
    await shop.list(VEIL, ...OTHERS)
    await rounds(12, 6_000)
    expect((await statuses()).slice(0, 3)).toEqual(othersLive)
    expect(await shop.listing(VEIL)).not.toMatchObject({ status: 'live' })
    platform.answers['/publish'] = live
    await rounds(3, 1_900_000)
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live' })
  })

  it.each([400, 500])('with a %i to the call is found', async (code) => {
    await openBatched(false)
    platform.answers['/publish'] = (entries) => (isBad(entries) ? status(code) : live(entries))
    await shop.list(VEIL, ...OTHERS)
    await rounds(12, 6_000)
    expect((await statuses()).slice(0, 3)).toEqual(othersLive)
    expect(await shop.listing(VEIL)).not.toMatchObject({ status: 'live' })
  })

  it('by a receipt about stock is found, and told no more after a while', async () => {
    await openBatched(false)
    await shop.list(VEIL, ...OTHERS)
    judgesLater('/stock')
    const { stock } = shop.shop.commerce.call.admin
    await stock.bulk({ body: { rows: [VEIL, ...OTHERS].map((sku) => ({ sku, location: 'main', set: 3 })) } })
    await rounds(12, 6_000)
    const shown = () => shop.rows(`select key, confirmed ->> 'quantity' from channel_values order by key`)
    expect((await shown()).slice(0, 3)).toEqual(OTHERS.map((key) => [key, 3]))
    await rounds(40, 1_900_000)
    const made = platform.at('/stock').length
    await rounds(5, 1_900_000)
    expect(platform.at('/stock').length).toBe(made)
    const row = await shop.listing(VEIL)
    const { stock: value } = await shop.channels.listing({ params: { id: row?.id ?? '' } })
    expect(value).toMatchObject({ cause: { issues: [expect.objectContaining({ code: 'failed' })] } })
  })

  it('when it is ended is found', async () => {
    await openBatched(false)
    await shop.list(VEIL, ...OTHERS)
    judgesLater('/withdraw')
    await shop.unlist(VEIL, ...OTHERS)
    await rounds(12, 6_000)
    expect((await statuses()).slice(0, 3)).toEqual(OTHERS.map((key) => [key, 'ended']))
  })

  it('when it is looked at is found, and the others are seen', async () => {
    await openBatched(true)
    await shop.list(VEIL, ...OTHERS)
    platform.answers['/observe'] = (entries) =>
      isBad(entries)
        ? status(500)
        : entries.map(({ key }) => ({ key, status: 'live', url: `https://p.example/${key}` }))
    await rounds(1, 25 * 3_600_000)
    await rounds(12, 10_000)
    const seen = await shop.rows('select key from channel_listings where url is not null order by key')
    expect(seen).toEqual(OTHERS.map((key) => [key]))
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live' })
  })
})
