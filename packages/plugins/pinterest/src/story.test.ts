import { afterEach, describe, expect, it } from 'vitest'
import { eventually, openPinterestShop, type PinterestShop } from './fixtures/shop.ts'

describe('a shop on Pinterest', { timeout: 60_000 }, () => {
  let open: PinterestShop
  afterEach(() => open?.close())

  const statuses = async () =>
    (await open.admin.channels.listings({ params: { id: open.id }, query: {} })).items
      .map(({ key, status }) => `${key} ${status}`)
      .sort()
  const shown = () => open.sandbox.act.shown({})
  const listAll = async () => {
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await eventually(statuses, (all) => all.length === 2 && all.every((one) => one.endsWith('live')), 30_000)
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
    await eventually(shown, ({ items }) => items[1]?.attributes.availability === 'out of stock')
    expect(sandbox.act.violations({})).toEqual([])
    await admin.channels.unlist({ params: { id }, body: { all: true } })
    await eventually(shown, ({ items }) => items.length === 0)
    expect(sandbox.act.violations({})).toEqual([])
  })
})
