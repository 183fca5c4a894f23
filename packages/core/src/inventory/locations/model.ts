import * as v from 'valibot'
import { idSchema } from '../../kernel/shared.ts'
import { CountrySchema, LanguageSchema, optionalText, SlugSchema, Status, shortText } from '../../markets/model.ts'

/** `warehouse` and `store` are ours; a `supplier` sends for us. */
export const LocationKind = v.picklist(['warehouse', 'store', 'supplier'])

const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const line = (max: number) => v.nullable(optionalText(max))
const Text = v.strictObject({ name: v.optional(shortText(100)), pickupNote: v.optional(optionalText(500)) })

const fields = {
  name: shortText(100),
  /** Lower is asked first. */
  priority: whole(10_000),
  /** Sends parcels to buyers. */
  ships: v.boolean(),
  /** Buyers can fetch goods here. */
  pickup: v.boolean(),
  /** Whom it serves; empty lists mean all. Countries bind parcels, not pickup. */
  marketCodes: v.pipe(v.array(SlugSchema), v.maxLength(250)),
  countries: v.pipe(v.array(CountrySchema), v.maxLength(250)),
  channelIds: v.pipe(v.array(idSchema('chn')), v.maxLength(100)),
  /** Days until a parcel leaves. */
  handlingDays: whole(365),
  /** Hours until goods can be fetched. */
  pickupHours: whole(24 * 30),
  line1: line(200),
  line2: line(200),
  city: line(100),
  region: line(100),
  postalCode: line(20),
  country: CountrySchema,
  phone: line(40),
  /** Names and pickup notes by language. */
  texts: v.record(LanguageSchema, Text),
}

export const LocationInput = v.strictObject({
  code: SlugSchema,
  name: fields.name,
  kind: v.optional(LocationKind, 'warehouse'),
  priority: v.optional(fields.priority, 100),
  ships: v.optional(fields.ships, true),
  pickup: v.optional(fields.pickup, false),
  marketCodes: v.optional(fields.marketCodes, []),
  countries: v.optional(fields.countries, []),
  channelIds: v.optional(fields.channelIds, []),
  handlingDays: v.optional(fields.handlingDays, 0),
  pickupHours: v.optional(fields.pickupHours, 0),
  line1: v.optional(fields.line1, null),
  line2: v.optional(fields.line2, null),
  city: v.optional(fields.city, null),
  region: v.optional(fields.region, null),
  postalCode: v.optional(fields.postalCode, null),
  country: fields.country,
  phone: v.optional(fields.phone, null),
  texts: v.optional(fields.texts, {}),
})
export type LocationInput = v.InferOutput<typeof LocationInput>

export const LocationPatch = v.partial(v.strictObject({ ...fields, kind: LocationKind }))
export type LocationPatch = v.InferOutput<typeof LocationPatch>

const text = v.nullable(v.string())

export const LocationSchema = v.object({
  id: v.string(),
  code: v.string(),
  name: v.string(),
  kind: LocationKind,
  status: Status,
  priority: v.number(),
  ships: v.boolean(),
  pickup: v.boolean(),
  marketCodes: v.array(v.string()),
  countries: v.array(v.string()),
  channelIds: v.array(v.string()),
  handlingDays: v.number(),
  pickupHours: v.number(),
  line1: text,
  line2: text,
  city: text,
  region: text,
  postalCode: text,
  country: v.string(),
  phone: text,
  texts: v.record(v.string(), v.object({ name: v.optional(v.string()), pickupNote: v.optional(v.string()) })),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type LocationView = v.InferOutput<typeof LocationSchema>
