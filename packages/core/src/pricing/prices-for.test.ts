import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { variantsForSale } from '../catalog/index.ts'
import { systemContext } from '../kernel/index.ts'
import { resolveStore } from '../markets/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { pricesFor } from './index.ts'

describe('prices for a buyer', () => {
  let test: TestApp
  beforeEach(async () => {
    test = await openTestApp()
  })
  afterEach(() => test.close())

  it('are absent for variants that nobody knows', async () => {
    const store = await resolveStore(systemContext(test.app), {})
    expect(await pricesFor(store, [{ variantId: 'var_x', quantity: 1 }])).toEqual(new Map())
    expect(await variantsForSale(store, { ids: ['var_x'] })).toEqual([])
  })
})
