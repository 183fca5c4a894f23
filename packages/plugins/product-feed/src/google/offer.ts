import type { Item, Unmappable } from '@vitrine/core'
import * as v from 'valibot'
import { fieldsOf } from '../offers/fields.ts'
import { googleAvailability, judgedForGoogle } from '../offers/google-row.ts'
import { laterOf } from '../offers/told.ts'
import { GOOGLE_ATTRIBUTES } from '../rules/google.ts'
import { apiName, attributesOf } from './attributes.ts'
import { GoogleLocal, localOf } from './local.ts'
import type { GoogleSettings } from './settings.ts'

const NAMES = Object.keys(GOOGLE_ATTRIBUTES)

/** Our fields by Google's names, those of files and those of the API. */
export const GOOGLE_FIELDS = {
  ...fieldsOf(NAMES),
  ...Object.fromEntries(NAMES.map((name) => [apiName(name), fieldsOf([name])[name] ?? name])),
}

/**
 * `productAttributes` of an input without what travels by itself. `availability` only says what is so when there are none (preorder or
 * backorder). `local` is no part of them: it is told by store.
 */
export const GoogleOffer = v.looseObject({
  title: v.string(),
  description: v.string(),
  link: v.string(),
  imageLink: v.string(),
  availability: v.optional(v.picklist(['PREORDER', 'BACKORDER'])),
  local: v.optional(GoogleLocal),
})
export type GoogleOffer = v.InferOutput<typeof GoogleOffer>

/** An item in the API's words, or everything that Google would refuse about it. */
export function googleOffer(item: Item, { settings }: { readonly settings: GoogleSettings }): GoogleOffer | Unmappable {
  const { country, condition } = settings
  const { row, issues } = judgedForGoogle(item, { country, condition, now: 0 })
  const errors = issues.filter(({ severity, code }) => severity === 'error' && code !== 'too_far')
  if (errors.length > 0) return { issues: errors }
  const availability = googleAvailability(0, laterOf(item))
  const local = localOf(settings)
  return v.parse(GoogleOffer, {
    ...attributesOf(row),
    ...(local === undefined ? {} : { local }),
    ...(availability === 'out_of_stock' ? {} : { availability: availability.toUpperCase() }),
  })
}

/** Schema ProductAttributes, availability. */
export function availabilityOf(quantity: number, { availability }: Pick<GoogleOffer, 'availability'>): string {
  return googleAvailability(quantity, availability?.toLowerCase()).toUpperCase()
}
