import { ProductView } from '@vitrine/core/contract'
import * as v from 'valibot'

/** What cards show of a product. */
export const CARD = [
  'title',
  'vendor',
  'image',
  'price',
  'compareAt',
  'lowest30',
  'priceVaries',
  'available',
  'tags',
  'options',
] as const
const Card = v.pick(ProductView, ['id', 'handle', ...CARD])

export const ViewedView = v.object({ viewedAt: v.string(), product: Card })
const ViewedFact = v.object({ productId: v.string(), viewedAt: v.string() })

export const ListView = v.object({
  id: v.string(),
  name: v.string(),
  /** The one called `saved`, which everybody has. */
  isDefault: v.boolean(),
  items: v.number(),
  updatedAt: v.string(),
})
export type ListView = v.InferOutput<typeof ListView>

export const ItemFact = v.object({
  productId: v.string(),
  /** Null for the product as a whole. */
  variantId: v.nullable(v.string()),
  note: v.string(),
  addedAt: v.string(),
})
export type ItemFact = v.InferOutput<typeof ItemFact>

/** The product is null while it is not sold here. */
export const ItemView = v.object({ ...ItemFact.entries, product: v.nullable(Card) })

/** Everything that is kept of a person. */
export const Kept = v.object({
  viewed: v.array(ViewedFact),
  lists: v.array(v.object({ ...v.omit(ListView, ['items']).entries, items: v.array(ItemFact) })),
})
export type Kept = v.InferOutput<typeof Kept>

export const HeadView = v.object({
  kind: v.picklist(['home', 'product', 'collection', 'other']),
  /** False for a product that this window does not list: there are no social tags and no structured data, and once it was taken off, `noindex`. */
  isListed: v.boolean(),
  language: v.string(),
  title: v.string(),
  description: v.nullable(v.string()),
  canonical: v.string(),
  alternates: v.array(v.object({ hreflang: v.string(), href: v.string() })),
  /** `<meta property=… content=…>`, or `name` for those of no RDFa vocabulary. */
  meta: v.array(v.object({ property: v.optional(v.string()), name: v.optional(v.string()), content: v.string() })),
  breadcrumbs: v.array(v.object({ name: v.string(), path: v.string() })),
  /** One `<script type="application/ld+json">` each; write them with `scriptText`. */
  jsonLd: v.array(v.record(v.string(), v.unknown())),
})
export type HeadView = v.InferOutput<typeof HeadView>

export const RedirectStatus = v.picklist([301, 302, 307, 308])
export type RedirectStatus = v.InferOutput<typeof RedirectStatus>

export const RedirectView = v.object({
  id: v.string(),
  /** Id of its connection; null: of all windows. */
  window: v.nullable(v.string()),
  from: v.string(),
  to: v.string(),
  status: RedirectStatus,
  createdAt: v.string(),
  updatedAt: v.string(),
})

export const ImportReport = v.object({
  created: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  errors: v.array(v.object({ line: v.number(), code: v.string(), message: v.string() })),
})
export type ImportReport = v.InferOutput<typeof ImportReport>

export const KeyView = v.object({ id: v.string(), name: v.string(), token: v.string(), createdAt: v.string() })

/** One window among those that the shop connected. */
const WindowView = v.object({
  /** Of its connection. */
  id: v.string(),
  name: v.string(),
  status: v.picklist(['dry_run', 'live', 'paused']),
  /** Code of its sales channel. */
  channel: v.string(),
  url: v.string(),
})

export const StatusView = v.object({
  /** Id of its connection; null while none is connected, and everything that is sold is listed. */
  window: v.nullable(v.string()),
  /** All windows, the oldest first. */
  windows: v.array(WindowView),
  channel: v.string(),
  url: v.string(),
  languages: v.array(v.object({ language: v.string(), prefix: v.string() })),
  sitemap: v.string(),
  robots: v.string(),
  keys: v.array(KeyView),
  redirects: v.number(),
  /** What keeps the window from working as it should. */
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
})
export type StatusView = v.InferOutput<typeof StatusView>
