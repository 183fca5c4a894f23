import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeedShop, openFeedShop } from './fixtures/shop.ts'

let shop: FeedShop
let id: string

beforeAll(async () => {
  shop = await openFeedShop()
  id = await shop.connect({ target: 'google', country: 'NL' })
  await shop.make()
})
afterAll(() => shop?.close())

const calls = () => shop.commerce.call['product-feed']
const feed = (of = id) => calls().feed({ params: { connection: of } })
/** The shop believes to be at its public address. */
const here = (url: string) => url.replace(/^https?:\/\/[^/]+/, shop.url)
const get = async (headers: Record<string, string> = {}, name = 'url') => {
  const view = await feed()
  return fetch(here(name === 'url' ? view.url : view.packedUrl), { headers })
}

describe('a feed for Google', () => {
  it('has every variant that Google would take, in its words', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const text = await answer.text()
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rss version="2.0" xmlns:g=/)
    const [small = '', large = '', veil = '', ...more] = text.split('<item>').slice(1)
    expect(more).toEqual([])
    for (const part of [
      '<g:id>SMO-S</g:id>',
      '<g:title>Smoker &amp; bellows &lt;new&gt; – Small</g:title>',
      '<g:price>35.00 EUR</g:price><g:sale_price>29.00 EUR</g:sale_price>',
      '<g:availability>in_stock</g:availability>',
      '<g:gtin>4006381333931</g:gtin>',
      '<g:item_group_id>smoker</g:item_group_id>',
      '<g:additional_image_link>https://pictures.example.com/2.jpg</g:additional_image_link>',
      '<g:size>Small</g:size>',
      '<g:material>steel</g:material>',
      '<g:custom_label_0>tools</g:custom_label_0>',
      '<g:shipping_weight>900 g</g:shipping_weight>',
      '<g:brand>Lipova</g:brand>',
    ])
      expect(small).toContain(part)
    expect(large).toContain('<g:availability>out_of_stock</g:availability>')
    expect(large).toContain('<g:identifier_exists>no</g:identifier_exists>')
    expect(veil).not.toContain('g:gtin')
    expect(veil).not.toContain('g:item_group_id')
    expect(text.endsWith('</channel>\n</rss>\n')).toBe(true)
  })

  it('is told with what would be refused, and why, by our field', async () => {
    const params = { connection: id }
    const report = await calls().report({ params })
    expect(report).toMatchObject({ items: 4, refused: 1, warned: 2 })
    expect(report.counts).toContainEqual({
      severity: 'error',
      code: 'too_long',
      field: 'title',
      ourField: 'product.title',
      items: 1,
    })
    expect(report.counts).toContainEqual(
      expect.objectContaining({ code: 'missing', field: 'image_link', ourField: 'product.pictures' }),
    )
    const { items } = await calls().reportItems({ params, query: { field: 'gtin', limit: 50 } })
    expect(items.map(({ sku, code }) => [sku, code])).toEqual([
      ['SMO-L', 'no_identifier'],
      ['VEIL', 'no_identifier'],
      ['VEIL', 'bad_gtin'],
      ['BOOK', 'no_identifier'],
    ])
    expect(items[2]?.message).toContain('wrong check digit')
    const first = await calls().reportItems({ params, query: { limit: 1 } })
    const second = await calls().reportItems({ params, query: { limit: 1, cursor: first.next ?? '' } })
    expect(second.items[0]).not.toEqual(first.items[0])
    const csv = await fetch(`${shop.url}/admin/product-feed/${id}/report.csv?severity=error`, {
      headers: { authorization: `Bearer ${shop.operatorToken}` },
    })
    const lines = (await csv.text()).split('\r\n')
    expect(lines[0]).toBe('sku,productId,severity,code,field,ourField,message')
    expect(
      lines
        .slice(1)
        .filter(Boolean)
        .every((line) => line.startsWith('BOOK,prd_')),
    ).toBe(true)
  })
})

describe('a pull', () => {
  it('gets the same bytes plain, packed on the way, and as a packed file', async () => {
    const plain = Buffer.from(await (await get({ 'accept-encoding': 'identity' })).arrayBuffer())
    const onTheWay = await get({ 'accept-encoding': 'gzip' })
    expect(onTheWay.headers.get('content-encoding')).toBe('gzip')
    expect(Buffer.from(await onTheWay.arrayBuffer())).toEqual(plain)
    const file = await get({}, 'packed')
    expect([file.headers.get('content-type'), file.headers.get('content-encoding')]).toEqual(['application/gzip', null])
    expect(gunzipSync(Buffer.from(await file.arrayBuffer()))).toEqual(plain)
    const refused = await get({ 'accept-encoding': 'gzip;q=0, br' })
    expect(refused.headers.get('content-encoding')).toBeNull()
    expect(refused.headers.get('content-length')).toBe(String(plain.byteLength))
  })

  it('of what did not change is answered with 304, by tag or by date', async () => {
    const { headers } = await get({ 'accept-encoding': 'identity' })
    const known = async (more: Record<string, string>) => (await get({ 'accept-encoding': 'identity', ...more })).status
    expect(await known({ 'if-none-match': headers.get('etag') ?? '' })).toBe(304)
    expect(await known({ 'if-modified-since': headers.get('last-modified') ?? '' })).toBe(304)
    expect(await known({ 'if-none-match': '"another"', 'if-modified-since': headers.get('last-modified') ?? '' })).toBe(
      200,
    )
    shop.advance(3_600_000)
    await shop.make()
    expect((await get({ 'accept-encoding': 'identity' })).headers.get('last-modified')).toBe(
      headers.get('last-modified'),
    )
    await shop.admin.stock.bulk({ body: { rows: [{ sku: 'VEIL', location: 'main', set: 0 }] } })
    await calls().make({ params: { connection: id } })
    await shop.make()
    expect(await known({ 'if-none-match': headers.get('etag') ?? '' })).toBe(200)
  })

  it('needs the key, in the address or as a password, and another number of the key ends the one of before', async () => {
    const view = await feed()
    const status = async (url: string, headers: Record<string, string> = {}) =>
      (await fetch(here(url), { headers })).status
    expect(await status(view.url.replace(/[^/]+\/feed\.xml$/, 'x'.repeat(43).concat('/feed.xml')))).toBe(404)
    expect(await status(view.url.replace('feed.xml', 'feed.tsv'))).toBe(404)
    expect(await status(view.basic.url)).toBe(401)
    const basic = (password: string) => ({ authorization: `Basic ${btoa(`${id}:${password}`)}` })
    expect(await status(view.basic.url, basic(view.basic.password))).toBe(200)
    expect(await status(view.basic.url, basic('guess'))).toBe(404)
    await shop.admin.channels.update({
      params: { id },
      body: { settings: { target: 'google', country: 'NL', keyNumber: 2 } },
    })
    expect(await status(view.url)).toBe(404)
    expect(await status((await feed()).url)).toBe(200)
  })

  it('finds the new file a minute after the settings changed', async () => {
    await shop.admin.channels.update({
      params: { id },
      body: { settings: { target: 'meta', format: 'tsv', country: 'NL' } },
    })
    await shop.make()
    const text = await (await get()).text()
    const [names = '', ...lines] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    const column = (name: string) => lines.map((line) => line[names.indexOf(name)])
    expect(column('id')).toEqual(['SMO-S', 'SMO-L'])
    expect(column('availability')).toEqual(['in stock', 'out of stock'])
    expect(column('description')[0]).toBe('"Calms bees, slowly. ""Steel"""')
    expect(column('additional_image_link')[1]).toBe('https://pictures.example.com/2.jpg')
    expect(await calls().report({ params: { connection: id } })).toMatchObject({ items: 4, refused: 2 })
  })

  it('finds nothing before the feed is live, though its report is there when somebody asks', async () => {
    const dry = await shop.connect({ target: 'meta' }, { isDry: true, name: 'Dry' })
    await expect(calls().report({ params: { connection: dry } })).rejects.toMatchObject({
      code: 'product-feed.notMade',
    })
    await calls().make({ params: { connection: dry } })
    await shop.make()
    expect(await calls().report({ params: { connection: dry } })).toMatchObject({ items: 4 })
    const view = await feed(dry)
    expect((await fetch(here(view.url))).status).toBe(404)
    await shop.admin.channels.confirm({ params: { id: dry } })
    await shop.make()
    expect((await fetch(here(view.url))).status).toBe(200)
    await shop.admin.channels.unlist({ params: { id: dry }, body: { all: true } })
    await shop.commerce.idle()
    // They leave with the next file, which is asked for at once.
    await shop.make()
    shop.advance(60_000)
    await shop.commerce.idle()
    await shop.admin.channels.remove({ params: { id: dry } })
    expect((await fetch(here(view.url))).status).toBe(404)
    await shop.make()
    await expect(feed(dry)).rejects.toMatchObject({ code: 'product-feed.unknownFeed' })
  })
})
