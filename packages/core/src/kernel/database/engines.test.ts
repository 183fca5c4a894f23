import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sqld, sqldBinary, startSqld } from '../../testing/fixtures/sqld.ts'
import type { Problem } from '../problem.ts'
import type { Command, Engine } from './engine.ts'
import { REPEATED, STALE } from './failure.ts'
import { openLocalEngine } from './local/engine.ts'
import { openRemoteEngine } from './remote/engine.ts'
import type { Refusal, Statement } from './statement.ts'

const SCHEMA = [
  'create table commands (id text primary key not null, name text not null, fingerprint text, result text, at integer not null) strict',
  'create table must (n integer not null check (n = 1)) strict',
  `create table stock (id text primary key not null, sku text not null unique, on_hand integer not null,
    reserved integer not null default 0 check (reserved between 0 and on_hand)) strict`,
  'create table orders (id text primary key not null, external_id text not null unique) strict',
  `create table reservations (id text primary key not null, order_id text not null references orders (id),
    stock_id text not null references stock (id), quantity integer not null check (quantity > 0)) strict`,
  'create table outbox (number integer primary key autoincrement, name text not null, body blob) strict',
]

const binary = sqldBinary()
const folder = mkdtempSync(join(tmpdir(), 'vitrine-engines-'))
let sqld: Sqld | undefined

beforeAll(async () => {
  if ('path' in binary) sqld = await startSqld(join(folder, 'server'))
})
afterAll(async () => {
  await sqld?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const server = (scheme: string) => () => openRemoteEngine({ url: `${scheme}://127.0.0.1:${sqld?.port}` })
const engines = [
  { name: 'the local engine', open: () => openLocalEngine(join(folder, 'local.db')), isServer: false },
  { name: 'a libSQL server over websockets', open: server('ws'), isServer: true },
  { name: 'a libSQL server over http', open: server('http'), isServer: true },
]

let count = 0

interface Line {
  readonly sku: string
  readonly quantity: number
}

interface OrderOptions {
  readonly id?: string
  readonly external?: string
  readonly lines: readonly Line[]
  readonly refuse?: Refusal
}

/** The batch of research 2.8: the schema is the guard, and each line is told apart. */
function placeOrder({ id, external, lines, refuse }: OrderOptions): Command {
  count += 1
  const order = `ord_${count}`
  const named = (index: number): Pick<Statement, 'refuse'> =>
    refuse === undefined ? {} : { refuse: (failure) => (failure.kind === 'check' ? problemOf(index) : refuse(failure)) }
  return {
    id: id ?? `cmd_${count}`,
    name: 'order.place',
    at: count,
    result: { order },
    statements: [
      { sql: 'insert into orders values (?, ?)', args: [order, external ?? order] },
      ...lines.flatMap(({ sku, quantity }, index) => [
        {
          sql: 'insert into reservations select ?, ?, (select id from stock where sku = ?), ?',
          args: [`${order}/${index}`, order, sku, quantity],
        },
        {
          sql: 'update stock set reserved = reserved + ? where sku = ?',
          args: [quantity, sku],
          changes: 1,
          ...named(index),
        },
      ]),
      { sql: "insert into outbox (name) values ('order.placed')", args: [] },
    ],
  }
}

function problemOf(index: number): Problem {
  return Object.assign(new Error('short') as Problem, { code: `line ${index}` })
}

for (const { name, open, isServer } of engines) {
  const reason = isServer && 'reason' in binary ? ` (left out: ${binary.reason})` : ''
  describe.skipIf(reason !== '')(`${name}${reason}`, () => {
    let engine: Engine
    const value = async (sql: string) => (await engine.read(sql, []))[0]?.[0]

    beforeAll(async () => {
      engine = open()
    })
    afterAll(() => engine.close())
    beforeEach(async () => {
      const tables = ['commands', 'must', 'reservations', 'orders', 'stock', 'outbox']
      const drops = tables.map((table) => `drop table if exists ${table}`)
      const stock = "insert into stock (id, sku, on_hand) values ('stk_1', 'SMOKER', 3), ('stk_2', 'VEIL', 5)"
      await engine.batch([...drops, ...SCHEMA, stock].map((sql) => ({ sql, args: [] })))
    })

    const nothingHappened = async () => {
      const sum =
        'select (select count(*) from commands) + (select count(*) from orders) + (select count(*) from reservations) + (select count(*) from outbox) + (select sum(reserved) from stock)'
      expect(await value(sum)).toBe(0)
    }
    const smoker = (quantity: number): Line => ({ sku: 'SMOKER', quantity })

    it('commits an order of two good lines at once', async () => {
      await engine.write(placeOrder({ lines: [smoker(1), { sku: 'VEIL', quantity: 2 }] }))
      expect(await engine.read('select sku, reserved from stock order by sku', [])).toEqual([
        ['SMOKER', 1],
        ['VEIL', 2],
      ])
      expect(await value('select count(*) from reservations')).toBe(2)
      expect(await value('select count(*) from must')).toBe(0)
    })

    it('knows the same command id again', async () => {
      await engine.write(placeOrder({ id: 'cmd_same', lines: [smoker(1)] }))
      await expect(engine.write(placeOrder({ id: 'cmd_same', lines: [smoker(1)] }))).rejects.toBe(REPEATED)
      expect(await value('select result from commands')).toBe(`{"order":"ord_${count - 1}"}`)
      expect(await value("select reserved from stock where sku = 'SMOKER'")).toBe(1)
    })

    it('refuses the same external order under another command id', async () => {
      await engine.write(placeOrder({ external: 'ext', lines: [smoker(1)] }))
      const again = engine.write(placeOrder({ external: 'ext', lines: [smoker(1)] }))
      await expect(again).rejects.toMatchObject({ code: 'request.duplicate', extra: { field: 'external_id' } })
      expect(await value('select count(*) from commands')).toBe(1)
    })

    it('refuses everything when the second line is short, and says which line', async () => {
      const lines = [smoker(1), { sku: 'VEIL', quantity: 6 }]
      await expect(engine.write(placeOrder({ lines, refuse: () => undefined }))).rejects.toMatchObject({
        code: 'line 1',
      })
      await nothingHappened()
    })

    it('refuses an unknown article', async () => {
      const write = engine.write(placeOrder({ lines: [{ sku: 'NOBODY', quantity: 1 }] }))
      await expect(write).rejects.toMatchObject({
        code: 'request.conflict',
        detail: expect.stringContaining('notNull'),
      })
      await nothingHappened()
    })

    it('refuses a quantity of zero', async () => {
      const write = engine.write(placeOrder({ lines: [smoker(0)] }))
      await expect(write).rejects.toMatchObject({
        code: 'request.conflict',
        detail: expect.stringContaining('quantity > 0'),
      })
      await nothingHappened()
    })

    it('refuses two lines of one article that are too many together', async () => {
      const write = engine.write(placeOrder({ lines: [smoker(2), smoker(2)], refuse: () => undefined }))
      await expect(write).rejects.toMatchObject({ code: 'line 1' })
      await nothingHappened()
    })

    it('refuses a command whose line changed another number of rows, in the words of the line', async () => {
      const missing = { sql: "update stock set reserved = 1 where sku = 'NOBODY'", args: [], changes: 1 }
      const command = (line: Statement): Command => ({ id: 'cmd_count', name: 'test', at: 1, statements: [line] })
      await expect(engine.write(command(missing))).rejects.toMatchObject({ code: 'request.conflict' })
      await expect(engine.write(command({ ...missing, refuse: () => 'stale' }))).rejects.toBe(STALE)
      const heard: unknown[] = []
      const refuse: Refusal = (failure) => void heard.push(failure)
      const all = { sql: 'update stock set reserved = 1', args: [], changes: 1, refuse }
      await expect(engine.write(command(all))).rejects.toMatchObject({ code: 'request.conflict' })
      expect(heard).toEqual([{ kind: 'changes', constraint: 'not 1' }])
      await nothingHappened()
    })

    it('enforces foreign keys', async () => {
      const orphan = { sql: "insert into reservations values ('r', 'ord_none', 'stk_1', 1)", args: [] }
      const write = engine.write({ id: 'cmd_orphan', name: 'test', at: 1, statements: [orphan] })
      await expect(write).rejects.toMatchObject({
        code: 'request.conflict',
        detail: expect.stringContaining('foreignKey'),
      })
    })

    it('gives back the rows of a line that returns some, with its numbers, texts, nulls and bytes', async () => {
      const body = new Uint8Array([1, 2, 255])
      const line = {
        sql: 'insert into outbox (name, body) values (?, ?), (?, null) returning name, body, number + 9007199254740980',
        args: ['a', body, 'b'],
        changes: 2,
      }
      const { rows } = await engine.write({
        id: 'cmd_rows',
        name: 'test',
        at: 1,
        statements: [placeOrder({ lines: [] }).statements[1] as Statement, line],
      })
      const [first, second] = (rows.get(1) ?? []) as [string, Uint8Array, number][]
      expect(first).toEqual(['a', Buffer.from(body), 9007199254740982])
      expect(second?.slice(0, 2)).toEqual(['b', null])
      expect(rows.has(0)).toBe(false)
    })

    it('takes a boolean that slipped through the types as 0 or 1', async () => {
      const args = [true, false].map((value) => value as unknown as number)
      await engine.batch([{ sql: "insert into stock (id, sku, on_hand, reserved) values ('b', 'B', ?, ?)", args }])
      expect(
        await engine.read("select on_hand, reserved from stock where id = 'b' and on_hand = ?", [...args.slice(0, 1)]),
      ).toEqual([[1, 0]])
    })

    it('never sells more than there is to many at once', async () => {
      const writes = Array.from({ length: 24 }, () =>
        engine.write(placeOrder({ lines: [{ sku: 'VEIL', quantity: 1 }] })),
      )
      const settled = await Promise.allSettled(writes)
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
      expect(await value('select count(*) from orders')).toBe(5)
      expect(await value("select reserved from stock where sku = 'VEIL'")).toBe(5)
    })

    it('runs an exclusive body that reads what it wrote, and undoes one that fails', async () => {
      const seen = await engine.exclusive(async (held) => {
        const done = await held.run({ sql: "update stock set reserved = 2 where sku = 'VEIL'", args: [], changes: 1 })
        return [done.changed, ...(await held.read("select reserved from stock where sku = 'VEIL'", []))]
      })
      expect(seen).toEqual([1, [2]])
      const failing = engine.exclusive(async (held) => {
        await held.run({ sql: "update stock set reserved = 0 where sku = 'VEIL'", args: [] })
        const short = {
          sql: "update stock set reserved = 9 where sku = 'VEIL'",
          args: [],
          refuse: () => 'stale' as const,
        }
        await held.run(short).catch(() => undefined)
      })
      await expect(failing).rejects.toBe(STALE)
      expect(await value("select reserved from stock where sku = 'VEIL'")).toBe(2)
    })

    it('keeps nothing of a batch that fails in the middle', async () => {
      const insert = { sql: "insert into outbox (name) values ('x')", args: [] }
      await expect(engine.batch([insert, { sql: 'insert into nowhere values (1)', args: [] }])).rejects.toThrow(
        'nowhere',
      )
      expect(await value('select count(*) from outbox')).toBe(0)
    })
  })
}
