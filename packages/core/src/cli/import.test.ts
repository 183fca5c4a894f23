import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestShop } from '../testing/shop.ts'
import { HEADER, openPlace, type Place } from './fixtures/run.ts'

let place: Place
beforeEach(() => {
  place = openPlace()
})
afterEach(() => place.remove())

const stock = async () => (await place.vitrine('export', 'stock')).out.split('\r\n').slice(1, -1)

it('imports a file twice, says what it did, and finds the same products again', async () => {
  const file = place.write('a.csv', `${HEADER}top,Top,Size,S,,,,60\ntop,,,M,,,,61.50\n`)
  const first = await place.vitrine('import', 'shopify', file)
  expect(first).toEqual({
    code: 0,
    out: '2 rows: 1 products new, 0 changed, 0 as before; 2 variants.\n',
    error: '',
  })
  expect(await place.json('import', 'shopify', file)).toEqual({
    exit: 0,
    dryRun: false,
    rows: 2,
    products: { created: 0, updated: 0, unchanged: 1 },
    variants: 2,
    errors: [],
    errorCount: 0,
    errorFile: null,
  })
})

it('leaves what an import sets off to the shop, which finds the products when it starts', async () => {
  await place.vitrine('import', 'shopify', place.write('a.csv', `${HEADER}top,Wool top,,,,,,60\n`))
  const shop = await openTestShop({ database: { url: place.database } })
  await shop.commerce.idle()
  const { items } = await shop.commerce.call.store.browse.products({ query: { q: 'wool' } })
  expect(items).toMatchObject([{ handle: 'top', price: { amount: 6000, currency: 'EUR' } }])
  await shop.close()
})

it('changes nothing in a dry run', async () => {
  const file = place.write('a.csv', `${HEADER}top,Top,,,,,,60\n`)
  const { code, out } = await place.vitrine('import', 'shopify', file, '--dry-run')
  expect([code, out]).toEqual([
    0,
    'Checked, nothing changed: 1 row: 1 products new, 0 changed, 0 as before; 1 variant.\n',
  ])
  expect((await place.json('import', 'shopify', file)).products).toEqual({ created: 1, updated: 0, unchanged: 0 })
})

it('keeps the good rows, writes the bad ones beside the file, and takes that file away when all is well', async () => {
  const file = place.write('a.csv', `${HEADER}a,A,,,,,,10\n=b,B,,,,,,ten\n`)
  const { code, out } = await place.vitrine('import', 'shopify', file)
  expect(code).toBe(1)
  expect(out).toContain('1 error, the other rows are taken over')
  expect(out).toContain('line 3, Variant Price: is no amount of EUR: ten')
  expect(readFileSync(`${file}.errors.csv`, 'utf8')).toBe(
    "Line,Product,Column,Code,Message\r\n3,'=b,Variant Price,amount,is no amount of EUR: ten\r\n",
  )
  place.write('a.csv', `${HEADER}a,A,,,,,,10\n`)
  expect((await place.vitrine('import', 'shopify', file)).code).toBe(0)
  expect(existsSync(`${file}.errors.csv`)).toBe(false)
})

it('takes counts over once, and again when it is told to', async () => {
  const file = place.write('a.csv', `${HEADER}a,A,,,SKU-A,shopify,7,10\nb,B,,,SKU-B,,5,10\n`)
  await place.vitrine('import', 'shopify', file)
  expect(await stock()).toEqual(['SKU-A,main,7,0,0,0,0,7'])
  place.write('a.csv', `${HEADER}a,A,,,SKU-A,shopify,9,10\nb,B,,,SKU-B,,5,10\n`)
  await place.vitrine('import', 'shopify', file)
  expect(await stock()).toEqual(['SKU-A,main,7,0,0,0,0,7'])
  await place.vitrine('import', 'shopify', file, '--stock', 'set', '--track')
  expect(await stock()).toEqual(['SKU-A,main,9,0,0,0,0,9', 'SKU-B,main,5,0,0,0,0,5'])
})

it.each([
  ['UTF-16', Buffer.from(`\uFEFF${HEADER}a,A,,,,,,1\n`, 'utf16le'), [], 'imports.encoding'],
  ['missing columns', 'Name,Cost\na,1\n', [], 'imports.columns'],
  ['nothing', '', [], 'imports.empty'],
  ['a currency that is not sold in', HEADER, ['--currency', 'ZZZ'], 'imports.currency'],
  ['an unknown location', HEADER, ['--location', 'moon'], 'imports.location'],
  ['an unknown wish', HEADER, ['--stock', 'perhaps'], 'request.invalid'],
])('refuses %s in words, with exit code 1', async (_, content, options, code) => {
  const answer = await place.json('import', 'shopify', place.write('a.csv', content), ...options)
  expect(answer).toMatchObject({ exit: 1, code })
})

it('reads up to a broken quote', async () => {
  const file = place.write('a.csv', `${HEADER}a,A,,,,,,1\nb,"Never closed,,,,,,1\nc,C,,,,,,1\n`)
  expect(await place.json('import', 'shopify', file)).toMatchObject({
    exit: 1,
    products: { created: 1 },
    errors: [{ line: 4, code: 'csv' }],
  })
})

it('tells why an import stopped in its middle, and keeps what was taken over', async () => {
  const rows = Array.from({ length: 600 }, (_, at) => `p${at},${'Long title '.repeat(20)}${at},,,,,,1\n`).join('')
  const file = place.write('a.csv', Buffer.concat([Buffer.from(HEADER + rows), Buffer.of(0xff)]))
  expect(await place.json('import', 'shopify', file)).toMatchObject({ exit: 1, code: 'imports.encoding' })
  expect((await place.vitrine('export', 'products')).out).toContain('\r\np10,Long title')
})
