import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileOf, openDatabase } from './open.ts'
import { OWNED, readOwner } from './owner.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('opening a database', () => {
  it('owns an embedded file until it is closed, and makes its folder', async () => {
    const url = `file:${join(folder, 'data', 'shop.db')}`
    const file = join(folder, 'data', 'shop.db')
    const { db, owner } = openDatabase({ url, now: () => 7 })
    expect(readOwner(file)).toMatchObject({ pid: process.pid, since: 7, token: owner?.token })
    expect(() => openDatabase({ url, now: () => 8 })).toThrow(expect.objectContaining({ code: OWNED }))
    await db.batch([{ sql: 'create table kept (n integer) strict', args: [] }])
    await db.close()
    expect(readOwner(file)).toBeUndefined()
    const again = openDatabase({ url, now: () => 9 })
    expect(await again.db.raw('select count(*) from kept')).toEqual([[0]])
    await again.db.close()
  })

  it.each(['file:', 'file:./', 'file:/', 'file:///'])('takes %s for no file', (url) => {
    expect(() => openDatabase({ url, now: () => 1 })).toThrow('names no file')
  })

  it('lets the file go when it is no database', async () => {
    const file = join(folder, 'shop.db')
    writeFileSync(
      file,
      'this is a letter, not a database; it is long enough to be read as a header of one hundred bytes'.repeat(9),
    )
    expect(() => openDatabase({ url: `file:${file}`, now: () => 1 })).toThrow('not a database')
    expect(readOwner(file)).toBeUndefined()
  })

  it('opens a server without owning a file', async () => {
    const { db, owner } = openDatabase({ url: 'libsql://shop.example.com', authToken: 'none', now: () => 1 })
    expect([db.kind, owner]).toEqual(['remote', null])
    await db.close()
  })

  it.each(['postgres://shop.example.com', 'shop.db', ':memory:', ''])('refuses the url "%s"', (url) => {
    expect(() => openDatabase({ url, now: () => 1 })).toThrow('is no database url')
  })

  it('reads the path of file urls, relative and absolute', () => {
    expect(fileOf('file:./shop.db')).toBe('./shop.db')
    expect(fileOf('file:my%20shop.db')).toBe('my shop.db')
    expect(fileOf(pathToFileURL('/data/my shop.db').href)).toBe('/data/my shop.db')
    expect(fileOf('https://shop.example.com')).toBeUndefined()
  })
})
