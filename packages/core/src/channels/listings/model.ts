import * as v from 'valibot'
import { shortText } from '../../markets/model.ts'
import { ListingCause, ListingIssue, ListingOverrides, ListingStatus } from '../model.ts'

const refs = v.optional(v.pipe(v.array(shortText(200)), v.maxLength(1_000)))

export const ChoiceInput = v.strictObject({
  /** Ids or handles. */
  products: refs,
  /** Ids or SKUs. */
  variants: refs,
  /** Ids or handles. */
  collections: refs,
  all: v.optional(v.boolean()),
})

const text = v.nullable(v.string())

/** What the fast lane last brought there. */
const ValueSchema = v.object({
  /** As the channel took it: a quantity with its places, or a price. */
  confirmed: v.unknown(),
  confirmedAt: text,
  isWaiting: v.boolean(),
  cause: v.nullable(ListingCause),
})

export const ListingSchema = v.object({
  id: v.string(),
  connectionId: v.string(),
  itemId: v.string(),
  productId: v.string(),
  /** The channel's name of it. */
  key: v.string(),
  externalId: text,
  url: text,
  status: ListingStatus,
  statusAt: v.string(),
  cause: v.nullable(ListingCause),
  isWanted: v.boolean(),
  /** Something was changed that the channel does not have yet. */
  isWaiting: v.boolean(),
  retryAt: text,
  overrides: v.nullable(ListingOverrides),
  version: v.number(),
})
export type ListingView = v.InferOutput<typeof ListingSchema>

export const ListingDetail = v.object({
  ...ListingSchema.entries,
  /** What the channel confirmed last. */
  confirmed: v.unknown(),
  /** What was sent and not confirmed yet. */
  sent: v.unknown(),
  stock: v.nullable(ValueSchema),
  price: v.nullable(ValueSchema),
})
export type ListingDetailView = v.InferOutput<typeof ListingDetail>

export const PreviewSchema = v.object({
  items: v.number(),
  fresh: v.number(),
  refusedCount: v.number(),
  refused: v.array(
    v.object({
      itemId: v.string(),
      sku: v.string(),
      title: v.string(),
      message: v.string(),
      issues: v.array(ListingIssue),
    }),
  ),
})

/** What a comparison of everything would send. */
export const DifferenceSchema = v.object({
  listings: v.number(),
  same: v.number(),
  create: v.number(),
  update: v.number(),
  withdraw: v.number(),
  refused: v.number(),
  items: v.array(
    v.object({ id: v.string(), key: v.string(), would: v.picklist(['create', 'update', 'withdraw', 'refuse']) }),
  ),
})
