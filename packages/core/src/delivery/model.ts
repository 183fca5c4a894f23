import * as v from 'valibot'
import { idSchema } from '../kernel/shared.ts'
import {
  CountrySchema,
  CurrencySchema,
  LanguageSchema,
  optionalText,
  SlugSchema,
  Status,
  shortText,
  TaxClassSchema,
} from '../markets/model.ts'
import { isPostalPattern } from './postal.ts'

/**
 * `shipping` to an address, `pickup` in one of our places, `pickup_point` of a carrier, `local` by our own driver, `digital` for what needs
 * no parcel, `carry_out` for what the buyer takes along at a till.
 */
export const MethodType = v.picklist(['shipping', 'pickup', 'pickup_point', 'local', 'digital', 'carry_out'])
export type MethodType = v.InferOutput<typeof MethodType>

const MethodText = v.strictObject({ name: shortText(100), description: v.optional(optionalText(500), '') })
/** What a method is called, by language. */
const TextsSchema = v.pipe(
  v.record(LanguageSchema, MethodText),
  v.check((texts) => Object.keys(texts).length > 0, 'must hold at least one language'),
)
export type MethodTexts = v.InferOutput<typeof TextsSchema>

const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const grams = whole(1_000_000_000)
const minor = whole(Number.MAX_SAFE_INTEGER)
const days = whole(365)

const PostalPattern = v.pipe(
  shortText(40),
  v.check(isPostalPattern, 'must be a pattern such as 80-*, 10???, 1000..1999 or !97*'),
)

/** Days until the goods arrive. */
const EstimateInput = v.nullable(
  v.pipe(
    v.strictObject({ minDays: days, maxDays: days }),
    v.check(({ minDays, maxDays }) => minDays <= maxDays, 'maxDays must not be below minDays'),
  ),
)
const EstimateSchema = v.nullable(v.object({ minDays: v.number(), maxDays: v.number() }))
export type Estimate = Readonly<v.InferOutput<typeof EstimateSchema>>

/** What a method costs in one market and currency. Amounts in minor units, weights in grams, limits inclusive. */
export const RateInput = v.pipe(
  v.strictObject({
    market: SlugSchema,
    currency: CurrencySchema,
    countries: v.optional(v.pipe(v.array(CountrySchema), v.maxLength(250)), []),
    postalCodes: v.optional(v.pipe(v.array(PostalPattern), v.maxLength(500)), []),
    minWeightGrams: v.optional(grams, 0),
    maxWeightGrams: v.optional(v.nullable(grams), null),
    minSubtotal: v.optional(minor, 0),
    maxSubtotal: v.optional(v.nullable(minor), null),
    amount: minor,
    /** From this value of the goods on it costs nothing. */
    freeFrom: v.optional(v.nullable(minor), null),
    estimate: v.optional(EstimateInput, null),
  }),
  v.check(
    ({ minWeightGrams, maxWeightGrams }) => maxWeightGrams === null || minWeightGrams <= maxWeightGrams,
    'maxWeightGrams must not be below minWeightGrams',
  ),
  v.check(
    ({ minSubtotal, maxSubtotal }) => maxSubtotal === null || minSubtotal <= maxSubtotal,
    'maxSubtotal must not be below minSubtotal',
  ),
)
export type RateInput = v.InferOutput<typeof RateInput>

const fields = {
  texts: TextsSchema,
  position: whole(10_000),
  taxClass: v.nullable(TaxClassSchema),
  channelIds: v.pipe(v.array(idSchema('chn')), v.maxLength(100)),
  pickupLocationIds: v.pipe(v.array(idSchema('loc')), v.maxLength(500)),
  estimate: EstimateInput,
  rates: v.pipe(v.array(RateInput), v.maxLength(500)),
}

export const MethodInput = v.strictObject({
  code: SlugSchema,
  type: MethodType,
  texts: fields.texts,
  position: v.optional(fields.position, 0),
  taxClass: v.optional(fields.taxClass, null),
  channelIds: v.optional(fields.channelIds, []),
  pickupLocationIds: v.optional(fields.pickupLocationIds, []),
  estimate: v.optional(fields.estimate, null),
  rates: v.optional(fields.rates, []),
})
export type MethodInput = v.InferOutput<typeof MethodInput>

/** Lists, when given, replace the whole list. */
export const MethodPatch = v.partial(v.strictObject({ ...fields, status: Status }))
export type MethodPatch = v.InferOutput<typeof MethodPatch>

const RateSchema = v.object({
  market: v.string(),
  currency: v.string(),
  countries: v.array(v.string()),
  postalCodes: v.array(v.string()),
  minWeightGrams: v.number(),
  maxWeightGrams: v.nullable(v.number()),
  minSubtotal: v.number(),
  maxSubtotal: v.nullable(v.number()),
  amount: v.number(),
  freeFrom: v.nullable(v.number()),
  estimate: EstimateSchema,
})

export const MethodSchema = v.object({
  id: v.string(),
  code: v.string(),
  type: MethodType,
  status: Status,
  position: v.number(),
  texts: v.record(v.string(), v.object({ name: v.string(), description: v.string() })),
  taxClass: v.nullable(v.string()),
  channelIds: v.array(v.string()),
  pickupLocationIds: v.array(v.string()),
  estimate: EstimateSchema,
  rates: v.array(RateSchema),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type MethodView = v.InferOutput<typeof MethodSchema>

/** One way in which these goods can reach this buyer. `amount` in minor units of `currency`. */
export interface DeliveryOption {
  /** Id of the method. */
  readonly id: string
  readonly code: string
  readonly type: MethodType
  readonly name: string
  readonly description: string
  readonly amount: number
  readonly currency: string
  /** Null follows the rule of the tax zone for shipping. */
  readonly taxClass: string | null
  /** The value of the goods from which it costs nothing, where there is one. */
  readonly freeFrom: number | null
  /** Where the buyer may fetch the goods, for `pickup`. */
  readonly pickupLocationIds?: readonly string[]
  /** What is known of each of these places, when a plugin knows. */
  readonly places?: readonly PickupPlace[]
  /** Days until the goods arrive. */
  readonly estimate: Estimate
}

/** A place where these goods can be fetched. */
export interface PickupPlace {
  readonly locationId: string
  /** Milliseconds; from when on they wait there, if they are bought now. Null when nobody can say. */
  readonly readyAt: number | null
}
