import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OWED, rowBy } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { keepReceipt, keepReceipts } from './keep-receipt.ts'
import { receipts } from './schema.ts'

const byReceipt = rowBy(receipts, 'receipt')

describe('a receipt', () => {
  let test: TestApp
  beforeEach(async () => {
    test = await openTestApp()
  })
  afterEach(() => test.close())

  it('is about every key of the batch that it was given for', async () => {
    const { app } = test
    const about = { connectionId: 'con_1', lane: 'listings' } as const
    const taken = (key: string, receipt: string) => ({ key, outcome: 'pending', receipt }) as const
    const said = [taken('A', 'b1'), { key: 'X', outcome: 'live' } as const, taken('B', 'b1'), taken('D', 'b2')]
    expect(keepReceipts(app, about, said)).toHaveLength(2)
    await app.db.batch(keepReceipts(app, about, said), OWED)
    await app.db.batch([keepReceipt(app, { ...about, receipt: 'b1', keys: ['C'] })], OWED)
    expect(await app.db.get(byReceipt, { receipt: 'b1' })).toMatchObject({
      connectionId: 'con_1',
      lane: 'listings',
      keys: ['A', 'B', 'C'],
      polls: 0,
      pollAt: app.now() + 2_000,
    })
    expect(await app.db.get(byReceipt, { receipt: 'b2' })).toMatchObject({ keys: ['D'] })
  })
})
