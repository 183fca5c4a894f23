import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../packages/core/src/testing/shop.ts'
import { describeServer } from './fixtures/server.ts'

const COLUMNS =
  'Handle,Title,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price'
/** More than the import writes at once. */
const JARS = 30
const FILE = [
  COLUMNS,
  'ul,Вулик,wood,Size,Small,UL-S,shopify,4,120',
  'ul,,,,Large,UL-L,shopify,0,150',
  ...Array.from({ length: JARS }, (_, at) => `honey-${at},Honey ${at},sweet,,,HO-${at},shopify,${at},${at + 2}`),
].join('\n')

const SCHEMA = `select type, name, tbl_name, sql from sqlite_master where name not like 'libsql%' and tbl_name not like 'libsql%' order by type, name`

describeServer('a shop on a libSQL server', (server) => {
  let shop: TestShop
  const open = async () => {
    shop = await openTestShop(server.options())
  }
  beforeAll(open)
  afterAll(() => shop.close())

  const raw = (sql: string) => shop.commerce.core.db.raw(sql)
  const browse = async (query: string) => {
    const response = await shop.commerce.app.request(`/store/products?${query}`)
    return (await response.json()) as { items: { handle: string }[]; facets?: { groups: { key: string }[] } }
  }
  const handles = async (query: string) => (await browse(query)).items.map(({ handle }) => handle)

  it('has the schema of an embedded one, to the letter', async () => {
    const embedded = await openTestShop()
    const schema = await embedded.commerce.core.db.raw(SCHEMA)
    await embedded.close()
    expect(await raw(SCHEMA)).toEqual(schema)
    const kinds = new Set(schema.map(([type]) => type))
    expect([...kinds].sort()).toEqual(['index', 'table', 'trigger', 'view'])
  })

  it('takes over a product file, and the same file again', async () => {
    const send = async () => {
      const headers = { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'text/csv' }
      const sent = { method: 'POST', headers, body: FILE }
      return (await shop.commerce.app.request('/admin/imports/shopify', sent)).json()
    }
    expect(await send()).toMatchObject({ products: { created: JARS + 1 }, variants: JARS + 2, errors: [] })
    expect(await send()).toMatchObject({ products: { created: 0, unchanged: JARS + 1 }, errors: [] })
    expect(await raw('select sum(on_hand) from inventory_levels')).toEqual([[4 + (JARS * (JARS - 1)) / 2]])
  })

  it('finds, filters and counts what was taken over', async () => {
    await shop.commerce.idle()
    expect(await handles('q=вули')).toEqual(['ul'])
    expect(await handles('q=ul-l')).toEqual(['ul'])
    expect((await handles('q=honey%2017'))[0]).toBe('honey-17')
    expect(await handles('option.Size=Small')).toEqual(['ul'])
    expect(await handles('price.max=300&sort=price')).toEqual(['honey-0', 'honey-1'])
    expect(await handles('available=false')).toEqual(['honey-0'])
    const { facets } = await browse('facets=true')
    expect(facets?.groups.map(({ key }) => key)).toContain('option.size')
  })

  it('runs its jobs and leaves no event behind', async () => {
    const jobs = (await shop.commerce.call.admin.jobs.jobs({})).items.map(({ name }) => name)
    await Promise.all(jobs.map((name) => shop.commerce.call.admin.jobs.runJob({ body: { name } })))
    await expect
      .poll(() => raw("select name, outcome, error from jobs where outcome is not 'succeeded'"), { timeout: 10_000 })
      .toEqual([])
    expect(await raw('select count(*) from jobs')).toEqual([[jobs.length]])
    expect(await raw('select * from event_parked')).toEqual([])
  })

  it('goes on where it was after its own restart and after one of the server', async () => {
    const before = await raw('select count(*) from events')
    await shop.close()
    await open()
    expect(await raw('select count(*) from events')).toEqual(before)
    await server.without()
    const { admin } = shop.commerce.call
    await admin.products.create({ body: { handle: 'veil', title: 'Veil', status: 'active' } })
    await shop.commerce.idle()
    expect(await handles('q=veil')).toEqual(['veil'])
  })

  it('closes although the server is gone', { timeout: 40_000 }, async () => {
    const doomed = await openTestShop(server.options())
    await doomed.commerce.idle()
    await server.without(() => doomed.commerce.close())
  })
})
