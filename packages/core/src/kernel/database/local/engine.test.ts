import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../log.ts'
import type { Command, Engine } from '../engine.ts'
import { REPEATED } from '../failure.ts'
import { openLocalEngine } from './engine.ts'
import type { WriterLimits } from './writer.ts'

const SCHEMA = [
  'create table commands (id text primary key not null, name text not null, fingerprint text, result text, at integer not null) strict',
  'create table stock (id text primary key not null, left integer not null check (left >= 0)) strict',
  'create table notes (number integer primary key, text text not null) strict',
  "insert into stock values ('smoker', 50)",
]

let folder: string
let engine: Engine
const lines: string[] = []

async function open(limits: Partial<WriterLimits> = {}): Promise<void> {
  const log = createLog({ level: 'warn', destination: { write: (line) => void lines.push(line) } })
  engine = openLocalEngine(join(folder, 'shop.db'), { limits, log })
  await engine.batch(SCHEMA.map((sql) => ({ sql, args: [] })))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-engine-'))
  lines.length = 0
})

afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const take = (id: string, quantity = 1): Command => ({
  id,
  name: 'test.take',
  at: 1,
  statements: [
    { sql: 'insert into notes (text) values (?)', args: [id] },
    { sql: 'update stock set left = left - ? where id = ?', args: [quantity, 'smoker'], changes: 1 },
  ],
})

const note = (id: string, text: string): Command => ({
  id,
  name: 'test.note',
  at: 1,
  statements: [{ sql: 'insert into notes (text) values (?)', args: [text] }],
})

const one = async (sql: string) => (await engine.read(sql, []))[0]?.[0]
const outcomes = async (writes: readonly Promise<unknown>[]) => (await Promise.allSettled(writes)).map((w) => w.status)
const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((next) => setImmediate(next))
}

describe('the local engine', () => {
  it('commits callers of one moment together and tells each its own outcome', async () => {
    await open()
    const writes = Array.from({ length: 200 }, (_, index) => engine.write(take(`cmd-${index}`)))
    const settled = await Promise.allSettled(writes)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    for (const refused of settled.filter(({ status }) => status === 'rejected'))
      expect(refused).toMatchObject({ reason: { code: 'request.conflict', status: 409 } })
    expect(await one('select left from stock')).toBe(0)
    expect(await one('select count(*) from notes')).toBe(50)
    expect(await one('select count(*) from commands')).toBe(50)
  })

  it('undoes the first of a group without touching those behind it', async () => {
    await open()
    expect(await outcomes([engine.write(take('a', 51)), engine.write(take('b')), engine.write(take('c', 50))])).toEqual(
      ['rejected', 'fulfilled', 'rejected'],
    )
    expect(await engine.read('select text from notes', [])).toEqual([['b']])
    expect(await one('select left from stock')).toBe(49)
  })

  it('knows a repeated id, also within one group', async () => {
    await open()
    const [first, second] = await Promise.allSettled([engine.write(take('same')), engine.write(take('same'))])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: REPEATED })
    expect(await one('select left from stock')).toBe(49)
  })

  it('lets the background wait until nobody else does', async () => {
    await open({ group: 1 })
    const order: string[] = []
    const write = (id: string, priority?: 'background') =>
      engine.write({ ...take(id), priority }).then(() => order.push(id))
    const held = engine.exclusive(() => new Promise((next) => setTimeout(next, 5)))
    await Promise.all([held, write('late-1', 'background'), write('late-2', 'background'), write('a'), write('b')])
    expect(order).toEqual(['a', 'b', 'late-1', 'late-2'])
  })

  it('never passes over the background for ever', async () => {
    await open({ group: 1, backgroundMs: 20 })
    let buys = 0
    let isDone = false
    const buyer = async () => {
      for (; !isDone; await engine.write(note(`note-${buys}`, 'x'))) buys += 1
    }
    const buyers = [buyer(), buyer(), buyer()]
    await expect.poll(() => buys).toBeGreaterThan(10)
    const before = buys
    const late = ['late-1', 'late-2', 'late-3'].map((id) => engine.write({ ...take(id), priority: 'background' }))
    await Promise.all(late)
    isDone = true
    await Promise.all(buyers)
    expect(buys).toBeGreaterThan(before)
    expect(await one('select left from stock')).toBe(47)
  })

  it('answers requests while the background is full, and refuses the background only', async () => {
    await open({ queue: 3 })
    const held = engine.exclusive(() => new Promise((next) => setTimeout(next, 5)))
    const late = Array.from({ length: 5 }, (_, at) => engine.write({ ...take(`late-${at}`), priority: 'background' }))
    const settled = outcomes([...late, engine.write(take('a')), engine.write(take('b'))])
    await held
    expect(await settled).toEqual([
      ...Array<string>(3).fill('fulfilled'),
      ...Array<string>(2).fill('rejected'),
      ...Array<string>(2).fill('fulfilled'),
    ])
  })

  it('never refuses what is owed, which takes no place of a request and has its turn in line', async () => {
    await open({ queue: 3, group: 1 })
    let held: Promise<void> | undefined
    await new Promise<void>((begun) => {
      held = engine.exclusive(async () => {
        begun()
        await new Promise((next) => setTimeout(next, 5))
      })
    })
    const order: string[] = []
    const write = (id: string, priority?: 'owed') => engine.write({ ...take(id), priority }).then(() => order.push(id))
    const owed = Array.from({ length: 5 }, (_, at) => write(`owed-${at}`, 'owed'))
    const settled = outcomes([write('a'), write('b'), write('c'), write('d'), write('owed-5', 'owed')])
    await Promise.all([held, ...owed])
    expect(await settled).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(order).toEqual(['owed-0', 'owed-1', 'owed-2', 'owed-3', 'owed-4', 'a', 'b', 'c', 'owed-5'])
    expect(await outcomes(['e', 'f', 'g'].map((id) => write(id)))).toEqual(Array(3).fill('fulfilled'))
  })

  it('refuses those who begin while there is still room for those who are under way', async () => {
    await open({ queue: 8, group: 1 })
    const write = (id: string, priority?: 'beginning') => engine.write({ ...take(id), priority })
    const begun = ['a', 'b', 'c'].map((id) => write(id, 'beginning'))
    const underWay = ['d', 'e', 'f', 'g', 'h', 'i', 'j'].map((id) => write(id))
    const [told, others] = await Promise.all([outcomes(begun), outcomes(underWay)])
    expect(told).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(others).toEqual([...Array<string>(6).fill('fulfilled'), 'rejected'])
    expect(await outcomes([write('k', 'beginning')])).toEqual(['fulfilled'])
  })

  it('finishes the background before it closes', async () => {
    await open()
    const late = Array.from({ length: 5 }, (_, at) => engine.write({ ...take(`late-${at}`), priority: 'background' }))
    await engine.close()
    expect(await outcomes(late)).toEqual(Array(5).fill('fulfilled'))
    engine = openLocalEngine(join(folder, 'shop.db'))
    expect(await one('select left from stock')).toBe(45)
  })

  it('runs each alone when a full disk undid their common transaction', async () => {
    await open()
    const pages = (await one('pragma page_count')) as number
    await engine.batch([{ sql: `pragma max_page_count = ${pages + 20}`, args: [] }])
    const huge = 'x'.repeat(200_000)
    const writes = [engine.write(take('a')), engine.write(note('huge', huge)), engine.write(take('b'))]
    const [a, refused, b] = await Promise.allSettled(writes)
    expect([a?.status, b?.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(refused).toMatchObject({ reason: { code: 'request.full', status: 507 } })
    expect(await engine.read('select text from notes order by number', [])).toEqual([['a'], ['b']])
    expect(await one('select left from stock')).toBe(48)
  })

  it('goes on without a restart once there is room again', async () => {
    await open()
    const pages = (await one('pragma page_count')) as number
    await engine.batch([{ sql: `pragma max_page_count = ${pages + 1}`, args: [] }])
    const writes = Array.from({ length: 30 }, (_, index) => engine.write(note(`n${index}`, 'x'.repeat(2_000))))
    const before = await outcomes(writes)
    expect(before).toContain('rejected')
    expect(await one('select count(*) from notes')).toBe(before.filter((status) => status === 'fulfilled').length)
    await engine.batch([{ sql: 'pragma max_page_count = 100000', args: [] }])
    await engine.write(note('after', 'x'.repeat(2_000)))
  })

  it('answers 503 with Retry-After beyond its queue, and loses nothing that it accepted', async () => {
    await open({ queue: 10 })
    const writes = Array.from({ length: 25 }, (_, index) => engine.write(take(`cmd-${index}`)))
    const settled = await Promise.allSettled(writes)
    const refused = settled.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(15)
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'request.unavailable', status: 503, headers: { 'Retry-After': '1' } })
    expect(await one('select count(*) from commands')).toBe(10)
  })

  it('lets timers and requests run between groups', async () => {
    await open({ group: 4 })
    let turns = 0
    const tick = setInterval(() => (turns += 1), 0)
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => engine.write(note(`n${index}`, 'x'))))
    clearInterval(tick)
    expect(turns).toBeGreaterThan(5)
  })

  it('reads committed rows only', async () => {
    await open()
    const seen: unknown[] = []
    await engine.exclusive(async (held) => {
      await held.run({ sql: "update stock set left = 7 where id = 'smoker'", args: [] })
      seen.push(await one('select left from stock'), (await held.read('select left from stock', []))[0]?.[0])
    })
    expect([...seen, await one('select left from stock')]).toEqual([50, 7, 7])
  })

  it('refuses to read when it is closed', async () => {
    await open()
    const reading = () => [
      engine.read('select 1', []),
      engine.first?.('select 1', []),
      engine.inspect?.('select 1', []),
    ]
    await Promise.all(reading())
    await engine.close()
    for (const { reason } of (await Promise.allSettled(reading())) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'request.unavailable' })
  })

  it('can only read on the reading side', async () => {
    await open()
    for (let tries = 0; tries < 2; tries += 1)
      await expect(engine.read('delete from stock returning id', [])).rejects.toThrow('readonly')
    expect(await one('select count(*) from stock')).toBe(1)
  })

  it('returns every row of a statement that returns some, and counts them', async () => {
    await open()
    const command = (id: string, changes: number): Command => ({
      id,
      name: 'test.rows',
      at: 1,
      statements: [{ sql: "insert into notes (text) values ('a'), ('b') returning text", args: [], changes }],
    })
    const { rows } = await engine.write(command('two', 2))
    expect(rows.get(0)).toEqual([['a'], ['b']])
    await expect(engine.write(command('three', 3))).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await one('select count(*) from notes')).toBe(2)
  })

  it('finishes what it accepted before it closes, and refuses the rest', async () => {
    await open()
    const accepted = Array.from({ length: 300 }, (_, index) => engine.write(note(`n${index}`, 'x')))
    const closed = engine.close()
    await expect(engine.write(note('late', 'x'))).rejects.toMatchObject({ code: 'request.unavailable' })
    expect(new Set(await outcomes(accepted))).toEqual(new Set(['fulfilled']))
    await closed
    engine = openLocalEngine(join(folder, 'shop.db'))
    expect(await one('select count(*) from notes')).toBe(300)
  })
})

describe('an exclusive transaction of the local engine', () => {
  it('keeps everybody else waiting and is undone when its body throws', async () => {
    await open()
    const order: string[] = []
    const held = engine.exclusive(async (to) => {
      await to.run({ sql: "update stock set left = 0 where id = 'smoker'", args: [] })
      await new Promise((next) => setTimeout(next, 30))
      order.push('body')
      throw new RangeError('changed my mind')
    })
    const waiting = engine.write(take('behind')).then(() => order.push('write'))
    await expect(held).rejects.toThrow('changed my mind')
    await waiting
    expect(order).toEqual(['body', 'write'])
    expect(await one('select left from stock')).toBe(49)
  })

  it('is cut when it takes too long, and its handle is dead', async () => {
    await open({ exclusiveMs: 60 })
    let late: Promise<unknown> | undefined
    const held = engine.exclusive(async (to) => {
      await to.run({ sql: "update stock set left = 0 where id = 'smoker'", args: [] })
      await engine.write(take('inside')).catch(() => undefined)
      late = to.run({ sql: "update stock set left = 1 where id = 'smoker'", args: [] })
      await late
    })
    await expect(held).rejects.toMatchObject({ code: 'request.unavailable', headers: { 'Retry-After': '1' } })
    await until(() => late !== undefined)
    await expect(late).rejects.toThrow('the exclusive transaction is over')
    expect(await one('select left from stock')).toBe(49)
  })

  it('gives refusals the words of the line', async () => {
    await open()
    const held = engine.exclusive((to) =>
      to.run({ sql: "update stock set left = 0 where id = 'nobody'", args: [], changes: 1, refuse: () => 'stale' }),
    )
    await expect(held).rejects.toBeTypeOf('symbol')
  })

  it('is logged when it holds the writer for long, and so is a long command', async () => {
    await open({ slowMs: 10 })
    await engine.exclusive(() => new Promise((next) => setTimeout(next, 25)))
    const slow =
      'insert into notes (text) with recursive n (i) as (select 1 union all select i + 1 from n where i < 400000) select i from n'
    await engine.write({ id: 'slow', name: 'test.slow', at: 1, statements: [{ sql: slow, args: [] }] })
    expect(lines.map((line) => JSON.parse(line).command)).toEqual(['exclusive', 'test.slow'])
  })
})
