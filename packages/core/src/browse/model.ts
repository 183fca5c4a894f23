import * as v from 'valibot'
import { MoneySchema } from '../kernel/shared.ts'

export const ImageView = v.object({
  url: v.string(),
  alt: v.string(),
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
  /** Smaller versions made by the server, for `srcset`. */
  sizes: v.array(v.object({ url: v.string(), width: v.number(), height: v.number() })),
})
export type ImageView = v.InferOutput<typeof ImageView>

/** `none`: sold out; `few`: nearly; `in_stock`; `backorder`: can be ordered, arrives later. Bands, since exact stock is not the buyer's business. */
export const Availability = v.picklist(['none', 'few', 'in_stock', 'backorder'])
export type Availability = v.InferOutput<typeof Availability>

export const VariantView = v.object({
  id: v.string(),
  sku: v.string(),
  barcode: v.nullable(v.string()),
  title: v.string(),
  options: v.array(v.object({ name: v.string(), value: v.string() })),
  price: v.nullable(MoneySchema),
  /** The price that a reduction is compared with. */
  compareAt: v.nullable(MoneySchema),
  /** Lowest price of the 30 days before the reduction (Directive 98/6/EC, Article 6a); set when there is one. */
  lowest30: v.nullable(MoneySchema),
  available: v.boolean(),
  availability: Availability,
  weightGrams: v.number(),
  image: v.nullable(ImageView),
})
export type VariantView = v.InferOutput<typeof VariantView>

const OptionView = v.object({
  name: v.string(),
  values: v.array(v.object({ value: v.string(), swatch: v.nullable(v.string()) })),
})

const AttributeView = v.object({
  key: v.string(),
  name: v.string(),
  unit: v.nullable(v.string()),
  values: v.array(v.union([v.string(), v.number(), v.boolean()])),
})

const CollectionLink = v.object({ id: v.string(), handle: v.string(), title: v.string() })

/** What lists show of a product; `include` adds the optional parts, `GET /products/:handle` has them all. */
export const ProductView = v.object({
  id: v.string(),
  handle: v.string(),
  title: v.string(),
  type: v.string(),
  vendor: v.string(),
  tags: v.array(v.string()),
  image: v.nullable(ImageView),
  /** The lowest price of its variants; null when none has a price in this market and currency. */
  price: v.nullable(MoneySchema),
  compareAt: v.nullable(MoneySchema),
  lowest30: v.nullable(MoneySchema),
  /** True when its variants differ in price, so that pages say "from". */
  priceVaries: v.boolean(),
  available: v.boolean(),
  options: v.array(OptionView),
  variants: v.array(VariantView),
  createdAt: v.string(),
  updatedAt: v.string(),
  description: v.optional(v.string()),
  media: v.optional(v.array(ImageView)),
  attributes: v.optional(v.array(AttributeView)),
  collections: v.optional(v.array(CollectionLink)),
  seo: v.optional(v.object({ title: v.nullable(v.string()), description: v.nullable(v.string()) })),
})
export type ProductView = v.InferOutput<typeof ProductView>

/** Parts that a list carries only when asked. */
export const INCLUDES = ['description', 'media', 'attributes', 'collections', 'seo'] as const
export const Include = v.picklist(INCLUDES)
export type Include = v.InferOutput<typeof Include>

/** Names that `fields` may keep. `id` and `handle` always stay. */
export const FIELDS = [
  'title',
  'type',
  'vendor',
  'tags',
  'image',
  'price',
  'compareAt',
  'lowest30',
  'priceVaries',
  'available',
  'options',
  'variants',
  'createdAt',
  'updatedAt',
  ...INCLUDES,
] as const
export const Field = v.picklist(FIELDS)
export type Field = v.InferOutput<typeof Field>

export const Sort = v.picklist(['relevance', 'manual', 'newest', 'title', 'price', '-price'])
export type Sort = v.InferOutput<typeof Sort>

/** Counts under the other filters in force: each value tells how many products choosing it would leave. */
export const FacetView = v.object({
  /** The query parameter that filters by it: `option.Size`, `attribute.material`, `available`, `collection`. */
  key: v.string(),
  name: v.string(),
  unit: v.nullable(v.string()),
  values: v.array(
    v.object({
      value: v.string(),
      name: v.string(),
      count: v.number(),
      swatch: v.nullable(v.string()),
      selected: v.boolean(),
    }),
  ),
})
export type FacetView = v.InferOutput<typeof FacetView>

export const FacetsView = v.object({
  total: v.number(),
  price: v.nullable(v.object({ min: MoneySchema, max: MoneySchema })),
  groups: v.array(FacetView),
})
export type FacetsView = v.InferOutput<typeof FacetsView>

export const ProductPage = v.object({
  items: v.array(ProductView),
  next: v.nullable(v.string()),
  facets: v.optional(FacetsView),
})

export const CollectionView = v.object({
  id: v.string(),
  handle: v.string(),
  title: v.string(),
  description: v.string(),
  image: v.nullable(ImageView),
  parent: v.nullable(v.string()),
  /** Products in it that can be seen here now. */
  productCount: v.number(),
  seo: v.object({ title: v.nullable(v.string()), description: v.nullable(v.string()) }),
})
export type CollectionView = v.InferOutput<typeof CollectionView>
