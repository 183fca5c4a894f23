import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FeedShop, openFeedShop } from './fixtures/shop.ts'

const HOUR = 3_600_000

describe('what stands in a file', { timeout: 60_000 }, () => {
  let shop: FeedShop
  beforeEach(async () => {
    shop = await openFeedShop()
  })
  afterEach(() => shop?.close())

  const listings = async (id: string) => {
    await shop.commerce.idle()
    return (await shop.admin.channels.listings({ params: { id }, query: {} })).items
  }
  const statuses = async (id: string) => (await listings(id)).map(({ key, status }) => `${key} ${status}`).sort()
  /** The next file, and the look that is taken at it. */
  const later = async () => {
    shop.advance(HOUR)
    await shop.make()
    shop.advance(HOUR / 2)
    await shop.commerce.idle()
  }
  const file = async (connection: string) => {
    const { url } = await shop.commerce.call['product-feed'].feed({ params: { connection } })
    return (await fetch(url.replace(/^https?:\/\/[^/]+/, shop.url))).text()
  }

  it('is listed by itself, pending until a file with it was made, then live; what its reader would refuse is invalid, with field and words', async () => {
    const id = await shop.connect({ target: 'google', country: 'NL' })
    await shop.make()
    await later()
    expect(await statuses(id)).toEqual(['BOOK invalid', 'SMO-L live', 'SMO-S live', 'VEIL live'])
    const book = (await listings(id)).find(({ key }) => key === 'BOOK')
    expect(book?.cause?.issues).toContainEqual(
      expect.objectContaining({ code: 'too_long', field: 'product.title', message: expect.stringContaining('150') }),
    )
    await shop.admin.products.update({ params: { id: 'veil' }, body: { title: 'Fine veil' } })
    expect(await statuses(id)).toContain('VEIL pending')
    expect(await file(id)).not.toContain('Fine veil')
    await later()
    expect(await statuses(id)).toContain('VEIL live')
    expect(await file(id)).toContain('Fine veil')
  })

  it('does not wait for another file because of stock and prices, which are in each as they are', async () => {
    const id = await shop.connect({ target: 'google', country: 'NL' })
    await shop.make()
    await later()
    await shop.admin.stock.bulk({ body: { rows: [{ sku: 'SMO-S', location: 'main', set: 40 }] } })
    await shop.admin.pricing.bulk({ body: { prices: [{ variant: 'VEIL', currency: 'EUR', amount: 1_600 }] } })
    expect(await statuses(id)).toEqual(['BOOK invalid', 'SMO-L live', 'SMO-S live', 'VEIL live'])
    await later()
    expect(await file(id)).toContain('16.00 EUR')
  })

  it('takes in what the shop gets later, and never again what somebody unlisted', async () => {
    const id = await shop.connect({ target: 'generic' })
    await shop.make()
    await shop.admin.channels.unlist({ params: { id }, body: { variants: ['VEIL'] } })
    await shop.admin.products.create({
      body: {
        handle: 'tool',
        title: 'Hive tool',
        status: 'active',
        variants: [{ sku: 'TOOL', prices: [{ currency: 'EUR', amount: 900 }] }],
      },
    })
    await later()
    const text = await file(id)
    expect([text.includes('>TOOL<'), text.includes('>VEIL<'), text.includes('>SMO-S<')]).toEqual([true, false, true])
  })

  it('is what somebody chose, by collection and with words for this file alone, where the feed is of chosen goods', async () => {
    const { id: tools } = await shop.admin.collections.create({ body: { handle: 'tools', title: 'Tools' } })
    const veil = await shop.admin.products.get({ params: { id: 'veil' } })
    const book = await shop.admin.products.get({ params: { id: 'book' } })
    await shop.admin.collections.setProducts({ params: { id: tools }, body: { add: [veil.id, book.id], remove: [] } })
    const id = await shop.connect({ target: 'google', country: 'NL', items: 'chosen' })
    await shop.make()
    expect(await file(id)).not.toContain('<item>')
    const body = { collections: ['tools'] }
    const { items, refused } = await shop.admin.channels.preview({ params: { id }, body })
    expect([items, refused.map(({ sku }) => sku)]).toEqual([2, ['BOOK']])
    await shop.admin.channels.listItems({ params: { id }, body })
    const listed = (await listings(id)).find(({ key }) => key === 'VEIL')
    await shop.admin.channels.override({ params: { id: listed?.id ?? '' }, body: { title: 'A veil for searchers' } })
    await later()
    const text = await file(id)
    expect(text.match(/<g:title>[^<]*/g)).toEqual(['<g:title>A veil for searchers'])
    expect(await statuses(id)).toEqual(['BOOK invalid', 'VEIL live'])
  })

  it('leaves with what its sales channel sells no more', async () => {
    const id = await shop.connect({ target: 'generic' })
    await shop.make()
    await later()
    await shop.admin.products.update({ params: { id: 'veil' }, body: { publications: [] } })
    await shop.commerce.idle()
    await later()
    expect(await statuses(id)).toContain('VEIL ended')
    expect(await file(id)).not.toContain('>VEIL<')
  })

  it('is not ended before a file without it is there, made anew and not only tried', async () => {
    const id = await shop.connect({ target: 'google', country: 'NL' })
    await shop.make()
    await later()
    await shop.admin.channels.unlist({ params: { id }, body: { variants: ['VEIL'] } })
    expect(await statuses(id)).toContain('VEIL live')
    expect(await file(id)).toContain('>VEIL<')
    await expect(shop.admin.channels.remove({ params: { id } })).rejects.toMatchObject({ code: 'channels.stillListed' })
    const fail = (on: string) => shop.commerce.core.db.batch([{ sql: on, args: [] }])
    await fail(`create trigger no_file before insert on product_feed_parts begin select raise(abort, 'no room'); end`)
    await later()
    expect(await statuses(id)).toContain('VEIL live')
    expect(await file(id)).toContain('>VEIL<')
    await fail('drop trigger no_file')
    await later()
    expect(await statuses(id)).toContain('VEIL ended')
    expect(await file(id)).not.toContain('>VEIL<')
  })

  it('is ended at once where no file was ever served', async () => {
    const id = await shop.connect({ target: 'google', country: 'NL', items: 'chosen' })
    await shop.admin.channels.listItems({ params: { id }, body: { variants: ['VEIL'] } })
    await shop.commerce.idle()
    await shop.admin.channels.unlist({ params: { id }, body: { variants: ['VEIL'] } })
    expect(await statuses(id)).toEqual(['VEIL ended'])
    await shop.admin.channels.remove({ params: { id } })
  })

  it('is rejected when only its day is over, which nobody knew before the file was made', async () => {
    await shop.admin.attributes.create({ body: { key: 'expiration-date', name: 'Ends', type: 'text' } })
    const ends = new Date(Date.now() + HOUR / 2).toISOString()
    await shop.admin.products.update({ params: { id: 'veil' }, body: { attributes: { 'expiration-date': ends } } })
    const id = await shop.connect({ target: 'google', country: 'NL' })
    await shop.make()
    await later()
    const veil = (await listings(id)).find(({ key }) => key === 'VEIL')
    expect(veil).toMatchObject({ status: 'rejected', cause: { issues: [{ code: 'past' }] } })
    expect(await file(id)).not.toContain('>VEIL<')
  })
})
