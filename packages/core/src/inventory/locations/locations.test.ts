import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller } from '../../kernel/index.ts'
import { CHANNEL, lineOf, openStockShop, type StockShop } from '../fixtures/shop.ts'
import { planHold } from '../index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'
import { updateLocation } from './service.ts'

describe('stock locations', () => {
  let shop: StockShop
  let staff: Caller<typeof admin>
  beforeEach(async () => {
    shop = await openStockShop()
    staff = caller(admin, adminHandlers, () => shop.ctx)
  })
  afterEach(() => shop.close())

  const gdansk = {
    code: 'gdansk',
    name: 'Gdansk store',
    kind: 'store' as const,
    country: 'PL',
    city: 'Gdansk',
    pickup: true,
  }

  it('are opened, read by id or code, changed, listed, closed and opened again', async () => {
    const made = await staff.create({
      body: { ...gdansk, texts: { pl: { name: 'Sklep', pickupNote: 'Wejscie z tylu' } } },
    })
    expect(made).toMatchObject({
      status: 'active',
      priority: 100,
      ships: true,
      pickup: true,
      version: 1,
      texts: { pl: { name: 'Sklep' } },
    })
    expect(await staff.get({ params: { id: 'gdansk' } })).toEqual(made)
    const params = { id: made.id }
    expect(await staff.update({ params, body: { priority: 5, countries: ['PL', 'UA'] } })).toMatchObject({
      priority: 5,
      countries: ['PL', 'UA'],
      version: 2,
    })
    await staff.create({ body: { code: 'lviv', name: 'Lviv', country: 'UA' } })
    const codes = async (query: object) => (await staff.list({ query })).items.map(({ code }) => code).sort()
    expect(await codes({})).toEqual(['gdansk', 'lviv'])
    expect(await codes({ kind: 'store' })).toEqual(['gdansk'])
    expect(await codes({ q: 'lviv' })).toEqual(['lviv'])
    expect(await staff.archive({ params })).toMatchObject({ status: 'archived', version: 3 })
    expect(await codes({ status: 'archived' })).toEqual(['gdansk'])
    expect(await staff.restore({ params: { id: 'gdansk' } })).toMatchObject({ status: 'active', version: 4 })
  })

  it('count at once for the next plan', async () => {
    const { id } = await staff.create({ body: gdansk })
    const variantId = await shop.variant('frame')
    await shop.stock(variantId, id, 1)
    const plan = () =>
      planHold(shop.ctx, {
        cartId: null,
        lines: [lineOf({ variantId, quantity: 1 })],
        destination: { country: 'NL' },
        channelId: CHANNEL,
      })
    expect((await plan()).allocations).toMatchObject([{ locationId: id }])
    await staff.update({ params: { id }, body: { countries: ['PL'] } })
    expect((await plan()).reasons[0]?.candidates).toEqual([[id, 'country_not_served', 1]])
  })

  it('are not closed while anything is there, promised, owed or on its way', async () => {
    const { id } = await staff.create({ body: gdansk })
    const variantId = await shop.variant('frame')
    const close = () => staff.archive({ params: { id } })
    await shop.stock(variantId, id, 1)
    await expect(close()).rejects.toMatchObject({ code: 'inventory.locationInUse', status: 409 })
    await shop.stock(variantId, id, -1)
    expect(await close()).toMatchObject({ status: 'archived' })
  })

  it('are not closed while a pickup method names them', async () => {
    const { id } = await staff.create({ body: gdansk })
    const method = `insert into delivery_methods (id, code, type, status, texts, created_at, updated_at) values ('dlm_1', 'collect', 'pickup', 'active', '{}', 0, 0)`
    await shop.ctx.db.batch([
      { sql: method, args: [] },
      { sql: 'insert into delivery_method_locations (method_id, location_id) values (?, ?)', args: ['dlm_1', id] },
    ])
    await expect(staff.archive({ params: { id } })).rejects.toMatchObject({
      code: 'inventory.locationInUse',
      detail: expect.stringContaining('collect'),
    })
  })

  it.each([
    [{ code: 'gdansk' }, 'inventory.codeTaken', 'body.code'],
    [{ country: 'Poland' }, 'request.invalid', 'body.country'],
    [{ code: 'Upper Case' }, 'request.invalid', 'body.code'],
    [{ priority: -1 }, 'request.invalid', 'body.priority'],
    [{ opening: 'always' }, 'request.invalid', 'body.opening'],
  ])('refuse %j with %s', async (change, code, path) => {
    await staff.create({ body: gdansk })
    await expect(staff.create({ body: { ...gdansk, code: 'other', ...change } as never })).rejects.toMatchObject({
      code,
      errors: [{ path }],
    })
  })

  it('refuse a change of a version that the caller has not seen, and one of nothing', async () => {
    await staff.create({ body: gdansk })
    const stale = updateLocation(shop.ctx, { ref: 'gdansk', version: 4, patch: { priority: 1 } })
    await expect(stale).rejects.toMatchObject({ code: 'request.preconditionFailed', status: 412 })
    await expect(staff.get({ params: { id: 'moon' } })).rejects.toMatchObject({ code: 'inventory.locationNotFound' })
  })
})
