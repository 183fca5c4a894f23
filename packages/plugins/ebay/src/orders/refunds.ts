import type { Acknowledgement, CommandOutcome, GivenBack, Issue, ReceiptOutcome } from '@vitrine/core'
import * as v from 'valibot'
import { minorOr } from '../amount.ts'
import type { Ebay } from '../api/connect.ts'
import { readOrder } from './pull.ts'
import { readReceipt, writeReceipt } from './receipt.ts'
import { Order } from './wire.ts'

type State = 'PENDING' | 'REFUNDED' | 'FAILED'

interface Refunded {
  readonly id: string
  readonly amount: number
  readonly state: State
}

/**
 * Refunds that an order shows: those of the order as a whole (`paymentSummary.refunds`), and those of lines (`lineItems.refunds`), where one
 * refund may stand at several.
 */
async function refundsOf(api: Ebay, orderId: string): Promise<readonly Refunded[]> {
  const raw = await readOrder(api, orderId)
  if (raw === undefined) return []
  const { paymentSummary, lineItems } = v.parse(Order, raw)
  const ofOrder = (paymentSummary?.refunds ?? []).map(
    ({ refundId, amount, refundStatus }, at): Refunded => ({
      id: refundId ?? `order ${at}`,
      amount: minorOr(amount),
      state: refundStatus === 'REFUNDED' || refundStatus === 'FAILED' ? refundStatus : 'PENDING',
    }),
  )
  const ofLines = new Map<string, Refunded>()
  for (const { lineItemId, refunds } of lineItems)
    for (const [at, { refundId, amount, refundDate }] of refunds.entries()) {
      const id = refundId ?? `${lineItemId} ${at}`
      const known = ofLines.get(id) ?? { id, amount: 0, state: 'REFUNDED' as const }
      const state = refundDate === undefined ? 'PENDING' : known.state
      ofLines.set(id, { id, amount: known.amount + minorOr(amount), state })
    }
  return [...ofOrder, ...ofLines.values()]
}

/** What eBay shows as given back: the engine tells by it what became of a refund whose answer was lost. */
export async function givenBack(
  api: Ebay,
  { externalId }: { readonly externalId: string },
): Promise<readonly GivenBack[]> {
  return (await refundsOf(api, externalId)).map(({ id, amount, state }) => ({
    id,
    amount,
    outcome: outcomeOf(state, { orderId: externalId, refundId: id, at: api.now() }),
  }))
}

function outcomeOf(state: State, receipt: Parameters<typeof writeReceipt>[0]): CommandOutcome {
  if (state === 'REFUNDED') return { outcome: 'done', externalId: receipt.refundId }
  if (state === 'FAILED') return { outcome: 'refused', issues: [FAILED] }
  return { outcome: 'pending', receipt: writeReceipt(receipt), externalId: receipt.refundId }
}

export const FAILED: Issue = {
  severity: 'error',
  code: 'refund-failed',
  message: 'eBay could not pay the refund; see Seller Hub.',
}

/** A refund that is not to be seen by then is not under way any more. */
const PATIENCE = 6 * 3_600_000

/** What became of refunds that eBay works on. */
export function pollRefunds(api: Ebay, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  return Promise.all(receipts.map((receipt) => pollOne(api, receipt)))
}

async function pollOne(api: Ebay, receipt: string): Promise<ReceiptOutcome> {
  const { orderId: key, refundId, at } = readReceipt(receipt)
  const found = (await refundsOf(api, key)).find(({ id }) => id === refundId)
  if (found === undefined && api.now() > at + PATIENCE) {
    const message = `eBay shows no refund ${refundId}; see Seller Hub before it is told again.`
    return done(receipt, { key, outcome: 'rejected', issues: [{ severity: 'error', code: 'refund-gone', message }] })
  }
  if (found === undefined || found.state === 'PENDING') return { receipt, status: 'working' }
  if (found.state === 'FAILED') return done(receipt, { key, outcome: 'rejected', issues: [FAILED] })
  return done(receipt, { key, outcome: 'live', externalId: refundId })
}

const done = (receipt: string, acknowledgement: Acknowledgement): ReceiptOutcome => ({
  receipt,
  status: 'done',
  acknowledgements: [acknowledgement],
})
