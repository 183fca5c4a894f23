import { describe, expect, it } from 'vitest'
import { stampsOne } from './fixtures/stamps.ts'
import { startsOfTests } from './fixtures/starts.ts'

const { start, work } = startsOfTests()

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
