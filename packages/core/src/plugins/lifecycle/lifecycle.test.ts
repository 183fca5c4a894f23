import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CommerceOptions, createCommerce } from '../../commerce.ts'
import { contribute, pluginRemoving } from '../../kernel/index.ts'
import { startTestShop } from '../../testing/seeded.ts'
import type { Plugin } from '../index.ts'
import { stampsBefore, stampsOne, stampsPlus, stampsTwo, type Work } from './fixtures/stamps.ts'

let folder: string
let work: Work
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-plugins-'))
  work = { job: () => undefined, heard: [] }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A start of the shop on the file of this test. */
async function start<const Plugins extends readonly Plugin[]>(plugins: Plugins, more: Partial<CommerceOptions> = {}) {
  const commerce = await createCommerce<Plugins>({
    ...more,
    database: { url: `file:${join(folder, 'shop.db')}` },
    secret: 'a secret of the tests, long enough',
    log: { level: 'silent' },
    plugins,
  })
  await commerce.start()
  return commerce
}

const tablesOf = async ({ core }: Awaited<ReturnType<typeof start>>) =>
  (await core.db.raw("select name from sqlite_master where name like 'stamps%' and type <> 'index'")).flat()

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

describe('a plugin that is disabled while the shop runs', () => {
  it('answers nothing, hears nothing, adjusts and claims nothing, and gets what it missed when it is enabled', async () => {
    const shop = await startTestShop({ plugins: [stampsOne(work)()] })
    const { admin, stamps } = shop.commerce.call
    const buy = async (email: string) => {
      const lines = [{ sku: 'SMOKER-SMALL', quantity: 1 }]
      const { id } = await admin.orders.createDraft({ body: { lines, email, delivery: { code: 'fetch' } } })
      return admin.orders.completeDraft({ params: { id } })
    }
    const turn = { params: { id: 'stamps' } }
    await buy('ada@example.com')
    expect(await stamps.all({})).toEqual([{ customer: 'ada@example.com', count: 1 }])

    expect(await admin.plugins.disable(turn)).toMatchObject({ status: 'disabled', revision: 2 })
    await expect(stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled', status: 409 })
    const answer = await fetch(`${shop.url}/store/stamps/cards`)
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'plugins.disabled',
        hint: expect.stringContaining('/admin/plugins/stamps/enable'),
      }),
    ])
    await buy('bee@example.com')
    await admin.customers.create({ body: { email: 'cy@example.com' } })
    await shop.commerce.idle()
    expect(work.heard).toEqual([])
    await expect(admin.jobs.runJob({ body: { name: 'stamps/print' } })).rejects.toMatchObject({ code: 'jobs.paused' })

    expect(await admin.plugins.enable(turn)).toMatchObject({ status: 'enabled', waitsUntil: null })
    await shop.commerce.idle()
    expect(work.heard).toHaveLength(1)
    expect(await stamps.all({})).toEqual([{ customer: 'ada@example.com', count: 1 }])
    await shop.close()
  })

  it('adjusts no cart, not even one that was being looked at', async () => {
    const shop = await startTestShop({ plugins: [stampsOne(work)()] })
    const { admin, store } = shop.commerce.call
    const { id, token } = await store.carts.create({ body: {} })
    const headers = { 'Vitrine-Cart': token ?? '' }
    const found = await admin.products.list({ query: { q: 'Smoker' } })
    const full = await admin.products.get({ params: { id: found.items[0]?.id ?? '' } })
    const variantId = full.variants[0]?.id ?? ''
    const added = await store.carts.addLine({ params: { id }, body: { variantId, quantity: 1 }, headers })
    expect(added.totals.adjustment.amount).toBe(-100)
    await admin.plugins.disable({ params: { id: 'stamps' } })
    const after = await store.carts.read({ params: { id }, headers })
    expect(after.totals.adjustment.amount).toBe(0)
    await shop.close()
  })

  it('has its running job told, and cannot be removed before that has ended', async () => {
    let end = () => {}
    let told: unknown
    work.job = (signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          told = signal.reason
        })
        end = resolve
      })
    const shop = await start([stampsOne(work)()])
    const { plugins, jobs } = shop.call.admin
    await jobs.runJob({ body: { name: 'stamps/print' } })
    await expect
      .poll(async () => (await jobs.jobs({})).items.find(({ name }) => name === 'stamps/print')?.isRunning)
      .toBe(true)
    await plugins.disable({ params: { id: 'stamps' } })
    expect(told).toMatchObject({ message: 'the plugin stamps is disabled' })
    const removal = { params: { id: 'stamps' }, query: { data: 'drop' } } as const
    await expect(plugins.remove(removal)).rejects.toMatchObject({ code: 'plugins.busy' })
    end()
    await expect
      .poll(async () => (await jobs.jobs({})).items.find(({ name }) => name === 'stamps/print')?.isRunning)
      .toBe(false)
    await plugins.remove(removal)
    await shop.close()
  })

  it('stays so after the next start', async () => {
    const shop = await start([stampsOne(work)()])
    await shop.call.admin.plugins.disable({ params: { id: 'stamps' } })
    await shop.close()
    const again = await start([stampsOne(work)()])
    await expect(again.call.stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled' })
    await again.close()
  })
})

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

describe('the admin surface of plugins', () => {
  it('asks for scopes, refuses old copies, and writes down who did what', async () => {
    const shop = await start([stampsOne(work)()], { operatorToken: 'op' })
    const admin = shop.call.admin
    const key = async (...scopes: string[]) =>
      (await admin.access.createApiKey({ body: { name: 'k', scopes } })).key ?? ''
    const [reader, writer] = [await key('plugins:read'), await key('plugins:write')]
    const ask = (bearer: string, method: string, path: string, headers: Record<string, string> = {}) =>
      shop.app.request(`/admin/plugins${path}`, { method, headers: { authorization: `Bearer ${bearer}`, ...headers } })
    expect((await ask(reader, 'GET', '')).status).toBe(200)
    expect((await ask(reader, 'POST', '/stamps/disable')).status).toBe(403)
    expect((await ask(writer, 'POST', '/stamps/disable', { 'If-Match': '"7"' })).status).toBe(412)
    const got = await ask(reader, 'GET', '/stamps')
    const done = await ask(writer, 'POST', '/stamps/disable', { 'If-Match': got.headers.get('ETag') ?? '' })
    expect([done.status, done.headers.get('ETag')]).toEqual([200, '"2"'])
    expect((await ask(writer, 'DELETE', '/stamps')).status).toBe(400)
    expect((await ask(writer, 'DELETE', '/stamps?data=drop')).status).toBe(200)
    const trail = (await admin.access.audit({ query: {} })).items.map(({ action, subject }) => `${action} ${subject}`)
    expect(trail.slice(0, 2)).toEqual(['plugins.remove stamps', 'plugins.disable stamps'])
    await shop.close()
  })

  it('tells what waits for a person: dead letters and failing jobs', async () => {
    work.job = () => Promise.reject(new Error('out of paper'))
    const shop = await start([stampsOne(work)()])
    const { plugins, jobs, customers, events } = shop.call.admin
    await jobs.runJob({ body: { name: 'stamps/print' } })
    await expect
      .poll(async () => (await jobs.jobs({})).items.find(({ name }) => name === 'stamps/print')?.outcome)
      .toBe('failed')
    await customers.create({ body: { email: 'ada@example.com' } })
    await shop.idle()
    const happened = (await events.events({ query: { name: 'customer.created' } })).items[0]
    await shop.core.db.batch([
      {
        sql: `insert into event_parked (consumer, number, aggregate, status, attempts, next_at, parked_at) values ('stamps/customer.created', ?, 'x', 'dead', 12, 0, 1000)`,
        args: [happened?.number ?? 0],
      },
    ])
    const { actionItems } = await plugins.get({ params: { id: 'stamps' } })
    expect(actionItems).toMatchObject([
      { title: '1 dead letter of stamps/customer.created', count: 1, since: '1970-01-01T00:00:01.000Z' },
      { title: 'stamps/print failed', detail: 'out of paper', count: 1 },
    ])
    await shop.close()
  })
})
