import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlainShop, openPlatform, type Platform } from './fixtures/plain-channel.ts'

type Making = Parameters<typeof openPlainShop>[1]
type Shop = Awaited<ReturnType<typeof openPlainShop>>
let platform: Platform
let shop: Shop | undefined
beforeEach(async () => {
  platform = await openPlatform()
})
afterEach(async () => {
  await shop?.shop.close()
  shop = undefined
  await platform.stop()
})
const open = async (making?: Making) => {
  shop = await openPlainShop(platform, making)
  return shop
}
const VEIL = 'VEIL-ONE'
const TOOL = 'HIVE-TOOL-ONE'
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
