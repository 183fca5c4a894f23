import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'

const Receipt = v.object({
  orderId: v.string(),
  refundId: v.string(),
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
