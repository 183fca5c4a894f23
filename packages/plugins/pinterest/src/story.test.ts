import { afterEach, describe, expect, it } from 'vitest'
import { openPinterestShop, type PinterestShop } from './fixtures/shop.ts'

describe('a shop on Pinterest', { timeout: 60_000 }, () => {
  let open: PinterestShop
  afterEach(() => open?.close())

  const shown = () => {
    const { items, ...others } = open.sandbox.act.shown({})
    return { ...others, items: [...items].sort((one, other) => (one.id < other.id ? -1 : 1)) }
  }
  const listAll = async () => {
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
  }

  it('is tested, listed, kept up to date and withdrawn, with nothing that the contract does not know', async () => {
    open = await openPinterestShop()
    const { admin, sandbox, id } = open
    expect(await admin.channels.test({ params: { id } })).toEqual({ account: 'Sandbox of Pinterest' })
    await listAll()
    expect(shown().items).toMatchObject([
      { id: 'SMOKER', attributes: { title: 'Bee smoker', price: '39.00 EUR', availability: 'in stock' } },
      { id: 'VEIL', attributes: { price: '14.50 EUR' } },
    ])
    await admin.stock.bulk({ body: { rows: [{ sku: 'VEIL', location: 'main', set: 0 }] } })
    await open.soon(shown, ({ items }) => items[1]?.attributes.availability === 'out of stock')
    expect(sandbox.act.violations({})).toEqual([])
    await admin.channels.unlist({ params: { id }, body: { all: true } })
    await open.soon(shown, ({ items }) => items.length === 0)
    expect(sandbox.act.violations({})).toEqual([])
  })

  it('tells before any call what Pinterest would refuse, in our words and with our field', async () => {
    open = await openPinterestShop()
    const { admin, sandbox, id } = open
    await admin.products.update({ params: { id: open.products[1] ?? '' }, body: { description: '', media: [] } })
    const { refused, items } = await admin.channels.preview({ params: { id }, body: { all: true } })
    expect(items).toBe(2)
    expect(refused).toMatchObject([{ sku: 'VEIL' }])
    expect(refused[0]?.issues.map(({ field }) => field).sort()).toEqual(['product.description', 'product.pictures'])
    expect(sandbox.calls({ path: '/v5/catalogs/*' })).toEqual([])
  })

  it('shows what Pinterest refused with its own words, and lists it when the reason is gone', async () => {
    open = await openPinterestShop()
    const { admin, sandbox, id } = open
    sandbox.turn({ rejections: [{ word: 'smoker', code: '130', message: 'Tobacco is not allowed', field: 'title' }] })
    await admin.channels.listItems({ params: { id }, body: { all: true } })
    await open.soon(open.statuses, (all) => all === 'SMOKER rejected,VEIL live')
    const refused = (await admin.channels.listings({ params: { id }, query: { status: 'rejected' } })).items
    expect(refused).toMatchObject([
      {
        key: 'SMOKER',
        cause: { issues: [{ code: '130', field: 'product.title', message: 'Tobacco is not allowed' }] },
      },
    ])
    sandbox.turn({ rejections: [] })
    await admin.products.update({ params: { id: open.products[0] ?? '' }, body: { title: 'Bee calmer' } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
  })

  it('goes on by itself after an outage: batches lost, answers cut, pages of HTML', async () => {
    open = await openPinterestShop()
    const { sandbox, admin } = open
    sandbox.turn({
      faults: [
        { on: 'POST /v5/catalogs/items/batch', times: 2, fault: { answer: 'html', status: 502 } },
        { on: 'POST /v5/catalogs/items/batch', skip: 2, times: 1, fault: { answer: 'reset', isApplied: true } },
        { on: 'GET /v5/catalogs/items/batch/*', times: 1, fault: { answer: 'truncated' } },
        { on: 'POST /v5/catalogs/items', times: 1, fault: { answer: 'status', status: 429, retryAfter: 1, code: '8' } },
      ],
      staleness: 500,
      review: 300,
    })
    await admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    expect(shown().items.map(({ id, attributes }) => [id, attributes.price])).toEqual([
      ['SMOKER', '39.00 EUR'],
      ['VEIL', '14.50 EUR'],
    ])
    expect(sandbox.act.violations({})).toEqual([])
  })

  it('stands still when the account is not taken any more, and goes on when somebody tested it', async () => {
    open = await openPinterestShop()
    const { sandbox, admin, id } = open
    const health = async () => (await admin.channels.get({ params: { id } })).health
    const fault = { answer: 'status', status: 403, code: '29' } as const
    sandbox.turn({ faults: [{ on: 'POST /v5/catalogs/items/batch', fault }] })
    await admin.channels.listItems({ params: { id }, body: { all: true } })
    await open.soon(health, ({ status }) => status === 'broken')
    sandbox.calm()
    const before = sandbox.calls().length
    await open.commerce.idle()
    expect(sandbox.calls().length).toBe(before)
    await admin.channels.test({ params: { id } })
    await open.soon(open.statuses, (all) => all === 'SMOKER live,VEIL live')
    expect(await health()).toMatchObject({ status: 'ok', fault: null })
  })

  it('gets a new token when the old one is refused before its time, and nobody notices', async () => {
    open = await openPinterestShop()
    const { sandbox, admin, id } = open
    await listAll()
    sandbox.act.expireTokens({})
    await admin.products.update({ params: { id: open.products[0] ?? '' }, body: { title: 'Quiet smoker' } })
    await open.soon(shown, ({ items }) => items[0]?.attributes.title === 'Quiet smoker')
    expect((await admin.channels.get({ params: { id } })).health.fault).toBeNull()
    expect(sandbox.calls({ method: 'POST', path: '/v5/oauth/token' })).toHaveLength(2)
  })
})
