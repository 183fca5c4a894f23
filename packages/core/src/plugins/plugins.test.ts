import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { plain, route, statement } from '../index.ts'
import { startTestShop } from '../testing/seeded.ts'
import { openTestShop, type ServedShop, serveTestShop } from '../testing/shop.ts'
import { coreEvents } from './core-events.ts'
import { definePlugin } from './define.ts'
import { loyalty } from './fixtures/loyalty.ts'
import { refusesForeign, writtenTables } from './own-tables.ts'
import type { Scope } from './scope.ts'

describe('a shop with a plugin', () => {
  let shop: ServedShop<readonly [ReturnType<typeof loyalty>]>
  afterEach(() => shop.close())
  const open = async (pointsPerUnit?: number) => {
    shop = await serveTestShop({ plugins: [loyalty(pointsPerUnit === undefined ? {} : { pointsPerUnit })] })
  }

  it('has its endpoints in process, with its settings and their defaults', async () => {
    await open(3)
    const { loyalty: calls } = shop.commerce.call
    expect(await calls.balance({ params: { email: 'ada@example.com' } })).toEqual({
      email: 'ada@example.com',
      points: 0,
    })
    expect((await calls.grant({ params: { email: 'ada@example.com' }, body: { units: 5 } })).points).toBe(15)
  })

  it('has them over HTTP, below its id: for buyers at the store, with a scope at the admin', async () => {
    await open()
    const granted = await fetch(`${shop.url}/admin/loyalty/balances/ada@example.com`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.operatorToken}`, 'content-type': 'application/json' },
      body: '{"units":7}',
    })
    expect(granted.status).toBe(200)
    expect((await fetch(`${shop.url}/admin/loyalty/balances/a@b.c`, { method: 'POST' })).status).toBe(401)
    const told = await fetch(`${shop.url}/store/loyalty/balances/ada@example.com`)
    expect(await told.json()).toEqual({ email: 'ada@example.com', points: 7 })
    const document = (await (await fetch(`${shop.url}/openapi.json`)).json()) as { paths: Record<string, unknown> }
    expect(Object.keys(document.paths)).toContain('/store/loyalty/balances/{email}')
  })

  it('hears what was committed, once, and reads the rooms that it needs', async () => {
    shop = await startTestShop({ plugins: [loyalty({ pointsPerUnit: 2 })] })
    const { orders } = shop.commerce.call.admin
    const lines = [{ sku: 'SMOKER-SMALL', quantity: 1 }]
    const { id } = await orders.createDraft({ body: { lines, email: 'ada@example.com', delivery: { code: 'fetch' } } })
    await orders.completeDraft({ params: { id } })
    await shop.commerce.idle()
    expect((await shop.commerce.call.loyalty.balance({ params: { email: 'ada@example.com' } })).points).toBe(58)
  })
})

describe('a plugin', () => {
  const scoped = async (body: Parameters<typeof spy>[0]) => {
    const shop = await openTestShop({ plugins: [spy(body)()] })
    try {
      return await shop.commerce.call.spy.look({})
    } finally {
      await shop.close()
    }
  }

  it('cannot write to tables of others, whatever the line is made with', async () => {
    const lines = [
      plain(sql`delete from products`)(),
      plain(sql`with gone as (select 1) update "orders" set version = 2`)(),
      { sql: "insert or replace into spy_ok values ('x'); delete from orders", args: [] },
      { sql: 'DROP TABLE orders', args: [] },
      statement((q) => q.delete(loyalty.definition.tables?.balances as never))(),
    ]
    for (const line of lines)
      expect(
        await scoped(async ({ db }) => {
          await db.run('break', () => ({ statements: [line], result: null }))
        }),
      ).toMatch(/foreignTable/)
  })

  it('cannot write to tables of a plugin whose longer id begins the same', () => {
    const refuse = refusesForeign('stamps', ['stamps', 'stamps-plus', 'spy'])
    const into = (table: string) => () => refuse([{ sql: `insert into ${table} values (1)`, args: [] }])
    expect(into('stamps_given')).not.toThrow()
    expect(into('stamps_plus_given')).toThrow(/not its own/)
    expect(into('spy_given')).toThrow(/not its own/)
  })

  it('cannot call hosts that it did not declare, nor be sent to them', async () => {
    expect(await scoped(async ({ fetch }) => void (await fetch('https://elsewhere.example/')))).toMatch(/foreignHost/)
    expect(await scoped(async ({ fetch }) => void (await fetch('http://api.example/')))).toMatch(/foreignHost/)
  })

  it('finds no room that it did not declare', async () => {
    const told = await scoped(async ({ core }) => {
      const { orders } = core as unknown as { orders: { list(input: object): Promise<unknown> } }
      await orders.list({})
    })
    expect(told).toMatch(/notDeclared/)
  })

  it('is refused with wrong settings, by name, before anything starts', () => {
    expect(() => loyalty({ pointsPerUnit: 0 })).toThrow(/settings of the plugin loyalty are wrong: pointsPerUnit/)
  })

  it('is refused when it was made for another core, or is there twice', async () => {
    const future = definePlugin({ id: 'future', version: '1.0.0', core: '^9' })
    await expect(openTestShop({ plugins: [future()] })).rejects.toThrow(/made for @vitrine\/core \^9/)
    await expect(openTestShop({ plugins: [loyalty(), loyalty()] })).rejects.toThrow(/two plugins are called loyalty/)
  })

  it('is refused with an id, a table or a contract that no shop could run', () => {
    expect(() => definePlugin({ id: 'My Plugin', version: '1.0.0' })).toThrow(/kebab case/)
    expect(() => definePlugin({ id: 'admin', version: '1.0.0' })).toThrow(/taken/)
    expect(() => definePlugin({ id: 'points', version: '1.0.0', tables: loyalty.definition.tables ?? {} })).toThrow(
      /must begin with points_/,
    )
  })
})

/** A plugin that does one thing and tells how it was refused. */
function spy(body: (scope: Scope<unknown, never>) => Promise<void>) {
  return definePlugin({
    id: 'spy',
    version: '1.0.0',
    hosts: ['api.example'],
    contract: {
      look: route.get('/look', { output: v.string() }),
    },
    handlers: {
      look: async (_, scope) => {
        try {
          await body(scope)
          return 'done'
        } catch (error) {
          return String((error as { code?: unknown }).code ?? error)
        }
      },
    },
  })
}

describe('a fault of a plugin', () => {
  const faulty = definePlugin({
    id: 'faulty',
    version: '1.0.0',
    contract: { look: route.get('/look', { output: v.string() }) },
    handlers: {
      look: async (_, { fetch }) => {
        await fetch('https://undeclared.example/')
        return 'done'
      },
    },
  })

  it.each(['production', 'development'] as const)(
    'is loud in the log and told to nobody but its author: %s',
    async (mode) => {
      const lines: string[] = []
      const log = { level: 'error', destination: { write: (line: string) => void lines.push(line) } } as const
      const shop = await openTestShop({ plugins: [faulty()], mode, log })
      const key = await shop.commerce.call.admin.access.createPublishableKey({ body: { name: 'k', channel: 'web' } })
      const answer = await shop.commerce.app.request('/store/faulty/look', { headers: { 'Vitrine-Key': key.token } })
      const body = await answer.text()
      expect([answer.status, body.includes('undeclared.example')]).toEqual([500, mode === 'development'])
      expect(JSON.parse(body).code).toBe(mode === 'development' ? 'plugins.foreignHost' : 'request.internal')
      expect(lines.join()).toContain('undeclared.example')
      expect(lines.join()).toContain(JSON.parse(body).requestId)
      await shop.close()
    },
  )
})

describe('the events that plugins hear', () => {
  it('stand under their own names', () => {
    for (const [name, event] of Object.entries(coreEvents)) expect(event.name).toBe(name)
  })
})

describe('what a text of SQL writes to', () => {
  it.each([
    ['insert into a (x) values (?)', ['a']],
    ['insert or ignore into "b" select * from c', ['b']],
    ['replace into d values (1)', ['d']],
    ['update e set x = 1 where y in (select z from f)', ['e']],
    ['with g as (select 1) delete from h', ['h']],
    ["insert into i values ('delete from j') -- update k set l = 1", ['i']],
    ['insert into m (n) values (1) on conflict (n) do update set n = 2', ['m']],
    ['select * from o', []],
  ])('%s', (text, tables) => {
    expect(writtenTables(text)).toEqual(tables)
  })
})
