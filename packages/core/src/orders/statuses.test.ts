import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orders as migration } from '../migrations/0014_orders.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { allowed, caseOf, fulfillmentRules, orderRules, paymentRules } from './statuses.ts'

interface Facts {
  readonly quantity: number
  readonly fulfilled: number
  readonly cancelled: number
  readonly returned: number
  readonly total: number
  readonly authorized: number
  readonly captured: number
  readonly refunded: number
}

const facts: fc.Arbitrary<Facts> = fc
  .record({ fulfilled: fc.nat(3), cancelled: fc.nat(3), open: fc.nat(3), returned: fc.nat(3) })
  .filter(({ fulfilled, cancelled, open }) => fulfilled + cancelled + open > 0)
  .chain(({ fulfilled, cancelled, open, returned }) =>
    fc
      .record({ total: fc.nat(4), authorized: fc.nat(4), captured: fc.nat(4), refunded: fc.nat(4) })
      .map(({ total, authorized, captured, refunded }) => ({
        quantity: fulfilled + cancelled + open,
        ...{ fulfilled, cancelled, total, authorized, captured },
        returned: Math.min(returned, fulfilled),
        refunded: Math.min(refunded, captured),
      })),
  )

/** What people mean by the words, told the other way round than the table does. */
function meaning({ quantity, fulfilled, cancelled, returned, total, authorized, captured, refunded }: Facts) {
  const isGone = cancelled === quantity
  const isSent = fulfilled > 0 && fulfilled + cancelled === quantity
  return {
    status: isGone ? 'cancelled' : isSent && captured - refunded >= total ? 'completed' : 'open',
    payment:
      captured === 0
        ? isGone
          ? 'voided'
          : total === 0
            ? 'paid'
            : authorized < total
              ? 'unpaid'
              : 'authorized'
        : refunded === captured
          ? 'refunded'
          : refunded > 0
            ? 'partially_refunded'
            : captured < total
              ? 'partially_paid'
              : 'paid',
    fulfillment: isGone
      ? 'cancelled'
      : returned === 0
        ? fulfilled === 0
          ? 'unfulfilled'
          : isSent
            ? 'fulfilled'
            : 'partially_fulfilled'
        : isSent && returned === fulfilled
          ? 'returned'
          : 'partially_returned',
  }
}

describe('the status machine', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test.close())

  it('stands in the migration word for word', () => {
    const text = migration.statements.join('\n').replace(/\s+/g, ' ')
    for (const rules of [orderRules, paymentRules, fulfillmentRules])
      expect(text).toContain(`generated always as (${caseOf(rules)}) virtual`)
  })

  it('says what people mean, for every mixture of quantities and money', async () => {
    const read = `with f as (select ? as quantity, ? as fulfilled, ? as cancelled, ? as returned, ? as total, ? as authorized,
      ? as captured, ? as refunded)
      select ${caseOf(orderRules)}, ${caseOf(paymentRules)}, ${caseOf(fulfillmentRules)} from f`
    await fc.assert(
      fc.asyncProperty(facts, async (found) => {
        const { quantity, fulfilled, cancelled, returned, total, authorized, captured, refunded } = found
        const values = [quantity, fulfilled, cancelled, returned, total, authorized, captured, refunded]
        const [row] = await test.app.db.raw(read, values)
        const { status, payment, fulfillment } = meaning(found)
        expect(row).toEqual([status, payment, fulfillment])
      }),
      { numRuns: 500 },
    )
  })

  it('lets nothing be sent, edited or cancelled once an order is over', () => {
    for (const status of ['completed', 'cancelled'] as const)
      for (const action of ['edit', 'cancel', 'ship']) expect(allowed[status]).not.toContain(action)
  })
})
