import type { CommandOutcome, ReceiptOutcome, Refund } from '@vitrine/core'
import * as v from 'valibot'
import { amountOf } from '../amount.ts'
import type { Ebay } from '../api/connect.ts'
import { apiOf } from '../api/hosts.ts'
import { failureIn } from '../inventory/outcome.ts'
import { readOrder } from './pull.ts'
import { readReceipt, writeReceipt } from './receipt.ts'
import { signatureHeaders } from './signature.ts'
import { Order } from './wire.ts'

const Refunded = v.object({ refundId: v.optional(v.string()), refundStatus: v.optional(v.string()) })
/** ReasonForRefundEnum, by words of ours. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/cancel/i, 'BUYER_CANCEL'],
  [/not (received|arrived)|lost/i, 'ITEM_NOT_RECEIVED'],
  [/described|damaged|defect|broken/i, 'ITEM_NOT_AS_DESCRIBED'],
  [/return/i, 'BUYER_RETURN'],
]
const LONGEST_COMMENT = 100

/**
 * Pays back (issueRefund). eBay does it later and has no idempotency key: what came of it, and of an answer that was lost, is read from the
 * order, and nothing is sent a second time before that.
 */
export async function refund(api: Ebay, command: Refund): Promise<CommandOutcome> {
  const before = (await refundsOf(api, command.externalId)).length
  const receipt = { orderId: command.externalId, before, amount: command.amount, at: api.now() }
  const path = `/order/${encodeURIComponent(command.externalId)}/issue_refund`
  const raw = JSON.stringify(bodyOf(command))
  const url = new URL(`${apiOf(api.settings)}/sell/fulfillment/v1${path}`)
  const signed = signatureHeaders(api.account.credentials, { method: 'POST', url, body: raw, now: api.now() })
  if (signed === undefined && api.marketplace.isSigned) return unsigned()
  try {
    const headers = { 'content-type': 'application/json', ...signed }
    const { body } = await api.fulfillment.post(path, { raw, headers, bucket: 'fulfillment', output: Refunded })
    if (body.refundStatus === 'REFUNDED') return { outcome: 'done', externalId: body.refundId ?? command.externalId }
    return { outcome: 'pending', receipt: writeReceipt({ ...receipt, refundId: body.refundId ?? '' }) }
  } catch (thrown) {
    const failure = failureIn(thrown)
    if (failure?.kind === 'unknown') return { outcome: 'pending', receipt: writeReceipt({ ...receipt, refundId: '' }) }
    if (failure?.kind !== 'refused' && failure?.kind !== 'missing') throw thrown
    const { code = 'refused', message } = failure
    return { outcome: 'refused', issues: failure.issues ?? [{ severity: 'error', code, message }] }
  }
}

function unsigned(): CommandOutcome {
  const message =
    'Sellers in the EU and the UK must sign refunds: give the connection a key of the Key Management API, or refund in Seller Hub.'
  return {
    outcome: 'refused',
    issues: [{ severity: 'error', code: 'signing-key', message, field: 'credentials.signingKey' }],
  }
}

/** By line when the lines make up the amount, else of the order as a whole. */
function bodyOf({ lines, amount, currency, reason }: Refund) {
  const refundItems = lines.map((line) => ({
    lineItemId: line.externalId,
    refundAmount: amountOf(line.amount, currency),
  }))
  const isByLine = lines.length > 0 && lines.reduce((sum, line) => sum + line.amount, 0) === amount
  return {
    reasonForRefund: REASONS.find(([word]) => word.test(reason ?? ''))?.[1] ?? 'OTHER_ADJUSTMENT',
    ...(reason === null ? {} : { comment: reason.slice(0, LONGEST_COMMENT) }),
    ...(isByLine ? { refundItems } : { orderLevelRefundAmount: amountOf(amount, currency) }),
  }
}

async function refundsOf(api: Ebay, orderId: string) {
  const raw = await readOrder(api, orderId)
  if (raw === undefined) return []
  const read = v.safeParse(Order, raw)
  return read.success ? (read.output.paymentSummary?.refunds ?? []) : []
}

/** A refund that is not to be seen by then was never begun. */
const PATIENCE = 6 * 3_600_000

/** What became of refunds that eBay works on (paymentSummary.refunds). */
export function pollRefunds(api: Ebay, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  return Promise.all(receipts.map((receipt) => pollOne(api, receipt)))
}

async function pollOne(api: Ebay, receipt: string): Promise<ReceiptOutcome> {
  const sent = readReceipt(receipt)
  const key = sent.orderId
  const refunds = await refundsOf(api, sent.orderId)
  const found = refunds.find(({ refundId }) => refundId === sent.refundId) ?? refunds.slice(sent.before).at(-1)
  if (found === undefined) {
    const isGone = api.now() > sent.at + PATIENCE
    return isGone
      ? { receipt, status: 'failed', message: 'eBay shows no such refund.' }
      : { receipt, status: 'working' }
  }
  if (found.refundStatus === 'REFUNDED')
    return { receipt, status: 'done', acknowledgements: [{ key, outcome: 'live', externalId: found.refundId ?? key }] }
  if (found.refundStatus !== 'FAILED') return { receipt, status: 'working' }
  const message = 'eBay could not pay the refund; see Seller Hub.'
  const issues = [{ severity: 'error', code: 'refund-failed', message } as const]
  return { receipt, status: 'done', acknowledgements: [{ key, outcome: 'rejected', issues }] }
}
