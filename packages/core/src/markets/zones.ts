import * as v from 'valibot'
import { CountrySchema, optionalText, SlugSchema, Status, shortText } from './model.ts'

const instant = v.pipe(v.string(), v.isoTimestamp('must be an instant, such as 2026-01-01T00:00:00Z'))

/** A rate in basis points (2300 is 23 %), from an instant on and until another; without them always. */
export const RateInput = v.strictObject({
  taxClass: SlugSchema,
  basisPoints: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  startsAt: v.optional(v.nullable(instant)),
  endsAt: v.optional(v.nullable(instant)),
})
export type RateInput = v.InferOutput<typeof RateInput>

const rates = v.pipe(v.array(RateInput), v.maxLength(200))
/** Null splits shipping over the rates of the goods. */
const shippingClass = v.nullable(SlugSchema)

export const ZoneInput = v.strictObject({
  name: shortText(100),
  country: CountrySchema,
  region: v.optional(optionalText(100), ''),
  shippingClass: v.optional(shippingClass, null),
  rates,
})
export type ZoneInput = v.InferOutput<typeof ZoneInput>

export const ZonePatch = v.partial(v.strictObject({ name: shortText(100), shippingClass, rates, status: Status }))
export type ZonePatch = v.InferOutput<typeof ZonePatch>

export const ZoneSchema = v.object({
  id: v.string(),
  name: v.string(),
  country: v.string(),
  region: v.string(),
  shippingClass: v.nullable(v.string()),
  rates: v.array(
    v.object({
      taxClass: v.string(),
      basisPoints: v.number(),
      startsAt: v.nullable(v.string()),
      endsAt: v.nullable(v.string()),
    }),
  ),
  status: Status,
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type ZoneView = v.InferOutput<typeof ZoneSchema>
