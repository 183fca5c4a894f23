import { beforeEach, describe, expect, it } from 'vitest'
import { live, type PlainShop, plainShops, status, TOOL, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()
let shop: PlainShop
beforeEach(async () => {
  shop = await open({ batch: 10 })
  await shop.list(VEIL, TOOL)
})

/** An answer that is held back until a test gives it. */
function held() {
  let answer = () => {}
  const gate = new Promise<void>((open) => {
    answer = open
  })
  return { gate, answer }
}

describe('a look at the channel that a publication overtook', () => {
  it('says nothing of that listing, and what it has to say of the others is heard', async () => {
    const { gate, answer } = held()
    let looks = 0
    platform.answers['/observe'] = async (entries) => {
      looks += 1
      if (looks > 1) return entries.map(({ key }) => ({ key, status: 'live' }))
      await gate
      return entries.map(({ key }) => ({
        key,
        status: key === VEIL ? 'missing' : 'live',
        url: `https://p.example/${key}`,
      }))
    }
    const passing = shop.pass(25 * 3_600_000)
    await expect.poll(() => looks, { timeout: 5_000 }).toBe(1)
    await shop.products.update({ params: { id: 'veil' }, body: { title: 'Another veil' } })
    const confirmed = () => shop.rows(`select confirmed ->> 'title' from channel_listings where key = '${VEIL}'`)
    await expect.poll(confirmed, { timeout: 5_000 }).toEqual([['Another veil – One']])
    answer()
    await passing
    await shop.idle()
    expect(
      platform
        .at('/publish')
        .flat()
        .map(({ operation }) => operation),
    ).toEqual(['create', 'create', 'update'])
    expect(await shop.listing(VEIL)).toMatchObject({ status: 'live' })
    expect(await shop.listing(TOOL)).toMatchObject({ status: 'live', url: `https://p.example/${TOOL}` })
  })
})

describe('a comparison that a look at the channel overtook', () => {
  it('does not take for gone what was found there meanwhile', async () => {
    const named = await open({ batch: 10, hasRules: true, rulesKey: ({ title }) => title, failing: TOOL })
    await named.list(VEIL, TOOL)
    platform.answers['/observe'] = (entries) =>
      entries.map(({ key }) => ({ key, status: key === VEIL ? 'missing' : 'live' }))
    platform.answers['/publish'] = (entries) =>
      entries.map(({ key }) => ({
        key,
        outcome: 'rejected',
        issues: [{ severity: 'error', code: 'NO', message: 'No.' }],
      }))
    await named.pass(25 * 3_600_000)
    expect((await named.listing(VEIL))?.status).toBe('rejected')

    const { gate, answer } = held()
    let asked = 0
    platform.answers['/rules'] = async () => {
      asked += 1
      await gate
      return {}
    }
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'live' }))
    await named.products.update({ params: { id: 'veil' }, body: { status: 'archived' } })
    await named.products.update({ params: { id: 'hive-tool' }, body: { title: 'Another tool' } })
    await expect.poll(() => asked, { timeout: 5_000 }).toBe(1)
    const passing = named.pass(11 * 60_000)
    const isThere = () =>
      named.rows(`select is_sent from channel_listings where key = '${VEIL}' and connection_id = '${named.params.id}'`)
    await expect.poll(isThere, { timeout: 5_000 }).toEqual([[1]])
    answer()
    await passing
    await named.idle()
    expect(
      platform
        .at('/withdraw')
        .flat()
        .map(({ key }) => key),
    ).toEqual([VEIL])
  })
})

describe('a withdrawal of which nobody heard', () => {
  it('is not taken back by the verdict on what was sent before it: what is wanted again is sent again', async () => {
    const withdrawn = await open()
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'pending', receipt: 'r1' }]
    await withdrawn.list(VEIL)
    const { gate, answer } = held()
    platform.answers['/withdraw'] = async () => {
      await gate
      return status(500)
    }
    platform.answers['/poll'] = () => [
      { receipt: 'r1', status: 'done', acknowledgements: [{ key: VEIL, outcome: 'live' }] },
    ]
    await withdrawn.channels.unlist({ params: withdrawn.params, body: { variants: [VEIL] } })
    await expect.poll(() => platform.at('/withdraw').length, { timeout: 5_000 }).toBe(1)
    const passing = withdrawn.pass(5_000)
    const receipts = () => withdrawn.rows('select count(*) from channel_receipts')
    await expect.poll(receipts, { timeout: 5_000 }).toEqual([[0]])
    answer()
    await passing
    const sent = platform.at('/publish').length
    platform.answers['/publish'] = live
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'ended' }))
    await withdrawn.list(VEIL)
    await withdrawn.pass(60_000)
    expect(platform.at('/publish').length).toBeGreaterThan(sent)
    expect((await withdrawn.listing(VEIL))?.status).toBe('live')
  })
})

describe('work that a change of the connection overtook', () => {
  it('does not compare what was marked for the change with how it was before', async () => {
    const policed = await open()
    await policed.list(VEIL)
    const { gate, answer } = held()
    platform.answers['/stock'] = async (entries) => {
      await gate
      return live(entries)
    }
    const before = platform.at('/stock').length
    const counting = policed.setStock(VEIL, 9)
    await expect.poll(() => platform.at('/stock').length, { timeout: 5_000 }).toBe(before + 1)
    await policed.channels.update({ params: policed.params, body: { stockPolicy: { buffer: 2 } } })
    const marking = () => policed.rows("select count(*) from channel_lanes where lane = 'mark'")
    await expect.poll(marking, { timeout: 5_000 }).toEqual([[0]])
    answer()
    await counting
    await policed.idle()
    expect(platform.at('/stock').at(-1)).toMatchObject([{ key: VEIL, quantity: 7 }])
  })
})
