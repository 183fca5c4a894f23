import * as v from 'valibot'
import { optionalText, shortText } from '../markets/model.ts'

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000_000))

/** How much of what is there a channel may sell. Applied in this order: places, percentage, buffer, cap, stop. */
export const StockPolicy = v.strictObject({
  /** Codes of the stock locations that serve it; left out: all that serve its sales channel. */
  locations: v.optional(v.pipe(v.array(shortText(100)), v.minLength(1), v.maxLength(200))),
  /** Of what is there, rounded down. */
  percent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  /** Kept back. */
  buffer: v.optional(wholeNumber),
  /** Shown at most. */
  cap: v.optional(wholeNumber),
  /** At or below this, none are shown. */
  stopAt: v.optional(wholeNumber),
})
export type StockPolicy = v.InferOutput<typeof StockPolicy>

/** What a channel's prices are made of: the shop's, more or less, rounded: `{ percent: 12, ending: 99 }` is "+12 %, end in .99". */
export const PricePolicy = v.strictObject({
  /** Added to the price; below zero is taken off. */
  percent: v.optional(v.pipe(v.number(), v.minValue(-90), v.maxValue(1000))),
  /** Minor units, added after the percentage. */
  add: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(-1_000_000_000), v.maxValue(1_000_000_000))),
  /** Last digits of the amount in minor units, the next such price upwards: 99 makes 12.40 into 12.99. */
  ending: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(99))),
})
export type PricePolicy = v.InferOutput<typeof PricePolicy>

/** Something that is wrong with a listing: the channel's words, and our field. */
export const ListingIssue = v.object({
  severity: v.picklist(['error', 'warning']),
  code: v.string(),
  message: v.string(),
  /** As the channel calls it. */
  theirField: v.nullable(v.string()),
  /** As we call it: `product.title`, `variant.barcode`, `attributes.material`. */
  field: v.nullable(v.string()),
  hint: v.nullable(v.string()),
})
export type ListingIssue = v.InferOutput<typeof ListingIssue>

/** Why a listing has its status. */
export const ListingCause = v.object({
  code: v.string(),
  message: v.string(),
  issues: v.array(ListingIssue),
})
export type ListingCause = v.InferOutput<typeof ListingCause>

/** What a channel shows otherwise than it was told. */
export interface Drift {
  /** What we told it. */
  readonly ours: string
  /** By field: what it shows, and how often we wrote over just that. */
  readonly fields: Readonly<Record<string, { readonly theirs: string; readonly times: number }>>
}

export const ListingStatus = v.picklist(['draft', 'invalid', 'pending', 'live', 'rejected', 'drifted', 'ended'])
export type ListingStatus = v.InferOutput<typeof ListingStatus>

/** What is shown on this connection in place of the shop's own. */
export const ListingOverrides = v.strictObject({
  title: v.optional(shortText(500)),
  description: v.optional(optionalText(100_000)),
  category: v.optional(shortText(500)),
  pictures: v.optional(v.pipe(v.array(v.pipe(v.string(), v.url())), v.maxLength(50))),
  attributes: v.optional(v.record(shortText(200), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]))),
})
export type ListingOverrides = v.InferOutput<typeof ListingOverrides>

/** Why nothing goes until somebody acts. */
export const ConnectionFault = v.object({ code: v.string(), message: v.string(), at: v.number() })
export type ConnectionFault = v.InferOutput<typeof ConnectionFault>

/** Why an order of a channel waits for a person: it is not in the book, or not as the channel has it. */
export const IntakeIssue = v.object({
  /** `sent_already`: cancelled at the channel after it left. `shipped_there`: sent at the channel and not here. `changed`: changed in a way that is not followed. */
  code: v.picklist([
    'unreadable',
    'unknown_item',
    'unknown_currency',
    'refused',
    'fault',
    'sent_already',
    'shipped_there',
    'changed',
  ]),
  message: v.string(),
  /** What it is about: the unknown SKU. */
  subject: v.nullable(v.string()),
})
export type IntakeIssue = v.InferOutput<typeof IntakeIssue>

export const RunCounts = v.object({
  /** Looked at. */
  seen: v.number(),
  /** Sent and taken. */
  changed: v.number(),
  /** As the channel has it already. */
  same: v.number(),
  refused: v.number(),
  failed: v.number(),
  calls: v.number(),
})
export type RunCounts = v.InferOutput<typeof RunCounts>
