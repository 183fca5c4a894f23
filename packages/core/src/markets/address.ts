import * as v from 'valibot'
import { CountrySchema, optionalText, shortText } from './words.ts'

/** A postal address as a request carries it. Which parts a country needs is decided where it is used. */
export const AddressInput = v.strictObject({
  firstName: shortText(100),
  lastName: shortText(100),
  company: v.optional(optionalText(200)),
  line1: shortText(200),
  line2: v.optional(optionalText(200)),
  city: shortText(100),
  region: v.optional(optionalText(100)),
  postalCode: optionalText(20),
  country: CountrySchema,
  phone: v.optional(optionalText(40)),
})
export type AddressInput = v.InferOutput<typeof AddressInput>

/** A postal address as answers carry it. */
export const AddressSchema = v.object({
  firstName: v.string(),
  lastName: v.string(),
  company: v.optional(v.string()),
  line1: v.string(),
  line2: v.optional(v.string()),
  city: v.string(),
  region: v.optional(v.string()),
  postalCode: v.string(),
  country: v.string(),
  phone: v.optional(v.string()),
})
export type Address = v.InferOutput<typeof AddressSchema>
