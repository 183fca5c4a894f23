import { describe, expect, it } from 'vitest'
import { stampsBefore, stampsOne, stampsTwo } from './fixtures/stamps.ts'
import { startsOfTests } from './fixtures/starts.ts'

const { start, work } = startsOfTests()

describe('a plugin in a shop', () => {
  it('is installed at the first start, and told with what it may do, its secrets masked', async () => {
    const settings = { perOrder: 2, printer: { host: 'here', token: 'most secret' } }
    const shop = await start([stampsOne(work)(settings)])
    const told = await shop.call.admin.plugins.get({ params: { id: 'stamps' } })
    expect(JSON.stringify(told)).not.toContain('most secret')
    expect(told).toMatchObject({
      id: 'stamps',
      version: '1.0.0',
      status: 'enabled',
      revision: 1,
      needs: ['orders:read'],
      hosts: ['printer.example'],
      settings: {
        schema: {
          properties: {
            perOrder: { type: 'number', title: 'Stamps per order', default: 1 },
            printer: { properties: { token: { title: 'Token of the printer', format: 'password', 'x-secret': true } } },
          },
        },
        values: { perOrder: 2, printer: { host: 'here', token: '••••••••' } },
      },
      endpoints: [
        { name: 'all', method: 'GET', path: '/store/stamps/cards', access: 'public' },
        { name: 'stamp', method: 'POST', path: '/admin/stamps/cards/:customer', access: 'customers:write' },
      ],
      panels: [{ at: 'customer', title: 'Stamps', show: 'all', method: 'GET', path: '/store/stamps/cards' }],
      jobs: [{ name: 'stamps/print', every: '1d' }],
      subscriptions: [{ name: 'stamps/customer.created', events: ['customer.created'] }],
      actionItems: [],
    })
    expect(told.tables).toEqual(expect.arrayContaining(['stamps_cards', 'stamps_marks']))
    expect((await shop.call.admin.plugins.list({})).items).toEqual([told])
    await shop.close()
  })

  it('is upgraded with the data of the version before', async () => {
    const before = await start([stampsOne(work)()])
    await before.call.stamps.stamp({ params: { customer: 'ada' } })
    await before.call.stamps.stamp({ params: { customer: 'ada' } })
    await before.close()
    const after = await start([stampsTwo()])
    expect(await after.call.stamps.all({})).toEqual([{ customer: 'ada', points: 20 }])
    const told = await after.call.admin.plugins.get({ params: { id: 'stamps' } })
    expect(told).toMatchObject({ version: '1.1.0', status: 'enabled', revision: 2 })
    await after.close()
  })

  it('is not started in an older version than was here, and nothing is changed by the try', async () => {
    await (await start([stampsTwo()])).close()
    await expect(start([stampsBefore()])).rejects.toThrow(
      /stamps is installed in version 1\.1\.0, and this program has 0\.9\.0; start it with 1\.1\.0 or newer/,
    )
    const again = await start([stampsTwo()])
    expect(await again.call.admin.plugins.get({ params: { id: 'stamps' } })).toMatchObject({ version: '1.1.0' })
    await again.close()
  })

  it('stays listed as absent when the program no longer has it, and comes back as it was', async () => {
    const shop = await start([stampsOne(work)()])
    await shop.call.admin.plugins.disable({ params: { id: 'stamps' } })
    await shop.close()
    const without = await start([])
    expect((await without.call.admin.plugins.list({})).items).toMatchObject([
      { id: 'stamps', status: 'absent', version: '1.0.0', settings: null, endpoints: [] },
    ])
    await without.close()
    const back = await start([stampsOne(work)()])
    expect((await back.call.admin.plugins.list({})).items).toMatchObject([{ status: 'disabled' }])
    await back.close()
  })

  it('cannot take a name of the core', async () => {
    await expect(start([{ ...stampsTwo(), id: 'orders' }])).rejects.toThrow(/the core has endpoints of that name/)
    await expect(start([{ ...stampsTwo(), id: 'inventory' }])).rejects.toThrow(
      /the core has endpoints|of the core begins/,
    )
    await expect(start([{ ...stampsTwo(), id: 'event' }])).rejects.toThrow(
      /event_\w+ of the core begins like its tables/,
    )
  })
})
