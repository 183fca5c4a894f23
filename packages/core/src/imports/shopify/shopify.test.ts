import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ForeignProduct, RowError } from '../product.ts'
import { groupRows } from './group.ts'
import { readRows } from './read.ts'

async function* bytes(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<{ products: ForeignProduct[]; errors: RowError[] }> {
  const products: ForeignProduct[] = []
  const errors: RowError[] = []
  for await (const group of groupRows(readRows(source))) {
    if ('product' in group) products.push(group.product)
    errors.push(...group.errors)
  }
  return { products, errors }
}

const HEADER = 'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n'

describe('reading a Shopify product file', () => {
  it('puts the rows of a product together', async () => {
    const { products, errors } = await readAll(
      bytes(`${HEADER}top,Top,Size,Small,60,1\ntop,,,Medium,61,2\nhat,Hat,Title,Default Title,10,\n`),
    )
    expect(errors).toEqual([])
    expect(
      products.map(({ key, optionNames, variants }) => [
        key,
        optionNames,
        variants.map(({ optionValues, price, quantity, line }) => [optionValues, price, quantity, line]),
      ]),
    ).toEqual([
      [
        'top',
        ['Size'],
        [
          [['Small'], '60', 1, 2],
          [['Medium'], '61', 2, 3],
        ],
      ],
      ['hat', [], [[[], '10', null, 4]]],
    ])
  })

  it('reads a file that arrives byte by byte, with a mark, CRLF and line breaks in quotes', async () => {
    const text = new TextEncoder().encode(
      `\uFEFF${HEADER.replace('\n', '\r\n')}żółw,"Two\r\nlines, ""quoted""",Title,Default Title,5,\r\n`,
    )
    const { products, errors } = await readAll(bytes(...[...text].map((byte) => Uint8Array.of(byte))))
    expect(errors).toEqual([])
    expect(products).toMatchObject([{ key: 'żółw', title: 'Two\r\nlines, "quoted"' }])
  })

  it('names the line, column and reason of a bad row and keeps the good ones', async () => {
    const rows = [
      'a,A,Title,Default Title,5,many',
      'b,,Title,Default Title,5,1',
      ',Nameless,Title,Default Title,5,1',
      'c,C,Size,S,5,1',
      'c,,,M,,1',
      'd,D,Title,Default Title,5,1,extra,cells',
      'e,E,Title,Default Title,5,1',
      'c,,,L,5,1',
    ]
    const { products, errors } = await readAll(bytes(HEADER + rows.join('\n')))
    expect(products.map(({ key, variants }) => [key, variants.length])).toEqual([
      ['c', 1],
      ['e', 1],
    ])
    expect(errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Variant Inventory Qty', 'integer'],
      [3, 'Title', 'required'],
      [4, 'Handle', 'required'],
      [7, null, 'cells'],
      [6, 'Variant Price', 'required'],
      [9, 'Handle', 'apart'],
    ])
  })

  it('keeps what stood before a broken quote and says where it broke', async () => {
    const { products, errors } = await readAll(
      bytes(
        `${HEADER}a,A,Title,Default Title,5,1\nb,B,Title,Default Title,5,1\nc,"Never closed,Title,Default Title,5,1\nd,D,Title,Default Title,5,1\n`,
      ),
    )
    expect(products.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(errors).toMatchObject([{ code: 'csv' }])
  })

  it.each([
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x48, 0x00, 0x61, 0x00)],
    ['Windows-1252', Uint8Array.of(0x48, 0x61, 0xf3, 0x2c, 0x54, 0x0a)],
    ['binary', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x00, 0x00)],
  ])('refuses %s', async (_, file) => {
    await expect(readAll(bytes(file))).rejects.toMatchObject({ code: 'imports.encoding' })
  })

  it('refuses a file without the columns that a product needs, and names what was meant', async () => {
    await expect(readAll(bytes('handle,Title,Price\na,A,1\n'))).rejects.toMatchObject({
      code: 'imports.columns',
      extra: { missing: ['Handle', 'Variant Price'] },
    })
    await expect(readAll(bytes('handle,Title,Variant Price\na,A,1\n'))).rejects.toThrow(/Handle/)
  })

  it.each([
    ['nothing', ''],
    ['a header only', HEADER],
  ])('refuses %s', async (_, text) => {
    await expect(readAll(bytes(text))).rejects.toMatchObject({ code: 'imports.empty' })
  })
})

const catalogs = fileURLToPath(new URL('../../../../../../shared/catalogs/', import.meta.url))
const files = existsSync(catalogs) ? readdirSync(catalogs).filter((name) => name.endsWith('.csv')) : []

describe.skipIf(files.length === 0)('the exported files beside the project (skipped when they are not there)', () => {
  it('give 60 products with 84 rows and no error', async () => {
    const all = await Promise.all(files.map((name) => readAll(createReadStream(`${catalogs}${name}`))))
    expect(all.flatMap(({ errors }) => errors)).toEqual([])
    expect(all.flatMap(({ products }) => products)).toHaveLength(60)
    expect(all.flatMap(({ products }) => products.flatMap(({ variants }) => variants)).length).toBeGreaterThan(60)
  })
})
