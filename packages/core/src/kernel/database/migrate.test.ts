import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { exit, forkModule, message } from '../../testing/fixtures/fork.ts'
import { type Sqld, sqldBinary, startSqld } from '../../testing/fixtures/sqld.ts'
import { setFailpoints } from '../failpoint.ts'
import type { Database } from './database.ts'
import { MIGRATION_CHANGED, type Migration, migrate, pendingMigrations, SCHEMA_NEWER } from './migrate.ts'
import { openDatabase } from './open.ts'

const tables: Migration = {
  name: '0001_tables',
  statements: ['create table a (n integer) strict', 'create table b (n integer) strict'],
}
const rows: Migration = { name: '0002_rows', statements: ['insert into a values (1)', 'insert into b values (2)'] }
const broken: Migration = {
  name: '0003_broken',
  statements: ['insert into a values (3)', 'insert into nowhere values (1)'],
}
const core = (...list: readonly Migration[]) => [{ owner: 'core', migrations: list }]

let folder: string
let url: string
const open: Database[] = []
const servers: Sqld[] = []
const database = (at = url): Database => {
  const { db } = openDatabase({ url: at, now: () => 1 })
  open.push(db)
  return db
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-migrate-'))
  url = `file:${join(folder, 'shop.db')}`
})
afterEach(async () => {
  setFailpoints(undefined)
  await Promise.all(open.splice(0).map((db) => db.close()))
  await Promise.all(servers.splice(0).map((server) => server.kill()))
  rmSync(folder, { recursive: true, force: true })
})

const schemaOf = async (db: Database) =>
  db.raw("select type, name, sql from sqlite_master where name not like 'sqlite_%' order by 1, 2")

describe('the migration runner', () => {
  it('applies each step once, in order, and keeps by whom and when', async () => {
    const db = database()
    expect(await migrate(db, core(tables, rows), 5, '0.1.0')).toEqual(['core/0001_tables', 'core/0002_rows'])
    expect(await migrate(db, core(tables, rows), 6, '0.1.1')).toEqual([])
    expect(await db.raw('select name, program, applied_at from migrations order by name')).toEqual([
      ['0001_tables', '0.1.0', 5],
      ['0002_rows', '0.1.0', 5],
    ])
    expect(await db.raw('select (select n from a), (select n from b)')).toEqual([[1, 2]])
  })

  it('applies an older step that was added later, also of another owner', async () => {
    const db = database()
    await migrate(db, core(tables), 1)
    const early: Migration = { name: '0000_early', statements: ['create table early (n integer) strict'] }
    const plugin = {
      owner: 'loyalty',
      migrations: [{ ...tables, statements: ['create table loyalty_a (n integer) strict'] }],
    }
    const all = [...core(early, tables), plugin]
    expect((await pendingMigrations(db, all)).map(({ owner, name }) => `${owner}/${name}`)).toEqual([
      'core/0000_early',
      'loyalty/0001_tables',
    ])
    expect(await migrate(db, all, 1)).toEqual(['core/0000_early', 'loyalty/0001_tables'])
    expect(await migrate(db, core(early, tables), 1)).toEqual([])
  })

  it('plans without touching the database', async () => {
    const db = database()
    expect((await pendingMigrations(db, core(tables, rows))).map(({ name }) => name)).toEqual([
      '0001_tables',
      '0002_rows',
    ])
    expect(await schemaOf(db)).toEqual([])
  })

  it('refuses a step that was edited after it was applied, but not one that was only laid out anew', async () => {
    const db = database()
    await migrate(db, core(tables), 1, '0.1.0')
    const laidOut = { ...tables, statements: tables.statements.map((sql) => `\n  ${sql.replace('(', '\n (')}  `) }
    expect(await migrate(db, core(laidOut), 1)).toEqual([])
    const edited = { ...tables, statements: ['create table a (n text) strict'] }
    const refusal = {
      code: MIGRATION_CHANGED,
      message: expect.stringContaining('core/0001_tables was changed after 0.1.0'),
    }
    await expect(migrate(db, core(edited, rows), 1)).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(db, core(edited))).rejects.toMatchObject(refusal)
    expect(await db.raw('select count(*) from a')).toEqual([[0]])
  })

  it('refuses a database that a newer program migrated', async () => {
    const db = database()
    await migrate(db, core(tables, rows), 1, '0.2.0')
    const message = expect.stringMatching(/newer program \(0\.2\.0\), which added core\/0002_rows/)
    await expect(migrate(db, core(tables), 1)).rejects.toMatchObject({ code: SCHEMA_NEWER, message })
  })

  it('keeps nothing of a step that fails, and goes on once it is mended', async () => {
    const db = database()
    await expect(migrate(db, core(tables, rows, broken), 1)).rejects.toThrow('nowhere')
    expect(await db.raw('select n from a')).toEqual([[1]])
    expect(await migrate(db, core(tables, rows, { ...broken, statements: ['insert into a values (3)'] }), 1)).toEqual([
      'core/0003_broken',
    ])
  })

  it('goes on when a step was applied by somebody else between reading and writing', async () => {
    const db = database()
    let isFirst = true
    const racing: Database = {
      ...db,
      async batch(statements) {
        if (isFirst && statements.length > 1) {
          isFirst = false
          await migrate(db, core(tables), 1, 'the winner')
        }
        return db.batch(statements)
      },
    }
    expect(await migrate(racing, core(tables, rows), 1, 'the loser')).toEqual(['core/0002_rows'])
    expect(await db.raw('select program from migrations order by name')).toEqual([['the winner'], ['the loser']])
  })

  it('is before or after each step when it is killed at any statement, and finishes when it is started again', {
    timeout: 120_000,
  }, async () => {
    const fresh = database(`file:${join(folder, 'fresh.db')}`)
    await migrate(fresh, core(...migrations), 1)
    const statements = migrations.reduce((sum, step) => sum + step.statements.length + 1, 1)
    const steps = [1, 2, 0.11, 0.23, 0.37, 0.52, 0.68, 0.81, 0.97].map((at) =>
      at >= 1 ? at : Math.ceil(at * statements),
    )
    const places = [
      ...steps.map((at) => `command.line:kill@${at}`),
      'commit.before:kill@3',
      'commit.after:kill@4',
      'migrate.applied:kill@5',
    ]
    let killed = 0
    for (const [index, place] of places.entries()) {
      const file = `file:${join(folder, `${index}.db`)}`
      const child = forkModule(new URL('./fixtures/migrate.ts', import.meta.url), {
        args: [file],
        env: { VITRINE_FAILPOINTS: place },
      })
      killed += (await exit(child)).signal === 'SIGKILL' ? 1 : 0
      const db = database(file)
      const applied = (await schemaOf(db)).some(([, name]) => name === 'migrations')
        ? await db.raw('select name from migrations order by name')
        : []
      expect(applied.map(([name]) => name)).toEqual(migrations.slice(0, applied.length).map(({ name }) => name))
      const rest = await migrate(db, core(...migrations), 1)
      expect(rest).toEqual(migrations.slice(applied.length).map(({ name }) => `core/${name}`))
      expect(await schemaOf(db)).toEqual(await schemaOf(fresh))
      expect(await db.raw('pragma integrity_check')).toEqual([['ok']])
    }
    expect(killed).toBe(places.length)
  })
})

const binary = sqldBinary()
const reason = 'reason' in binary ? ` (left out: ${binary.reason})` : ''

describe.skipIf(reason !== '')(`the migration runner on a libSQL server${reason}`, () => {
  it('lets two processes start at once', { timeout: 60_000 }, async () => {
    const sqld = await startSqld(join(folder, 'server'))
    servers.push(sqld)
    const at = `ws://127.0.0.1:${sqld.port}`
    const module = new URL('./fixtures/migrate.ts', import.meta.url)
    const children = [forkModule(module, { args: [at] }), forkModule(module, { args: [at] })]
    const done = (await Promise.all(children.map((child) => message<{ done: string[] }>(child)))).flatMap(
      (said) => said.done,
    )
    expect([...done].sort()).toEqual(migrations.map(({ name }) => `core/${name}`).sort())
    const [server, fresh] = [database(at), database()]
    await migrate(fresh, core(...migrations), 1)
    expect(await schemaOf(server)).toEqual(await schemaOf(fresh))
    await Promise.all(children.map(exit))
  })
})
