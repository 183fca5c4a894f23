import { describe, expect, it } from 'vitest'
import { type App, contribute, pluginRemoving } from '../../kernel/index.ts'
import { stampsOne, stampsPlus, stampsTwo } from './fixtures/stamps.ts'
import { startsOfTests } from './fixtures/starts.ts'

const { start, work } = startsOfTests()

const tablesOf = async ({ core }: { readonly core: App }) =>
  (await core.db.raw("select name from sqlite_master where name like 'stamps%' and type <> 'index'")).flat()

describe('a plugin that is removed', () => {
  it('must be disabled first', async () => {
    const shop = await start([stampsOne(work)()])
    const { plugins } = shop.call.admin
    await expect(plugins.remove({ params: { id: 'stamps' }, query: { data: 'drop' } })).rejects.toMatchObject({
      code: 'plugins.enabled',
    })
    await expect(plugins.remove({ params: { id: 'nobody' }, query: { data: 'drop' } })).rejects.toMatchObject({
      code: 'plugins.notFound',
    })
    expect(await tablesOf(shop)).toContain('stamps_cards')
    await shop.close()
  })

  it('leaves nothing behind with drop, and begins anew when it is installed again', async () => {
    const shop = await start([stampsOne(work)()])
    await shop.call.stamps.stamp({ params: { customer: 'ada' } })
    await shop.call.admin.plugins.disable({ params: { id: 'stamps' } })
    const removed = await shop.call.admin.plugins.remove({ params: { id: 'stamps' }, query: { data: 'drop' } })
    expect(removed).toMatchObject({ id: 'stamps', data: 'drop', ended: [] })
    expect(removed.tables).toEqual(expect.arrayContaining(['stamps_marks', 'stamps_cards', 'stamps_words']))
    expect(await tablesOf(shop)).toEqual([])
    expect(await shop.core.db.raw("select 1 from migrations where owner = 'stamps'")).toEqual([])
    expect(await shop.core.db.raw("select 1 from event_consumers where name like 'stamps/%'")).toEqual([])
    expect(await shop.core.db.raw("select 1 from jobs where name like 'stamps/%'")).toEqual([])
    await expect(shop.call.stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled' })
    expect((await shop.call.admin.plugins.list({})).items).toMatchObject([{ id: 'stamps', status: 'removed' }])
    await shop.close()
    const again = await start([stampsOne(work)()])
    expect(await again.call.stamps.all({})).toEqual([])
    expect((await again.call.admin.plugins.list({})).items).toMatchObject([{ status: 'enabled', revision: 1 }])
    await again.close()
  })

  it('finds its data again when that was kept', async () => {
    const shop = await start([stampsOne(work)()])
    await shop.call.stamps.stamp({ params: { customer: 'ada' } })
    await shop.close()
    const without = await start([])
    const kept = await without.call.admin.plugins.remove({ params: { id: 'stamps' }, query: { data: 'keep' } })
    expect(kept).toEqual({ id: 'stamps', data: 'keep', tables: [], ended: [] })
    expect((await without.call.admin.plugins.list({})).items).toEqual([])
    await without.close()
    const again = await start([stampsTwo()])
    expect(await again.call.stamps.all({})).toEqual([{ customer: 'ada', points: 10 }])
    await again.close()
  })

  it('leaves the tables of one whose longer name begins the same', async () => {
    const shop = await start([stampsOne(work)(), stampsPlus()])
    await shop.call.admin.plugins.disable({ params: { id: 'stamps' } })
    await shop.call.admin.plugins.remove({ params: { id: 'stamps' }, query: { data: 'drop' } })
    expect(await tablesOf(shop)).toEqual(['stamps_plus_cards'])
    await shop.close()
  })

  it('has what others hold in its name ended first, once, and stays when that fails', async () => {
    const asked: unknown[] = []
    let isDown = true
    const endListings = async (_: unknown, plugin: unknown) => {
      if (isDown) throw new Error('the platform does not answer')
      asked.push(plugin)
      return { what: 'listings', count: 3 }
    }
    const shop = await start([stampsOne(work)()], {
      contributes: [contribute(pluginRemoving, endListings)],
      operatorToken: 'op',
    })
    const { plugins } = shop.call.admin
    await plugins.disable({ params: { id: 'stamps' } })
    await expect(plugins.remove({ params: { id: 'stamps' }, query: { data: 'drop' } })).rejects.toThrow(
      /does not answer/,
    )
    expect(await plugins.get({ params: { id: 'stamps' } })).toMatchObject({ status: 'disabled' })
    isDown = false
    const remove = () =>
      shop.app.request('/admin/plugins/stamps?data=drop', {
        method: 'DELETE',
        headers: { authorization: 'Bearer op', 'Idempotency-Key': 'remove-it-once-and-never-again-please' },
      })
    const [first, repeat] = [await remove(), await remove()]
    expect(await first.json()).toMatchObject({ id: 'stamps', ended: [{ what: 'listings', count: 3 }] })
    expect([repeat.status, repeat.headers.get('Idempotent-Replayed')]).toEqual([200, 'true'])
    expect(await repeat.json()).toMatchObject({ ended: [{ what: 'listings', count: 3 }] })
    expect(asked).toEqual([{ id: 'stamps', data: 'drop' }])
    await shop.close()
  })
})
