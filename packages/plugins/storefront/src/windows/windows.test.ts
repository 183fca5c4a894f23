import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HeadView } from '../client.ts'
import { runJob } from '../fixtures/run-job.ts'
import { openWindow, SITE, type Window } from '../fixtures/window.ts'

let shop: Window
let now: number
beforeEach(async () => {
  now = Date.parse('2026-06-01T10:00:00Z')
  shop = await openWindow({}, () => now)
  await candle('candle')
})
afterEach(() => shop.close())

/** A product that lacks nothing. */
async function candle(handle: string, more: object = {}) {
  const product = await shop.calls.products.create({
    body: {
      handle,
      title: 'Beeswax candle',
      language: 'en',
      status: 'active',
      vendor: 'Linde',
      description: '<p>Burns long.</p>',
      collections: ['tools'],
      media: [{ url: `https://pictures.example.com/${handle}.jpg`, alt: 'A candle' }],
      variants: [
        {
          sku: handle.toUpperCase(),
          barcode: '4006381333931',
          tracked: false,
          prices: [{ currency: 'EUR', amount: 900 }],
        },
      ],
      ...more,
    },
  })
  await shop.commerce.idle()
  return product
}

async function connect(body: object = {}): Promise<string> {
  const { id } = await shop.calls.channels.connect({ body: { channel: 'storefront', name: 'Main window', ...body } })
  return id
}
async function open(body: object = {}): Promise<string> {
  const id = await connect(body)
  await shop.calls.channels.confirm({ params: { id } })
  await shop.commerce.idle()
  return id
}
const head = (path: string) => shop.buyer().storefront.head({ query: { path } })
const meta = ({ meta: tags }: HeadView, name: string) =>
  tags.filter((tag) => tag.property === name || tag.name === name).map(({ content }) => content)
async function mapped(headers: Record<string, string> = {}): Promise<string[]> {
  const answer = await fetch(`${shop.url}/store/storefront/sitemaps/products.xml`, { headers })
  const xml = answer.ok ? await answer.text() : ''
  return [...xml.matchAll(/<loc>[^<]*\/products\/([^<]*)<\/loc>/g)].map(([, handle = '']) => handle)
}
const once = (handles: readonly string[]) => [...new Set(handles)].sort()
async function listing(id: string, handle: string) {
  const { items } = await shop.calls.channels.listings({ params: { id }, query: { limit: 100 } })
  return items.find(({ key }) => key.startsWith(`${handle}~`))
}

describe('a window that is connected', () => {
  it('says nothing about pages before it is confirmed', async () => {
    const id = await connect()
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['candle', 'smoker', 'veil'])
    const preview = await shop.calls.channels.preview({ params: { id }, body: { all: true } })
    expect(preview.refused.map(({ title, issues }) => [title, issues[0]?.code])).toEqual([
      ['Smoker </script> "one" – Small / Leather', 'picture'],
      ['Veil', 'picture'],
    ])
    expect((await head('/products/veil')).isListed).toBe(true)
  })

  it('lists by itself what is sold and fit, and tells of the rest what is wrong with which field', async () => {
    const id = await open()
    expect(once(await mapped())).toEqual(['candle'])
    const refused = await listing(id, 'veil')
    expect(refused).toMatchObject({
      status: 'invalid',
      cause: {
        issues: expect.arrayContaining([
          {
            severity: 'error',
            code: 'picture',
            message: 'has no picture',
            field: 'product.pictures',
            theirField: 'image',
            hint: expect.stringContaining('product.pictures'),
          },
        ]),
      },
    })
    expect(await listing(id, 'candle')).toMatchObject({ status: 'live', cause: null, url: `${SITE}/products/candle` })
    const unfit = await head('/products/veil')
    expect(unfit).toMatchObject({ isListed: false, jsonLd: [], meta: [], title: 'Veil · Lipova' })
    const fit = await head('/products/candle')
    expect(fit.isListed).toBe(true)
    expect(meta(fit, 'og:title')).toEqual(['Beeswax candle'])
    expect((await shop.calls.channels.get({ params: { id } })).health.status).toBe('ok')
  })

  it('asks what the merchant demands, and tells the rest as warnings', async () => {
    const id = await open({ settings: { demands: [] } })
    expect(once(await mapped())).toEqual(['candle', 'smoker', 'veil'])
    const lenient = await listing(id, 'veil')
    expect(lenient?.status).toBe('live')
    expect(lenient?.cause?.issues.map(({ severity, field }) => `${severity} ${field}`)).toEqual([
      'warning product.pictures',
      'warning product.description',
      'warning product.brand',
      'warning variant.barcode',
    ])
    await shop.calls.channels.update({
      params: { id },
      body: { settings: { demands: ['brand', 'identifier', 'description', 'title', 'price'] } },
    })
    await candle('long', { title: 'A candle '.repeat(12), vendor: '' })
    const strict = await listing(id, 'long')
    expect(strict?.cause?.issues.map(({ severity, code, field }) => [severity, code, field])).toEqual([
      ['error', 'brand', 'product.brand'],
      ['error', 'title', 'product.title'],
    ])
  })

  it('leaves on the pages what is not fit any more, and tells what is wrong with it', async () => {
    const id = await open()
    await shop.calls.products.update({ params: { id: 'candle' }, body: { media: [] } })
    await shop.commerce.idle()
    expect(await listing(id, 'candle')).toMatchObject({ status: 'invalid', cause: { issues: [{ code: 'picture' }] } })
    expect(once(await mapped())).toEqual(['candle'])
    expect((await head('/products/candle')).isListed).toBe(true)
  })

  it('shows what is new at once, without anybody listing it', async () => {
    const id = await open()
    await candle('taper')
    expect(once(await mapped())).toEqual(['candle', 'taper'])
    expect((await head('/products/taper')).isListed).toBe(true)
    const { id: draft } = await candle('draft', { status: 'draft' })
    expect(once(await mapped())).toEqual(['candle', 'taper'])
    await shop.calls.products.update({ params: { id: draft }, body: { status: 'active' } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['candle', 'draft', 'taper'])
    expect(await listing(id, 'draft')).toMatchObject({ status: 'live' })
  })

  it('lists nothing by itself where that is switched off', async () => {
    const id = await open({ settings: { automatic: false } })
    await candle('taper')
    expect(await mapped()).toEqual([])
    await shop.calls.channels.listItems({ params: { id }, body: { products: ['taper'] } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['taper'])
  })

  it('takes collections off, keeps them off, and brings them back', async () => {
    const id = await open()
    await candle('taper', { collections: [] })
    await shop.calls.channels.unlist({ params: { id }, body: { collections: ['tools'] } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['taper'])
    const off = await head('/products/candle')
    expect(off).toMatchObject({ isListed: false, jsonLd: [], meta: [{ name: 'robots', content: 'noindex' }] })
    expect(off.breadcrumbs.at(-1)).toEqual({ name: 'Beeswax candle', path: '/products/candle' })
    await shop.calls.products.update({ params: { id: 'candle' }, body: { title: 'Thick candle' } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['taper'])
    expect(await listing(id, 'candle')).toMatchObject({ status: 'ended', isWanted: false })
    await shop.calls.channels.listItems({ params: { id }, body: { collections: ['tools'] } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['candle', 'taper'])
    expect((await head('/products/candle')).title).toBe('Thick candle · Lipova')
  })

  it('shows what was written for it in place of the shop’s own, in its own language', async () => {
    const id = await open()
    const pictures = ['https://pictures.example.com/only-here.jpg']
    const own = { title: 'Candles for winter', description: 'Warm light, < 5 hours & more.', pictures }
    await shop.calls.products.update({
      params: { id: 'candle' },
      body: { translations: { uk: { title: 'Свічка' } } },
    })
    await shop.calls.channels.override({ params: { id: (await listing(id, 'candle'))?.id ?? '' }, body: own })
    await shop.commerce.idle()
    const found = await head('/products/candle')
    expect(found).toMatchObject({ title: 'Candles for winter · Lipova', description: own.description })
    expect(meta(found, 'og:title')).toEqual([own.title])
    expect(meta(found, 'og:description')).toEqual([own.description])
    expect(meta(found, 'og:image')).toEqual(pictures)
    expect(found.jsonLd[0]).toMatchObject({ name: own.title, description: own.description, image: pictures })
    expect((await head('/uk/products/candle')).title).toBe('Свічка · Lipova')
    await shop.calls.channels.override({ params: { id: (await listing(id, 'candle'))?.id ?? '' }, body: {} })
    await shop.commerce.idle()
    expect((await head('/products/candle')).title).toBe('Beeswax candle · Lipova')
  })

  it('stays as it is while it is paused, and takes up what changed after it', async () => {
    const id = await open()
    await shop.calls.channels.pause({ params: { id } })
    await candle('taper')
    await shop.calls.channels.unlist({ params: { id }, body: { products: ['candle'] } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['candle'])
    expect((await shop.staff.storefront.status()).warnings.map(({ code }) => code)).toContain('paused')
    await shop.calls.channels.resume({ params: { id } })
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['taper'])
  })

  it('ends what its sales channel does not sell any more', async () => {
    const id = await open()
    await shop.calls.products.update({ params: { id: 'candle' }, body: { publications: [] } })
    await shop.commerce.idle()
    expect(await listing(id, 'candle')).toMatchObject({ status: 'ended', cause: { code: 'not_for_sale' } })
    await shop.calls.products.update({ params: { id: 'candle' }, body: { publications: [{ channel: 'web' }] } })
    await shop.commerce.idle()
    expect(await listing(id, 'candle')).toMatchObject({ status: 'live' })
  })

  it('finds by itself whose day has come', async () => {
    const id = await open()
    const publishAt = new Date(now + 3_600_000).toISOString()
    const later = { publications: [{ channel: 'web', publishAt }] }
    await candle('taper', later)
    await shop.calls.products.update({ params: { id: 'candle' }, body: later })
    await shop.commerce.idle()
    expect(await mapped()).toEqual([])
    now += 7_200_000
    await runJob(shop, 'follow')
    await shop.commerce.idle()
    expect(once(await mapped())).toEqual(['candle', 'taper'])
    expect(await listing(id, 'candle')).toMatchObject({ status: 'live' })
  })

  it('goes without a trace, and everything that is sold is listed again', async () => {
    const id = await open()
    await shop.calls.channels.unlist({ params: { id }, body: { all: true } })
    await shop.commerce.idle()
    await shop.calls.channels.remove({ params: { id } })
    expect(once(await mapped())).toEqual(['candle', 'smoker', 'veil'])
    await runJob(shop, 'prune')
    const left = await shop.commerce.core.db.raw(
      'select (select count(*) from storefront_pages) + (select count(*) from storefront_offered)',
    )
    expect(left).toEqual([[0]])
  })
})

describe('several windows', () => {
  it('each have an address, a sales channel, keys and pages of their own', async () => {
    await open()
    await shop.calls.markets.createChannel({ body: { code: 'outlet', name: 'Outlet', kind: 'web' } })
    const outlet = await open({
      name: 'Outlet',
      salesChannel: 'outlet',
      settings: { name: 'Lipova Outlet', url: 'https://outlet.example', closed: true },
    })
    await candle('taper', { publications: [{ channel: 'outlet' }] })
    const { token } = await shop.staff.storefront.createKey({ body: { name: 'Outlet pages', window: outlet } })
    const key = { 'Vitrine-Key': token }
    expect([once(await mapped()), once(await mapped(key))]).toEqual([['candle'], ['taper']])
    const robots = await fetch(`${shop.url}/store/storefront/robots.txt`, { headers: key })
    expect(await robots.text()).toBe('User-agent: *\nDisallow: /\n')
    const answer = await fetch(`${shop.url}/store/storefront/head?path=/products/taper`, { headers: key })
    expect(await answer.json()).toMatchObject({
      isListed: true,
      title: 'Beeswax candle · Lipova Outlet',
      canonical: 'https://outlet.example/products/taper',
    })
    const status = await shop.staff.storefront.status({ query: { window: outlet } })
    expect(status).toMatchObject({ window: outlet, channel: 'outlet', url: 'https://outlet.example' })
    expect(status.keys.map(({ name }) => name)).toEqual(['Outlet pages'])
    expect(status.windows.map(({ name, channel, url }) => [name, channel, url])).toEqual([
      ['Main window', 'web', SITE],
      ['Outlet', 'outlet', 'https://outlet.example'],
    ])
    const unknown = await shop.staff.storefront.status({ query: { window: 'con_nothing' } }).catch((error) => error)
    expect(shop.staff.isProblem(unknown, 'storefront.unknownWindow')).toBe(true)
  })
})

describe('what a page costs', () => {
  it('is no more reads with a window than without', async () => {
    const paths = ['/head?path=/products/candle', '/head?path=/', '/sitemap.xml', '/robots.txt', '/redirect?path=/x']
    const { db } = shop.commerce.core
    let reads = 0
    for (const name of ['all', 'get'] as const) {
      const read = db[name].bind(db) as (...given: unknown[]) => Promise<never>
      Object.assign(db, {
        [name]: (...given: unknown[]) => {
          reads += 1
          return read(...given)
        },
      })
    }
    const ask = async (path: string) => {
      reads = 0
      await (await fetch(`${shop.url}/store/storefront${path}`)).text()
      return reads
    }
    // Others read now and then, too: the least of some counts is what the page reads.
    const warm = async (path: string) => {
      const counts: number[] = []
      while (counts.length < 6) counts.push(await ask(path))
      return Math.min(...counts)
    }
    const before: number[] = []
    for (const path of paths) before.push(await warm(path))
    await open()
    const after: number[] = []
    for (const path of paths) after.push(await warm(path))
    expect(before[0]).toBeGreaterThan(0)
    expect(after).toEqual(before)
  })
})
