import { type CommandOutcome, channelFailure, type Refund } from '@vitrine/core'
import * as v from 'valibot'
import { amountOf } from '../amount.ts'
import type { Ebay } from '../api/connect.ts'
import { apiOf } from '../api/hosts.ts'
import { failureIn } from '../inventory/outcome.ts'
import { writeReceipt } from './receipt.ts'
import { FAILED } from './refunds.ts'
import { signatureHeaders } from './signature.ts'

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
 * Pays back (issueRefund). eBay does it later and has no idempotency key: an answer that was lost is read from the order by the engine, which
 * noted before what the order showed.
 */
export async function refund(api: Ebay, command: Refund): Promise<CommandOutcome> {
  const orderId = command.externalId
  const path = `/order/${encodeURIComponent(orderId)}/issue_refund`
  const raw = JSON.stringify(bodyOf(command))
  const url = new URL(`${apiOf(api.settings)}/sell/fulfillment/v1${path}`)
  const signed = signatureHeaders(api.account.credentials, { method: 'POST', url, body: raw, now: api.now() })
  if (signed === undefined && api.marketplace.isSigned) return unsigned()
  try {
    const headers = { 'content-type': 'application/json', ...signed }
    const { body } = await api.fulfillment.post(path, { raw, headers, bucket: 'fulfillment', output: Refunded })
    return begun({ ...body, orderId, at: api.now() })
  } catch (thrown) {
    const failure = failureIn(thrown)
    if (failure?.kind !== 'refused' && failure?.kind !== 'missing') throw thrown
    const { code = 'refused', message } = failure
    return { outcome: 'refused', issues: failure.issues ?? [{ severity: 'error', code, message }] }
  }
}

interface Begun extends v.InferOutput<typeof Refunded> {
  readonly orderId: string
  readonly at: number
}

/** The id is there unless the refund failed (Refund.refundId). */
function begun({ refundId, refundStatus, orderId, at }: Begun): CommandOutcome {
  if (refundStatus === 'FAILED') return { outcome: 'refused', issues: [FAILED] }
  if (refundId === undefined)
    throw channelFailure({ kind: 'unknown', code: 'unnamed', message: 'eBay did not name the refund that it began.' })
  if (refundStatus === 'REFUNDED') return { outcome: 'done', externalId: refundId }
  return { outcome: 'pending', receipt: writeReceipt({ orderId, refundId, at }), externalId: refundId }
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
