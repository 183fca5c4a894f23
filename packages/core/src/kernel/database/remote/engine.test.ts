import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startProxy, type TcpProxy } from '../../../testing/fixtures/proxy.ts'
import { type Sqld, sqldBinary, startSqld } from '../../../testing/fixtures/sqld.ts'
import type { Command, Engine } from '../engine.ts'
import { REPEATED } from '../failure.ts'
import { openRemoteEngine, type RemoteOptions } from './engine.ts'

const binary = sqldBinary()
const reason = 'reason' in binary ? ` (left out: ${binary.reason})` : ''
const folder = mkdtempSync(join(tmpdir(), 'vitrine-remote-'))

let sqld: Sqld
let proxy: TcpProxy
const open: Engine[] = []
const engineOf = (options: RemoteOptions = {}, scheme = 'ws'): Engine => {
  const engine = openRemoteEngine({ url: `${scheme}://127.0.0.1:${proxy.port}` }, options)
  open.push(engine)
  return engine
}

const note = (id: string): Command => ({
  id,
  name: 'test.note',
  at: 1,
  result: { id },
  statements: [{ sql: 'insert into notes (command) values (?)', args: [id] }],
})

/** Whether it comes true within a second. */
const soon = async (isTrue: () => boolean | Promise<boolean>): Promise<boolean> => {
  const end = performance.now() + 1_000
  while (performance.now() < end) {
    if (await isTrue()) return true
    await new Promise((next) => setTimeout(next, 5))
  }
  return false
}

describe.skipIf(reason !== '')(`the remote engine${reason}`, () => {
  const notes = async () => (await engineOf().read('select command from notes order by number', [])).flat()

  beforeAll(async () => {
    sqld = await startSqld(join(folder, 'server'))
  })
  afterAll(async () => {
    await sqld.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    proxy = await startProxy(sqld.port)
    const schema = [
      'drop table if exists commands',
      'drop table if exists notes',
      'create table commands (id text primary key not null, name text not null, fingerprint text, result text, at integer not null) strict',
      'create table notes (number integer primary key, command text not null) strict',
    ]
    await engineOf().batch(schema.map((sql) => ({ sql, args: [] })))
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((engine) => engine.close()))
    proxy.close()
  })

  it.each([
    ['ws', 'hangUp'],
    ['http', 'hangUp'],
    ['ws', 'mute'],
    ['http', 'mute'],
  ] as const)('finds out over %s that a command happened whose answer was lost (%s)', async (scheme, mode) => {
    const engine = engineOf({ deadlineMs: 1_500 }, scheme)
    const direct = openRemoteEngine({ url: `ws://127.0.0.1:${sqld.port}` })
    open.push(direct)
    const committed = async (id: string) =>
      (await direct.read('select 1 from commands where id = ?', [id])).length === 1
    await engine.read('select 1', [])
    /* Whoever hangs up early may do so before the server has begun: then it was no lost answer, and another one is lost. */
    for (const id of ['cmd_1', 'cmd_2', 'cmd_3', 'cmd_4', 'cmd_5']) {
      const spring = async () => {
        proxy.mode = mode
      }
      proxy.trap = { sees: (message) => message.includes(id), spring }
      const write = engine.write(note(id)).catch((error: unknown) => error)
      const isLost = await soon(async () => proxy.lost > 0 && (await committed(id)))
      proxy.mode = 'pass'
      const outcome = await write
      if (!isLost) continue
      expect(outcome).toBe(REPEATED)
      expect((await notes()).filter((one) => one === id)).toEqual([id])
      return
    }
    expect.fail('no answer was lost')
  })

  it('sends a command again that never arrived', async () => {
    const engine = engineOf({ deadlineMs: 5_000 })
    await engine.read('select 1', [])
    proxy.mode = 'refuse'
    const write = engineOf({ deadlineMs: 5_000 }).write(note('cmd_1'))
    await new Promise((next) => setTimeout(next, 60))
    proxy.mode = 'pass'
    expect((await write).rows.size).toBe(0)
    expect(await notes()).toEqual(['cmd_1'])
  })

  it('answers 503 with Retry-After at its own deadline when the server stays silent', async () => {
    const engine = engineOf({ deadlineMs: 400 })
    await engine.read('select 1', [])
    proxy.mode = 'mute'
    const started = performance.now()
    const unavailable = { code: 'request.unavailable', status: 503, headers: { 'Retry-After': '2' } }
    const writes = [engine.write(note('cmd_1')), engine.read('select 1', []), engine.batch(note('cmd_2').statements)]
    for (const settled of await Promise.allSettled(writes)) expect(settled).toMatchObject({ reason: unavailable })
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  it('waits for a server that stands still for a moment, and applies everything once', async () => {
    const engine = engineOf({ deadlineMs: 8_000 })
    await engine.read('select 1', [])
    sqld.process.kill('SIGSTOP')
    const writes = Array.from({ length: 10 }, (_, index) => engine.write(note(`cmd_${index}`)))
    await new Promise((next) => setTimeout(next, 300))
    sqld.process.kill('SIGCONT')
    await Promise.all(writes)
    expect((await notes()).length).toBe(10)
  })

  it('repeats what a busy server refused, also when others hold the writer', async () => {
    const [one, other] = [engineOf(), engineOf({ exclusiveMs: 2_000 })]
    const held = other.exclusive(async (to) => {
      await to.run({ sql: "insert into notes (command) values ('held')", args: [] })
      await new Promise((next) => setTimeout(next, 300))
    })
    const writes = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : other).write(note(`cmd_${index}`)))
    await Promise.all([held, ...writes])
    expect(new Set(await notes()).size).toBe(41)
  })

  it('cuts an exclusive body that takes too long and lets the others on', async () => {
    const engine = engineOf({ exclusiveMs: 80 })
    const held = engine.exclusive(async (to) => {
      await to.run({ sql: "insert into notes (command) values ('late')", args: [] })
      await new Promise((next) => setTimeout(next, 400))
    })
    await expect(held).rejects.toMatchObject({ code: 'request.unavailable' })
    await engine.write(note('cmd_1'))
    expect(await notes()).toEqual(['cmd_1'])
  })

  it.each(['ws', 'http'])(
    'keeps its database connections over %s, so that the server reads the schema once',
    async (scheme) => {
      const engine = engineOf({}, scheme)
      const changesSoFar = { sql: 'insert into notes (command) values (total_changes())', args: [] }
      for (let time = 0; time < 3; time += 1) await engine.batch([changesSoFar])
      expect(await notes()).toEqual(['0', '1', '2'])
    },
  )

  it('answers more readers at once than it has connections', async () => {
    const engine = engineOf()
    const reads = Array.from({ length: 200 }, (_, index) => engine.read('select ?', [index]))
    expect((await Promise.all(reads)).flat(2)).toEqual(Array.from({ length: 200 }, (_, index) => index))
  })

  it.each(['ws', 'http'])('refuses over %s what is larger than the server takes, and works on', async (scheme) => {
    const engine = engineOf({ deadlineMs: 5_000 }, scheme)
    const heavy = (id: string, megabytes: number): Command => ({
      ...note(id),
      statements: [{ sql: 'insert into notes (command) values (?)', args: ['x'.repeat(megabytes * 1_000_000)] }],
    })
    await engine.write(heavy('cmd_3', 3))
    for (const megabytes of [5, 9, 14, 17, 80]) {
      const refused = engine.write(heavy(`cmd_${megabytes}`, megabytes))
      await expect(refused, `${megabytes} MB`).rejects.toMatchObject({ code: 'request.tooLarge', status: 413 })
      await expect(engine.batch(heavy('', megabytes).statements)).rejects.toMatchObject({ status: 413 })
    }
    await engine.write(note('cmd_1'))
    expect((await engine.read('select id from commands order by id', [])).flat()).toEqual(['cmd_1', 'cmd_3'])
  })

  it('refuses with 503 beyond its bound and after closing', async () => {
    const engine = engineOf({ queue: 5 })
    const writes = Array.from({ length: 8 }, (_, index) => engine.write(note(`cmd_${index}`)))
    const refused = (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(3)
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'request.unavailable' } })
    await engine.close()
    await expect(engine.read('select 1', [])).rejects.toMatchObject({ code: 'request.unavailable' })
  })

  it('loses and doubles nothing when the server is killed under load', { timeout: 60_000 }, async () => {
    const engine = engineOf({ deadlineMs: 10_000 })
    const acknowledged = new Set<string>()
    let isKilled = false
    const caller = async (number: number) => {
      for (let step = 0; step < 120; step += 1) {
        const id = `cmd_${number}_${step}`
        await engine.write(note(id)).catch((error: unknown) => {
          if (error !== REPEATED) throw error
        })
        acknowledged.add(id)
        if (acknowledged.size === 200 && !isKilled) {
          isKilled = true
          const { port } = sqld
          void sqld.kill().then(async () => {
            sqld = await startSqld(join(folder, 'server'), port)
          })
        }
      }
    }
    await Promise.all([0, 1, 2, 3].map(caller))
    expect(isKilled).toBe(true)
    expect(acknowledged.size).toBe(480)
    const stored = await notes()
    expect(stored.length).toBe(new Set(stored).size)
    expect(new Set(stored)).toEqual(acknowledged)
  })
})
