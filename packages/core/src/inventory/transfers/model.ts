import * as v from 'valibot'
import { optionalText, shortText } from '../../markets/model.ts'
import { Amount, Quantity, variantRef } from '../stock/model.ts'

export const TransferStatus = v.picklist(['draft', 'in_transit', 'received', 'cancelled'])

const instant = v.pipe(v.string(), v.isoTimestamp('must be an instant, such as 2026-01-01T00:00:00Z'))
const lines = <const S extends v.GenericSchema>(line: S) => v.pipe(v.array(line), v.minLength(1), v.maxLength(200))

const details = {
  reference: v.optional(v.nullable(optionalText(100))),
  note: v.optional(v.nullable(optionalText(500))),
  expectedAt: v.optional(v.nullable(instant)),
}

export const TransferInput = v.strictObject({
  /** Id or code; without it the goods come from outside, such as a purchase. */
  from: v.optional(v.nullable(shortText(100))),
  to: shortText(100),
  lines: lines(v.strictObject({ ...variantRef, quantity: Quantity })),
  ...details,
})
export type TransferInput = v.InferOutput<typeof TransferInput>

export const TransferPatch = v.strictObject(details)
export type TransferPatch = v.InferOutput<typeof TransferPatch>

/** What arrived; without lines all that was still on its way. `damaged` of the quantity are not for sale. */
export const ReceiptInput = v.strictObject({
  lines: v.optional(lines(v.strictObject({ ...variantRef, quantity: Quantity, damaged: v.optional(Amount, 0) }))),
})
export type ReceiptInput = v.InferOutput<typeof ReceiptInput>

/** What has not arrived goes back to where it came from, or is lost. */
export const CancelInput = v.strictObject({ lost: v.optional(v.boolean(), false) })
export type CancelInput = v.InferOutput<typeof CancelInput>

const text = v.nullable(v.string())

export const TransferSchema = v.object({
  id: v.string(),
  fromLocationId: text,
  toLocationId: v.string(),
  status: TransferStatus,
  reference: text,
  note: text,
  expectedAt: text,
  shippedAt: text,
  closedAt: text,
  lines: v.array(
    v.object({ variantId: v.string(), quantity: v.number(), received: v.number(), cancelled: v.number() }),
  ),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type TransferView = v.InferOutput<typeof TransferSchema>
