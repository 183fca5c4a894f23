import * as v from 'valibot'
import { shortText } from '../../markets/model.ts'

const text = v.nullable(v.string())

const CommandKindSchema = v.picklist(['acknowledge', 'ship', 'cancel', 'refund', 'ready'])
export const CommandStatus = v.picklist(['waiting', 'pending', 'done', 'refused', 'failed', 'skipped'])

/** What a channel is told about an order, and what became of it. */
export const CommandSchema = v.object({
  id: v.string(),
  connectionId: v.string(),
  kind: CommandKindSchema,
  /** What it is about: the fulfilment, the cancellation, the refund. */
  subject: v.string(),
  orderId: v.string(),
  /** The channel's id of the order. */
  externalId: v.string(),
  payload: v.unknown(),
  status: CommandStatus,
  /** What the channel said last. */
  outcome: v.unknown(),
  /** A call was made of which nobody heard the end; it is read back before it is told again. */
  isUnknown: v.boolean(),
  tries: v.number(),
  /** When it is tried next; null when it is not. */
  retryAt: text,
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type CommandView = v.InferOutput<typeof CommandSchema>

/** What staff may put right in a command before it is told again. */
export const CommandPatch = v.partial(
  v.strictObject({
    carrier: v.nullable(shortText(100)),
    trackingNumber: v.nullable(shortText(100)),
    trackingUrl: v.nullable(v.pipe(v.string(), v.url(), v.maxLength(1_000))),
    reason: v.nullable(shortText(500)),
  }),
)
export type CommandPatch = v.InferOutput<typeof CommandPatch>

const Quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
const Amount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000_000_000))

/** Minor units of the order's currency; lines say what it is for. */
export const RefundInput = v.strictObject({
  amount: Amount,
  reason: v.optional(shortText(500)),
  lines: v.optional(
    v.pipe(v.array(v.strictObject({ lineId: v.string(), quantity: Quantity, amount: Amount })), v.maxLength(200)),
    [],
  ),
})
export type RefundInput = v.InferOutput<typeof RefundInput>
