import * as v from 'valibot'
import { EmailSchema, NameSchema } from '../access/model.ts'
import { AddressInput, AddressSchema, LanguageSchema, optionalText } from '../markets/model.ts'

export const CustomerStatus = v.picklist(['active', 'disabled'])

const profile = {
  firstName: v.optional(optionalText(100)),
  lastName: v.optional(optionalText(100)),
  company: v.optional(v.nullable(optionalText(200))),
  /** Any writing with the country code; stored as E.164. Null takes it away. */
  phone: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40)))),
  language: v.optional(v.nullable(LanguageSchema)),
  acceptsMarketing: v.optional(v.boolean()),
}

export const ProfilePatch = v.strictObject(profile)
export type ProfilePatch = v.InferOutput<typeof ProfilePatch>

export const CustomerInput = v.strictObject({
  email: v.optional(EmailSchema),
  ...profile,
  note: v.optional(v.pipe(v.string(), v.maxLength(5_000))),
})
export type CustomerInput = v.InferOutput<typeof CustomerInput>

export const CustomerPatch = v.strictObject({
  email: v.optional(v.nullable(EmailSchema)),
  ...profile,
  note: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(5_000)))),
  status: v.optional(CustomerStatus),
})
export type CustomerPatch = v.InferOutput<typeof CustomerPatch>

const defaults = { isDefaultShipping: v.optional(v.boolean(), false), isDefaultBilling: v.optional(v.boolean(), false) }

export const SavedAddressInput = v.strictObject({ ...AddressInput.entries, ...defaults })
export type SavedAddressInput = v.InferOutput<typeof SavedAddressInput>

/** What is given replaces the whole address; the flags stay as they are when left out. */
export const SavedAddressPatch = v.strictObject({
  ...AddressInput.entries,
  isDefaultShipping: v.optional(v.boolean()),
  isDefaultBilling: v.optional(v.boolean()),
})
export type SavedAddressPatch = v.InferOutput<typeof SavedAddressPatch>

export const SavedAddress = v.object({
  id: v.string(),
  ...AddressSchema.entries,
  isDefaultShipping: v.boolean(),
  isDefaultBilling: v.boolean(),
})

const nullableText = v.nullable(v.string())
const shown = {
  id: v.string(),
  email: nullableText,
  firstName: v.string(),
  lastName: v.string(),
  company: nullableText,
  phone: nullableText,
  language: nullableText,
  acceptsMarketing: v.boolean(),
  createdAt: v.string(),
}

/** A customer as he sees himself. */
export const ProfileView = v.object(shown)

/** A customer as staff see him. */
export const CustomerView = v.object({
  ...shown,
  note: nullableText,
  status: CustomerStatus,
  version: v.number(),
  updatedAt: v.string(),
})

const IdentityKind = v.picklist(['email', 'phone', 'external'])

export const IdentityInput = v.strictObject({
  kind: IdentityKind,
  /** Where an external id comes from, such as a channel connection. */
  source: v.optional(NameSchema),
  value: v.pipe(v.string(), v.nonEmpty(), v.maxLength(254)),
  /** Staff saw proof that it belongs to this customer. */
  isProved: v.optional(v.boolean(), false),
})
export type IdentityInput = v.InferOutput<typeof IdentityInput>

const IdentityView = v.object({
  id: v.string(),
  kind: IdentityKind,
  source: v.string(),
  value: v.string(),
  proof: nullableText,
  provedAt: nullableText,
})

export const CustomerDetail = v.object({
  ...CustomerView.entries,
  hasLogin: v.boolean(),
  identities: v.array(IdentityView),
  addresses: v.array(SavedAddress),
})
