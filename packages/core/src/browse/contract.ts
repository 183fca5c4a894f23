import * as v from 'valibot'
import { pageOf, pageQuery, route } from '../kernel/shared.ts'
import { CollectionView, Field, Include, ProductPage, ProductView, Sort } from './model.ts'
import { problems } from './problems.ts'

const texts = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const amount = v.pipe(v.number(), v.integer(), v.minValue(0))
const values = v.pipe(v.array(texts), v.maxLength(50))
/** Filters by name. Their number is part of the statement that reads the list, so that it has an end. */
const choices = v.optional(v.pipe(v.record(v.string(), values), v.maxEntries(10)))

export const ProductsQuery = v.strictObject({
  ...pageQuery,
  q: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Handle of a collection. */
  collection: v.optional(texts),
  sort: v.optional(Sort),
  /** `option.Size=M`: products with a variant of one of these values. Option and value in the shop's own or the buyer's language. */
  'option.*': choices,
  /** `attribute.material=wood`: by attribute key and choice key or value. */
  'attribute.*': choices,
  /** Minor units of the answer's currency. */
  'price.min': v.optional(amount),
  'price.max': v.optional(amount),
  available: v.optional(v.boolean()),
  fields: v.optional(v.array(Field)),
  include: v.optional(v.array(Include)),
  facets: v.optional(v.boolean()),
})
export type ProductsQuery = v.InferOutput<typeof ProductsQuery>

export const store = {
  products: route.get('/products', {
    query: ProductsQuery,
    output: ProductPage,
    also: [304],
    problems: [problems.collectionNotFound],
    summary: 'Products that can be bought here: list, search, filter, facets.',
  }),
  product: route.get('/products/:handle', {
    query: v.strictObject({ fields: v.optional(v.array(Field)) }),
    output: ProductView,
    also: [304],
    problems: [problems.productNotFound, problems.productMoved, problems.productGone],
    summary: 'One product with everything a page needs. A renamed one answers its new handle.',
  }),
  collections: route.get('/collections', {
    query: v.strictObject({ ...pageQuery, parent: v.optional(texts) }),
    output: pageOf(CollectionView),
    problems: [],
    summary: 'Collections in their order.',
  }),
  collection: route.get('/collections/:handle', {
    output: CollectionView,
    problems: [problems.collectionNotFound, problems.collectionMoved],
    summary: 'One collection.',
  }),
}
