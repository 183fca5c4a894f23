import * as v from 'valibot'
import { idSchema } from '../../kernel/shared.ts'
import { optionalText, shortText } from '../../markets/model.ts'
import { ReasonSchema } from '../model.ts'

/** Most units that one line of work may name. */
const MOST = 1_000_000_000
export const Quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST))
export const Amount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST))

const namesVariant = ({ variantId, sku }: { variantId?: string | undefined; sku?: string | undefined }) =>
  (variantId === undefined) !== (sku === undefined)
const NAMES_VARIANT = 'must have either variantId or sku'

/** A variant by one of its names, and a location by id or code. */
export const variantRef = { variantId: v.optional(idSchema('var')), sku: v.optional(shortText(100)) }
const locationRef = { location: shortText(100) }

const why = { reason: v.optional(shortText(100)), note: v.optional(optionalText(500)) }

/** The on-hand quantity that the writer believes in; another one refuses the change. */
const expected = { expected: v.optional(Amount) }

const AdjustmentFields = v.variant('kind', [
  v.strictObject({
    kind: v.literal('receive'),
    ...variantRef,
    ...locationRef,
    quantity: Quantity,
    ...expected,
    ...why,
  }),
  v.strictObject({ kind: v.literal('count'), ...variantRef, ...locationRef, quantity: Amount, ...expected, ...why }),
  v.strictObject({ kind: v.literal('damage'), ...variantRef, ...locationRef, quantity: Quantity, ...expected, ...why }),
  v.strictObject({ kind: v.literal('repair'), ...variantRef, ...locationRef, quantity: Quantity, ...expected, ...why }),
  v.strictObject({
    kind: v.literal('write_off'),
    ...variantRef,
    ...locationRef,
    quantity: Quantity,
    /** From the goods for sale, or from those that are damaged. */
    from: v.optional(v.picklist(['available', 'unavailable']), 'available'),
    ...expected,
    ...why,
  }),
])

/**
 * `receive` goods; `count` what is there (a count below what is promised becomes a known debt with a task); `damage` takes goods out of sale
 * and `repair` puts them back; `write_off` what is gone.
 */
export const AdjustmentInput = v.pipe(
  AdjustmentFields,
  v.check((row) => namesVariant(row), NAMES_VARIANT),
)
export type AdjustmentInput = v.InferOutput<typeof AdjustmentFields>

/** Most rows of one bulk request: they become one command, which must not hold the writer long. */
const MOST_ROWS = 500

const BulkRow = v.strictObject({
  ...variantRef,
  ...locationRef,
  /** The quantity on hand. */
  set: v.optional(Amount),
  /** So many more, or fewer. */
  change: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-MOST), v.maxValue(MOST))),
  ...expected,
})
export type BulkRow = v.InferOutput<typeof BulkRow>

export const BulkInput = v.strictObject({
  rows: v.pipe(v.array(BulkRow), v.minLength(1), v.maxLength(MOST_ROWS)),
  ...why,
})
export type BulkInput = v.InferOutput<typeof BulkInput>

export const BulkResult = v.object({
  applied: v.number(),
  refused: v.array(
    v.object({
      /** Place of the row in the request, from 0. */
      row: v.number(),
      code: v.string(),
      message: v.string(),
      hint: v.optional(v.string()),
      /** What is on hand, when it was not what was expected. */
      current: v.optional(v.number()),
    }),
  ),
})
export type BulkResult = v.InferOutput<typeof BulkResult>

const text = v.nullable(v.string())

export const LevelSchema = v.object({
  variantId: v.string(),
  sku: v.string(),
  productId: v.string(),
  productTitle: v.string(),
  locationId: v.string(),
  locationCode: v.string(),
  onHand: v.number(),
  reserved: v.number(),
  committed: v.number(),
  unavailable: v.number(),
  incoming: v.number(),
  /** Known debt: promised, but not there. */
  short: v.number(),
  available: v.number(),
  lowAt: v.nullable(v.number()),
  isLow: v.boolean(),
  version: v.number(),
  updatedAt: v.string(),
})
export type LevelView = v.InferOutput<typeof LevelSchema>

export const MovementSchema = v.object({
  number: v.number(),
  variantId: v.string(),
  locationId: v.string(),
  onHand: v.number(),
  reserved: v.number(),
  committed: v.number(),
  unavailable: v.number(),
  incoming: v.number(),
  short: v.number(),
  kind: v.string(),
  reason: text,
  note: text,
  cause: v.object({ type: v.string(), id: text }),
  reservationId: text,
  actor: v.object({ kind: v.string(), id: text }),
  commandId: v.string(),
  at: v.string(),
})
export type MovementView = v.InferOutput<typeof MovementSchema>

export const ReservationSchema = v.object({
  id: v.string(),
  variantId: v.string(),
  locationId: v.string(),
  quantity: v.number(),
  short: v.number(),
  fulfilled: v.number(),
  cancelled: v.number(),
  status: v.picklist(['held', 'committed', 'released', 'expired', 'fulfilled', 'cancelled']),
  cartId: text,
  orderId: text,
  orderLineId: text,
  reasons: v.array(ReasonSchema),
  expiresAt: text,
  closedAt: text,
  createdAt: v.string(),
})
export type ReservationView = v.InferOutput<typeof ReservationSchema>

export const TaskSchema = v.object({
  id: v.string(),
  kind: v.picklist(['backorder', 'count', 'intake']),
  variantId: v.string(),
  locationId: v.string(),
  quantity: v.number(),
  cause: v.object({ type: v.string(), id: text }),
  note: text,
  status: v.picklist(['open', 'done']),
  /** `covered` by goods or cancellations, or `dismissed` by a person. */
  resolution: v.nullable(v.picklist(['covered', 'dismissed'])),
  closedAt: text,
  version: v.number(),
  createdAt: v.string(),
})
export type TaskView = v.InferOutput<typeof TaskSchema>
