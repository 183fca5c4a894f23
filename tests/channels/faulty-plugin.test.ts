import { describe, expect, it } from 'vitest'
import { live, type Making, plainShops, status, TOOL, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()
const cyclic = () => {
  const shape: Record<string, unknown> = {}
  shape.again = shape
  return shape
}

describe('a plugin that fails at one item', () => {
  it.each([
    ['has a shape that is no JSON', { mapped: () => ({ price: 1n }) }, /cannot be kept.*BigInt/],
    ['has a shape that holds itself', { mapped: cyclic }, /cannot be kept.*circular/],
    ['makes nothing of it', { mapped: () => undefined }, /cannot be kept.*undefined/],
    [
      'cannot say which rules apply',
      {
        rulesKey: () => {
          throw new Error('no such aisle')
        },
      },
      /no such aisle/,
    ],
  ] satisfies readonly [string, Making, RegExp][])('because it %s keeps the others going', async (_, making, words) => {
    const { channels, params, idle, listing } = await open({ ...making, failing: VEIL })
    await channels.listItems({ params, body: { variants: [VEIL, TOOL] } })
    await idle()
    expect(await listing(TOOL)).toMatchObject({ status: 'live' })
    expect(await listing(VEIL)).toMatchObject({ status: 'invalid', cause: { code: 'mapping_failed' } })
    expect((await listing(VEIL))?.cause?.message).toMatch(words)
    expect(platform.at('/publish')).toHaveLength(1)
  })

  it('because it cannot name it lists the others, says so, and names it when it is mended', async () => {
    let isMended = false
    const key = (item: { readonly sku: string }) => {
      if (item.sku === VEIL && !isMended) throw new Error('too long')
      return `k-${item.sku}`
    }
    const { channels, params, idle, rows, listing, setStock } = await open({ key })
    const body = { variants: [VEIL, TOOL] }
    expect((await channels.preview({ params, body })).refused).toEqual([
      expect.objectContaining({ sku: VEIL, message: expect.stringContaining('cannot name it: too long') }),
    ])
    await channels.listItems({ params, body })
    await idle()
    expect(await rows(`select status, cause ->> 'code' from channel_listings order by key`)).toEqual([
      ['live', null],
      ['invalid', 'key_failed'],
    ])
    isMended = true
    await channels.listItems({ params, body })
    await idle()
    expect(await listing(`k-${VEIL}`)).toMatchObject({ status: 'live' })
    await setStock(VEIL, 2)
    expect(platform.at('/stock').at(-1)).toEqual([expect.objectContaining({ key: `k-${VEIL}`, quantity: 2 })])
  })
})

describe('a plugin that answers what nobody can read', () => {
  it.each([{}, null, 'done', [null]])('(%j) is asked again later, and not at once', async (said) => {
    const { list, pass, listing, setStock } = await open({ batch: 10 })
    platform.answers['/publish'] = () => said ?? status(200)
    await list(VEIL, TOOL)
    for (let round = 0; round < 5; round += 1) await pass(1_000)
    expect(platform.at('/publish').length).toBeLessThan(8)
    platform.answers['/publish'] = live
    await pass(600_000)
    expect(await listing(VEIL)).toMatchObject({ status: 'live' })
    platform.answers['/stock'] = () => said ?? status(200)
    await setStock(VEIL, 3)
    platform.answers['/stock'] = live
    await pass(600_000)
    expect(platform.at('/stock').at(-1)?.[0]).toMatchObject({ key: VEIL, quantity: 3 })
  })

  it('about what the channel shows ends nothing', async () => {
    const { list, pass, listing } = await open({ batch: 10 })
    await list(VEIL)
    platform.answers['/observe'] = () => ({})
    await pass(25 * 3_600_000)
    expect(await listing(VEIL)).toMatchObject({ status: 'live' })
    expect(platform.at('/observe').length).toBeGreaterThan(0)
    expect(platform.at('/publish')).toHaveLength(1)
  })
})
