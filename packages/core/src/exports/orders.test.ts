import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OrderShop, openOrderShop } from '../orders/fixtures/shop.ts'
import { orderLines } from './orders.ts'
import { stockLines } from './stock.ts'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop()
})
afterEach(() => shop.close())

const read = async (lines: AsyncGenerator<string>) => {
  let text = ''
  for await (const line of lines) text += line
  return text.split('\r\n').slice(0, -1)
}

it('writes one row for each line of each order, oldest first, each once', async () => {
  const skus = ['HIVE', 'VEIL']
  await shop.order({ lines: skus.map((sku) => ({ sku, quantity: 1 })) })
  await shop.order({ lines: [{ sku: skus[0] ?? '', quantity: 2 }] })
  const [header, ...rows] = await read(orderLines(shop.ctx))
  const cells = rows.map((row) => row.split(','))
  const at = (name: string) => (header ?? '').split(',').indexOf(name)
  expect(cells.map((row) => [row[at('Number')], row[at('Quantity')]])).toEqual([
    ['VT-10001', '1'],
    ['VT-10001', '1'],
    ['VT-10002', '2'],
  ])
  expect(
    cells
      .slice(0, 2)
      .map((row) => row[at('SKU')])
      .sort(),
  ).toEqual(skus)
  expect(cells[0]?.[at('Email')]).toMatch(/^ada@example.com$/i)
  expect(cells[0]?.[at('Total')]).toMatch(/^\d+\.\d\d$/)
})

it('writes the levels as they stand after an order', async () => {
  const before = await read(stockLines(shop.ctx))
  await shop.order({ lines: [{ sku: 'HIVE', quantity: 1 }] })
  const after = await read(stockLines(shop.ctx))
  const committed = (rows: string[]) =>
    rows.slice(1).reduce((sum, row) => sum + (row.startsWith('HIVE,') ? Number(row.split(',')[4]) : 0), 0)
  expect([committed(before), committed(after)]).toEqual([0, 1])
})
