import { afterEach, describe, expect, it } from 'vitest'
import { openPinterestShop, type PinterestShop, runJob } from '../fixtures/shop.ts'

describe('a catalogue that comes by a file of the shop', { timeout: 60_000 }, () => {
  let open: PinterestShop
  afterEach(() => open?.close())

  const shown = (id: string) => open.sandbox.act.shown({}).items.find((item) => item.id === id)?.attributes
  const job = () => runJob(open, 'pinterest/feeds')
  const location = async () => (await open.commerce.call.pinterest.feed({ params: { connection: open.id } })).location
  const fetched = async (url: string) => {
    const answer = await open.commerce.app.request(url)
    return { status: answer.status, text: await answer.text() }
  }
  const operations = () =>
    open.sandbox
      .calls({ method: 'POST', path: '/v5/catalogs/items/batch' })
      .flatMap(({ body }) => (JSON.parse(body ?? '') as { items: { item_id: string; operation: string }[] }).items)
      .map(({ operation, item_id }) => `${operation} ${item_id}`)
  const openByFile = async () => {
    open = await openPinterestShop({ publishing: 'feed' })
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.commerce.idle()
  }

  it('waits for the fetch, is live when Pinterest shows it, and goes on by calls for what changes between two fetches', async () => {
    await openByFile()
    expect(await open.statuses()).toBe('SMOKER pending,VEIL pending')
    await job()
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    expect(operations().filter((one) => !one.startsWith('UPDATE'))).toEqual([])
    expect(shown('SMOKER')).toMatchObject({ title: 'Bee smoker', price: '39.00 EUR', availability: 'in stock' })

    await open.admin.stock.bulk({ body: { rows: [{ sku: 'VEIL', location: 'main', set: 0 }] } })
    await open.soon(
      () => shown('VEIL'),
      (veil) => veil?.availability === 'out of stock',
    )
    const [smoker = '', veil = ''] = open.products
    await open.admin.products.update({ params: { id: smoker }, body: { title: 'Quiet smoker' } })
    await open.soon(
      () => shown('SMOKER'),
      (item) => item?.title === 'Quiet smoker',
    )
    expect(new Set(operations())).toEqual(new Set(['UPDATE SMOKER', 'UPDATE VEIL']))

    await open.admin.products.update({
      params: { id: veil },
      body: { media: [{ url: 'https://shop.example/files/new.jpg' }] },
    })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL pending')
    expect(operations().filter((one) => one.startsWith('CREATE'))).toEqual([])
    await open.commerce.call.pinterest.ingest({ params: { connection: open.id } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    expect(shown('VEIL')).toMatchObject({ image_link: 'https://shop.example/files/new.jpg' })
    await open.admin.channels.unlist({ params: { id: open.id }, body: { variants: ['VEIL'] } })
    await open.soon(
      () => shown('VEIL'),
      (item) => item === undefined,
    )
    expect((await fetched(await location())).text).not.toContain('VEIL')
    expect(open.sandbox.act.violations({})).toEqual([])
  })

  it('is refused line by line, with the words of the run at our field, and taken when the reason is gone', async () => {
    open = await openPinterestShop({ publishing: 'feed' })
    open.sandbox.turn({ rejections: [{ word: 'smoker', code: '100', message: 'No tobacco', field: 'title' }] })
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.commerce.idle()
    await job()
    await open.soon(open.statuses, (all) => all === 'SMOKER rejected,VEIL live')
    const { items } = await open.admin.channels.listings({ params: { id: open.id }, query: { status: 'rejected' } })
    expect(items).toMatchObject([
      {
        cause: {
          issues: [{ code: 'PINJOIN_CONTENT_UNSAFE', field: 'product.title', message: 'pinjoin content unsafe' }],
        },
      },
    ])
    open.sandbox.calm()
    await open.admin.products.update({ params: { id: open.products[0] ?? '' }, body: { title: 'Bee calmer' } })
    await open.soon(open.statuses, (all) => all === 'SMOKER pending,VEIL live')
    await open.commerce.call.pinterest.ingest({ params: { connection: open.id } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
  })

  it('is asked for once an hour at most, and not while nothing waits', async () => {
    const fetches = () => open.sandbox.calls({ method: 'POST' }).filter(({ path }) => path.endsWith('/ingest')).length
    await openByFile()
    await job()
    await job()
    expect(fetches()).toBe(1)
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    open.advance(3_600_000)
    await job()
    expect(fetches()).toBe(1)
    await open.admin.products.update({
      params: { id: open.products[0] ?? '' },
      body: { media: [{ url: 'https://shop.example/files/new.jpg' }] },
    })
    await open.soon(open.statuses, (all) => all === 'SMOKER pending,VEIL live')
    await job()
    expect(fetches()).toBe(2)
  })

  it('has a line for each item that is fit, with its texts on one line', async () => {
    await openByFile()
    await open.admin.products.update({
      params: { id: open.products[1] ?? '' },
      body: { description: '<p>Fine\tmesh.</p><p>"Very" fine.</p>' },
    })
    await open.admin.products.update({ params: { id: open.products[0] ?? '' }, body: { media: [] } })
    await open.commerce.idle()
    const [head = '', ...lines] = (await fetched(await location())).text.trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    const line = Object.fromEntries(head.split('\t').map((name, at) => [name, lines[0]?.split('\t')[at]]))
    expect(line).toMatchObject({
      id: 'VEIL',
      title: 'Veil',
      description: '"Fine mesh. ""Very"" fine."',
      link: 'http://localhost:3000/products/veil',
      price: '14.50 EUR',
      availability: 'in stock',
      sale_price: '',
    })
  })

  it('is there for who knows its address, while the connection is live and its goods come by the file', async () => {
    await openByFile()
    const url = await location()
    expect((await fetched(url)).status).toBe(200)
    expect((await fetched(url.replace(/[^/]+\/catalogue/, `${'x'.repeat(43)}/catalogue`))).status).toBe(404)
    await open.admin.channels.pause({ params: { id: open.id } })
    expect((await fetched(url)).status).toBe(404)
    await open.admin.channels.resume({ params: { id: open.id } })
    await open.admin.channels.update({
      params: { id: open.id },
      body: { settings: { country: 'NL', locale: 'en-GB', publishing: 'batch' } },
    })
    expect((await fetched(url)).status).toBe(404)
  })

  it('is taken away when the merchant chooses batches, and the goods are there again by them', async () => {
    await openByFile()
    await job()
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    await open.admin.channels.update({
      params: { id: open.id },
      body: { settings: { country: 'NL', locale: 'en-GB', publishing: 'batch' } },
    })
    await job()
    expect(open.sandbox.calls({ method: 'DELETE' }).map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/v5\/catalogs\/feeds\/\d+$/),
    ])
    open.advance(86_400_000)
    await open.soon(
      () => shown('SMOKER'),
      (item) => item !== undefined,
    )
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    const before = open.sandbox.calls({ path: '/v5/catalogs/feeds*' }).length
    await job()
    expect(open.sandbox.calls({ path: '/v5/catalogs/feeds*' }).length).toBe(before)
    expect(open.sandbox.act.violations({})).toEqual([])
  })

  it('must be a format that the shop makes, and a feed of somebody else needs its address', async () => {
    open = await openPinterestShop()
    const wrong = async (settings: object) =>
      open.admin.channels
        .update({ params: { id: open.id }, body: { settings: { country: 'NL', locale: 'en-GB', ...settings } } })
        .then(() => undefined)
        .catch((problem: { errors?: { path: string }[] }) => problem.errors?.map(({ path }) => path))
    expect(await wrong({ publishing: 'feed', feed: { format: 'XML' } })).toEqual(['body.settings.feed'])
    expect(await wrong({ feed: { name: 'Elsewhere' } })).toEqual(['body.settings.feed'])
    expect(await wrong({ publishing: 'feed', feed: { name: 'Ours' } })).toBeUndefined()
  })
})
