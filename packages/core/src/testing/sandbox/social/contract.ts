import * as v from 'valibot'

/* The Plaza's published contract, version 1: a social network that shows catalogues and sells nothing itself. */

export const BATCH = 500
export const READ = 100

const text = (most: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(most))
const Link = v.pipe(v.string(), v.url(), v.startsWith('https://', 'must begin with https://'))

export const CatalogItem = v.strictObject({
  title: text(100),
  description: text(5_000),
  link: Link,
  image: Link,
  /** `39.00 EUR` */
  price: v.pipe(
    v.string(),
    v.regex(/^\d{1,9}(\.\d{1,2})? [A-Z]{3}$/, 'is an amount and a currency, such as 39.00 EUR'),
  ),
  availability: v.picklist(['in stock', 'out of stock', 'preorder']),
  category: text(60),
  brand: v.optional(text(80)),
  gtin: v.optional(v.pipe(v.string(), v.regex(/^\d{8,14}$/))),
  group: v.optional(text(64)),
})
export type CatalogItem = v.InferOutput<typeof CatalogItem>

const Handle = v.pipe(v.string(), v.regex(/^[\w.\-/]{1,64}$/))
const operation = v.variant('operation', [
  v.strictObject({ operation: v.literal('upsert'), handle: Handle, item: v.unknown() }),
  v.strictObject({ operation: v.literal('delete'), handle: Handle }),
])
/** Items are looked at one by one later, so that a wrong one does not stop the others. */
export const Batch = v.strictObject({ operations: v.pipe(v.array(operation), v.nonEmpty()) })
export type Operation = v.InferOutput<typeof operation>

export const ItemsQuery = v.union([
  v.strictObject({ handles: text(7_000) }),
  v.strictObject({ after: v.optional(text(64)), limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/))) }),
])

/** OAuth 2.0: a code once, then refresh tokens, each good for one use (RFC 6749, 4.1.3 and 6). */
export const TokenForm = v.variant('grant_type', [
  v.strictObject({
    grant_type: v.literal('authorization_code'),
    code: text(80),
    redirect_uri: text(500),
    client_id: text(80),
    client_secret: text(200),
  }),
  v.strictObject({
    grant_type: v.literal('refresh_token'),
    refresh_token: text(80),
    client_id: text(80),
    client_secret: text(200),
  }),
])
export const AuthorizeQuery = v.strictObject({
  response_type: v.literal('code'),
  client_id: text(80),
  redirect_uri: v.pipe(v.string(), v.url()),
  state: text(500),
})

export interface Reason {
  readonly code: string
  readonly attribute: string
  readonly message: string
}

export interface BatchResult {
  readonly handle: string
  readonly status: 'ok' | 'error'
  readonly errors: readonly Reason[]
}
