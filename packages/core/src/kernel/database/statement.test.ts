import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { type Database, deleteFrom, insertInto, rowBy, rowByRef, update } from './index.ts'
import { commands } from './schema.ts'

const insert = insertInto(commands)
const change = update(commands)
const remove = deleteFrom(commands)
const byName = rowBy(commands, 'name')
const byRef = rowByRef(commands, 'name')

describe('lines and reads of one table', () => {
  let test: TestApp
  let db: Database
  const names = async () => (await db.raw('select name from commands order by id', [])).flat()
  beforeAll(async () => {
    test = await openTestApp()
    db = test.app.db
  })
  beforeEach(async () => {
    await db.batch([
      { sql: 'delete from commands', args: [] },
      insert({ id: 'a', name: 'first', result: { n: 1 }, at: 1 }),
      insert({ id: 'b', name: 'second', at: 2 }),
      insert({ id: 'second', name: 'third', at: 2 }),
    ])
  })
  afterAll(() => test.close())

  it('find whole rows by one column, as they were written', async () => {
    expect(await db.get(byName, { name: 'first' })).toEqual({
      id: 'a',
      name: 'first',
      fingerprint: null,
      result: { n: 1 },
      at: 1,
    })
    expect(await db.get(byName, { name: 'nobody' })).toBeUndefined()
  })

  it('find rows by id or by a word of their own', async () => {
    expect(await db.get(byRef, { ref: 'a' })).toMatchObject({ name: 'first' })
    expect((await db.all(byRef, { ref: 'second' })).map(({ id }) => id).sort()).toEqual(['b', 'second'])
  })

  it('change only what is given, in the rows that match every column', async () => {
    await db.batch([change({ at: 2, name: 'second' }, { name: 'other', fingerprint: undefined })])
    expect(await names()).toEqual(['first', 'other', 'third'])
  })

  it('remove the rows that match every column, and no others', async () => {
    await db.batch([remove({ at: 2, name: 'first' })])
    expect(await names()).toHaveLength(3)
    await db.batch([remove({ at: 2, id: 'b' })])
    expect(await names()).toEqual(['first', 'third'])
    await db.batch([remove({ at: 2 })])
    expect(await names()).toEqual(['first'])
  })

  it('never remove a whole table because nothing was named', async () => {
    await expect(db.batch([remove({})])).rejects.toThrow()
    expect(await names()).toHaveLength(3)
  })
})
