import * as v from 'valibot'
import { CurrencySchema, LanguageSchema, SlugSchema, shortText } from '../../markets/model.ts'
import { ConnectionFault, PricePolicy, StockPolicy } from '../model.ts'

const json = v.record(v.string(), v.unknown())
const OnDrift = v.picklist(['overwrite', 'report'])

export const ConnectionInput = v.strictObject({
  /** Id of the plugin that brings the channel. */
  channel: SlugSchema,
  name: shortText(100),
  /** As the channel's form says. */
  settings: v.optional(json, {}),
  /** Sealed, and never shown again. Left out where the account is connected on a page of the platform. */
  credentials: v.optional(json),
  /** Code of the sales channel under which it sells; left out: a new one is made, and for channels of the kind web it is the default one. */
  salesChannel: v.optional(SlugSchema),
  /** Code of the market whose prices and texts it shows; the default market when left out. */
  market: v.optional(SlugSchema),
  currency: v.optional(CurrencySchema),
  language: v.optional(LanguageSchema),
  stockPolicy: v.optional(StockPolicy, {}),
  pricePolicy: v.optional(PricePolicy, {}),
  onDrift: v.optional(OnDrift, 'overwrite'),
})
export type ConnectionInput = v.InferOutput<typeof ConnectionInput>

export const ConnectionPatch = v.partial(
  v.strictObject({
    name: shortText(100),
    settings: json,
    credentials: json,
    stockPolicy: StockPolicy,
    pricePolicy: PricePolicy,
    onDrift: OnDrift,
  }),
)
export type ConnectionPatch = v.InferOutput<typeof ConnectionPatch>

const count = v.number()
const nullableText = v.nullable(v.string())

/** How a connection does, in one word and in numbers. */
const HealthSchema = v.object({
  /** `broken`: somebody must act; `failing`: it does not answer, and is tried again by itself; `behind`: work waits longer than a minute. */
  status: v.picklist(['ok', 'behind', 'failing', 'broken']),
  fault: v.nullable(ConnectionFault),
  circuit: v.picklist(['closed', 'open']),
  /** When it is tried again. */
  opensAgainAt: nullableText,
  failures: count,
  lastSuccessAt: nullableText,
  lastFailureAt: nullableText,
  lastFailure: nullableText,
  /** What waits to be sent, by lane. */
  queue: v.object({ listings: count, stock: count, prices: count, receipts: count, orders: count, commands: count }),
  /** Milliseconds since the oldest change that was not sent yet; 0 when nothing waits. */
  lag: count,
})

export const ConnectionSchema = v.object({
  id: v.string(),
  channel: v.string(),
  title: v.string(),
  name: v.string(),
  status: v.picklist(['dry_run', 'live', 'paused']),
  /** Secrets are masked. */
  settings: v.unknown(),
  hasCredentials: v.boolean(),
  /** When the access token ends; null when there is none. It is refreshed by itself. */
  tokensExpireAt: nullableText,
  /** Where the platform sends its messages; null when the channel sends none. */
  hookUrl: nullableText,
  salesChannelId: v.string(),
  market: v.string(),
  currency: v.string(),
  language: v.string(),
  stockPolicy: StockPolicy,
  pricePolicy: PricePolicy,
  onDrift: OnDrift,
  listings: v.record(v.string(), count),
  /** Listings that are wanted and not for sale here, by reason: `not_published` (on its sales channel), `draft`, `archived`, `variant_archived`, `deleted`. */
  notSold: v.array(v.object({ reason: v.string(), message: v.string(), count })),
  health: HealthSchema,
  version: count,
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type ConnectionView = v.InferOutput<typeof ConnectionSchema>

/** A channel that a plugin brings, with the forms of its settings and credentials as JSON Schema. */
export const ChannelSchema = v.object({
  id: v.string(),
  title: v.string(),
  kind: v.string(),
  version: v.string(),
  hosts: v.array(v.string()),
  /** What it can do: `listings`, `stock`, `prices`, `orders`, `webhook`, `oauth`, …; `authorize` when it has a page on which the merchant lets us in. */
  capabilities: v.array(v.string()),
  settings: v.unknown(),
  credentials: v.unknown(),
})
export type ChannelView = v.InferOutput<typeof ChannelSchema>

const subject = { scope: v.picklist(['collection', 'product', 'variant']), subjectId: shortText(100) }

/** How stock and prices differ from the connection's for some items; the nearest wins: variant, product, collection. */
export const PoliciesInput = v.strictObject({
  stock: v.pipe(v.array(v.strictObject({ ...subject, policy: StockPolicy })), v.maxLength(5_000)),
  price: v.pipe(v.array(v.strictObject({ ...subject, policy: PricePolicy })), v.maxLength(5_000)),
})
export type PoliciesInput = v.InferOutput<typeof PoliciesInput>

const words = v.record(shortText(200), shortText(500))

/** Our words in the channel's. */
export const MappingsInput = v.strictObject({
  /** By handle of a collection or by product type; `*` for all that have no other. */
  category: v.optional(words, {}),
  /** By the key of our attribute. */
  attribute: v.optional(words, {}),
  /** By `key=value` of our attribute. */
  value: v.optional(words, {}),
})
export type MappingsInput = v.InferOutput<typeof MappingsInput>
