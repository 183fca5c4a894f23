import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksOf } from '../../../tests/readme/blocks.ts'
import { execute } from '../../../tests/readme/execute.ts'
import { type StockedShop, stockedShop } from './fixtures/stocked-shop.ts'

const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const runnable = blocksOf(page).filter(({ runs }) => runs)

let real: StockedShop
beforeAll(async () => {
  real = await stockedShop()
})
afterAll(() => real.close())

test('the page has code to run', () => {
  expect(runnable.length).toBeGreaterThan(3)
})

test.each(runnable)('$heading, line $line: type-checks and runs', { timeout: 60_000 }, (block) =>
  execute({ block, url: real.url }),
)
