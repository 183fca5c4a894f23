import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { serveTestShop } from '../testing/shop.ts'
import { HEADER, openPlace, type Place } from './fixtures/run.ts'

let place: Place
beforeEach(async () => {
  place = openPlace()
  await place.vitrine('import', 'shopify', place.write('a.csv', `${HEADER}top,Top,,,,,,60\n`))
})
afterEach(() => place.remove())

const handles = async () =>
  (await place.vitrine('export', 'products')).out
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(',')[0])
const kept = () => readdirSync(place.path('.')).filter((name) => name.startsWith('shop.db.before-'))

it('writes a checked copy that only this user can read, and no file twice', async () => {
  const file = place.path('copy.db')
  expect(await place.json('backup', file)).toEqual({
    exit: 0,
    file,
    bytes: statSync(file).size,
    products: 1,
    orders: 0,
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await place.vitrine('backup', file)).code).toBe(2)
  expect((await place.vitrine('backup', file, '--force')).code).toBe(0)
  expect(readdirSync(place.path('.')).filter((name) => name.startsWith('copy.db'))).toEqual(['copy.db'])
})

it('brings the shop of the backup back and keeps what was there', async () => {
  await place.vitrine('backup', place.path('copy.db'))
  await place.vitrine('import', 'shopify', place.write('b.csv', `${HEADER}hat,Hat,,,,,,10\n`))
  expect(await handles()).toEqual(['hat', 'top'])
  const restored = await place.json<{ kept: string }>('restore', place.path('copy.db'))
  expect(restored).toMatchObject({ exit: 0, products: 1, orders: 0 })
  expect(await handles()).toEqual(['top'])
  await place.vitrine('restore', restored.kept)
  expect(await handles()).toEqual(['hat', 'top'])
})

it('makes a database where there was none', async () => {
  await place.vitrine('backup', place.path('copy.db'))
  const there = `file:${place.path('new/shop.db')}`
  expect(await place.json('restore', place.path('copy.db'), '--database', there)).toMatchObject({ exit: 0, kept: null })
  expect((await place.vitrine('export', 'products', '--database', there)).out).toContain('top')
})

it('brings along what a killed shop left in its WAL', async () => {
  const shop = await serveTestShop({ database: { url: place.database } })
  await shop.commerce.call.admin.products.create({ body: { title: 'Late', status: 'active' } })
  for (const part of ['', '-wal'])
    writeFileSync(place.path(`dead.db${part}`), readFileSync(place.path(`shop.db${part}`)))
  await shop.close()
  const there = `file:${place.path('new/shop.db')}`
  expect(await place.json('restore', place.path('dead.db'), '--database', there)).toMatchObject({
    exit: 0,
    products: 2,
  })
})

it.each([
  ['is cut off', () => readFileSync(place.path('copy.db')).subarray(0, 100_000), 1],
  ['is no database', () => Buffer.from('hello'), 1],
])('refuses a backup that %s and changes nothing', async (_, content, code) => {
  await place.vitrine('backup', place.path('copy.db'))
  const refused = await place.vitrine('restore', place.write('bad.db', content()))
  expect([refused.code, refused.out]).toEqual([code, ''])
  expect(refused.error).toContain('bad.db is not a good copy of a shop')
  expect([await handles(), kept()]).toEqual([['top'], []])
})

it('refuses the database of something else, and of a newer version', async () => {
  const other = new Libsql(place.path('other.db'))
  other.exec('create table notes (id integer)')
  other.close()
  expect((await place.vitrine('restore', place.path('other.db'))).error).toContain('no such table: products')
  await place.vitrine('backup', place.path('newer.db'))
  const newer = new Libsql(place.path('newer.db'))
  newer.exec(
    "insert into migrations (owner, name, hash, program, applied_at) values ('core', '9999_future', 'x', '9.0.0', 1)",
  )
  newer.close()
  const refused = await place.vitrine('restore', place.path('newer.db'))
  expect([refused.code, await handles(), kept()]).toEqual([3, ['top'], []])
  expect(refused.error).toContain('newer program (9.0.0)')
})

it('copies a running shop through its own process, which goes on, and is not restored over', async () => {
  const shop = await serveTestShop({ database: { url: place.database } })
  const copy = place.path('copy.db')
  const [answer] = await Promise.all([
    place.json('backup', copy),
    shop.commerce.call.admin.products.create({ body: { title: 'Meanwhile', status: 'active' } }),
  ])
  expect(answer).toMatchObject({ exit: 0, file: copy })
  const refused = await place.vitrine('restore', copy)
  expect(refused.code).toBe(3)
  expect(refused.error).toContain(`The shop is running (process ${process.pid}).`)
  expect(existsSync(place.path('files'))).toBe(true)
  await shop.close()
  expect(readdirSync(place.path('files')).filter((name) => name.startsWith('backup-'))).toEqual([])
})
