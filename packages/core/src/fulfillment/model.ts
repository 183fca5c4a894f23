import * as v from 'valibot'
import { optionalText, shortText } from '../markets/model.ts'
import { OrderLineId } from '../orders/model.ts'

export const FulfillmentOrderStatus = v.picklist(['open', 'in_progress', 'ready', 'on_hold', 'closed', 'cancelled'])
export type FulfillmentOrderStatus = v.InferOutput<typeof FulfillmentOrderStatus>
const FulfillmentStatus = v.picklist(['shipped', 'delivered', 'collected', 'cancelled'])

export const TrackingInput = v.strictObject({
  carrier: v.optional(shortText(100)),
  number: v.optional(shortText(200)),
  url: v.optional(v.pipe(optionalText(2_000), v.url(), v.regex(/^https?:\/\//, 'must be a web address'))),
})
export type TrackingInput = v.InferOutput<typeof TrackingInput>

const lines = v.pipe(
  v.array(
    v.strictObject({
      lineId: OrderLineId,
      quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
    }),
  ),
  v.minLength(1),
  v.maxLength(200),
)

/** Without `lines` everything that is left. */
export const FulfillInput = v.strictObject({ lines: v.optional(lines), tracking: v.optional(TrackingInput) })
export type FulfillInput = v.InferOutput<typeof FulfillInput>

/** Without `lines` everything that is left. */
export const MoveInput = v.strictObject({
  locationId: shortText(60),
  lines: v.optional(lines),
  /** It is not where it was promised: written off there (`gone`) or set apart (`damaged`) instead of becoming free. */
  missing: v.optional(v.picklist(['gone', 'damaged'])),
})
export type MoveInput = v.InferOutput<typeof MoveInput>

export const HoldInput = v.strictObject({ reason: shortText(500) })

const TrackingSchema = v.object({
  carrier: v.nullable(v.string()),
  number: v.nullable(v.string()),
  url: v.nullable(v.string()),
})

const lineView = { lineId: v.string(), title: v.string(), sku: v.nullable(v.string()), quantity: v.number() }

export const FulfillmentOrderSchema = v.object({
  id: v.string(),
  orderId: v.string(),
  locationId: v.nullable(v.string()),
  method: v.string(),
  status: FulfillmentOrderStatus,
  holdReason: v.nullable(v.string()),
  lines: v.array(v.object({ ...lineView, fulfilled: v.number() })),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type FulfillmentOrder = v.InferOutput<typeof FulfillmentOrderSchema>

export const FulfillmentSchema = v.object({
  id: v.string(),
  orderId: v.string(),
  fulfillmentOrderId: v.string(),
  locationId: v.nullable(v.string()),
  status: FulfillmentStatus,
  tracking: TrackingSchema,
  lines: v.array(v.object(lineView)),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type Fulfillment = v.InferOutput<typeof FulfillmentSchema>

/** What a buyer sees of a parcel. */
export const ShipmentSchema = v.object({
  id: v.string(),
  status: FulfillmentStatus,
  tracking: TrackingSchema,
  lines: v.array(v.object(lineView)),
  createdAt: v.string(),
})
