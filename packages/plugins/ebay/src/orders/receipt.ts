import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'

const Receipt = v.object({
  orderId: v.string(),
  refundId: v.string(),
  /** How many refunds the order had. */
  before: v.number(),
  /** Minor units. */
  amount: v.number(),
  /** Milliseconds. */
  at: v.number(),
})
type Receipt = v.InferOutput<typeof Receipt>

export const writeReceipt = (receipt: Receipt) => JSON.stringify(receipt)

export function readReceipt(text: string): Receipt {
  try {
    return v.parse(Receipt, JSON.parse(text))
  } catch (cause) {
    throw channelFailure({ kind: 'refused', code: 'receipt', message: 'That is no receipt of ours.' }, cause)
  }
}
