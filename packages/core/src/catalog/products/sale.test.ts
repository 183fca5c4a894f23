import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, systemContext } from '../../kernel/index.ts'
import { resolveStore } from '../../markets/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { variantsForSale } from '../for-sale.ts'
import { admin } from './contract.ts'
import { suit } from './fixtures/suit.ts'
import { adminHandlers } from './routes.ts'

describe('products', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)
  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
  })
  afterEach(() => test.close())

  it('are for sale on their channel, in the language of the buyer', async () => {
    const day = (shift: number) => new Date(test.clock.now() + shift * 86_400_000).toISOString()
    const made = await staff.create({ body: { ...suit, media: [{ url: 'https://example.com/suit.jpg' }] } })
    const [variant] = made.variants
    const ctx = await resolveStore(context(), {})
    const ukrainian = { ...ctx, language: 'uk', languages: ['uk', 'en'] }
    const [sold] = await variantsForSale(ukrainian, { ids: [variant?.id ?? ''] })
    expect(sold).toMatchObject({
      handle: made.handle,
      productTitle: 'Костюм пасічника',
      variantTitle: 'Білий / S',
      options: [
        { name: 'Колір', value: 'Білий' },
        { name: 'Size', value: 'S' },
      ],
      image: 'https://example.com/suit.jpg',
      isForSale: true,
    })
    const isForSale = async () => (await variantsForSale(ctx, { skus: [variant?.sku ?? ''] }))[0]?.isForSale
    const show = (publications: { channel: string; publishAt?: string; unpublishAt?: string }[]) =>
      staff.update({ params: { id: made.id }, body: { publications } })
    await show([{ channel: 'web', publishAt: day(1), unpublishAt: day(2) }])
    expect(await isForSale()).toBe(false)
    test.clock.advance(86_400_000)
    expect(await isForSale()).toBe(true)
    test.clock.advance(86_400_000)
    expect(await isForSale()).toBe(false)
    await show([])
    expect(await isForSale()).toBe(false)
    await show([{ channel: 'web' }])
    expect(await isForSale()).toBe(true)
    await staff.archiveVariant({ params: { id: variant?.id ?? '' } })
    expect(await isForSale()).toBe(false)
    await expect(show([{ channel: 'web', publishAt: day(2), unpublishAt: day(1) }])).rejects.toMatchObject({
      errors: [{ path: 'body.publications.0.unpublishAt' }],
    })
  })
})
