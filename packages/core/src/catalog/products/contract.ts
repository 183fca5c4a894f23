import * as v from 'valibot'
import { pageOf, pageQuery, RowOutcome, requestProblems, route } from '../../kernel/shared.ts'
import { SlugSchema, shortText } from '../../markets/model.ts'
import { problems as marketProblems } from '../../markets/problems.ts'
import { InstantSchema, ProductStatus } from '../model.ts'
import { problems } from '../problems.ts'
import { ProductInput, ProductPatch, ProductView, VariantInput, VariantView } from './model.ts'

const write = { access: 'catalog:write' } as const
const read = { access: 'catalog:read' } as const

const writing = [
  problems.skuTaken,
  problems.handleTaken,
  problems.variantTaken,
  problems.optionsMismatch,
  problems.optionInUse,
  problems.tooManyVariants,
  problems.attributeInvalid,
  problems.unknownReference,
  problems.notManual,
  problems.pricesRefused,
  marketProblems.unknownCurrency,
] as const
const changing = [problems.notFound, requestProblems.preconditionFailed, ...writing] as const

export const admin = {
  list: route.get('/products', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(ProductStatus),
      q: v.optional(shortText(100)),
      collection: v.optional(shortText(100)),
      tag: v.optional(shortText(60)),
      type: v.optional(shortText(100)),
      vendor: v.optional(shortText(100)),
      updatedSince: v.optional(InstantSchema),
    }),
    output: pageOf(ProductView),
    summary: 'Products with all their parts, newest first',
  }),
  create: route.post('/products', {
    ...write,
    body: ProductInput,
    output: ProductView,
    status: 201,
    problems: writing,
    summary: 'Make a product with its options, variants, pictures, attributes, texts and prices',
  }),
  bulk: route.post('/products/bulk', {
    ...write,
    body: v.strictObject({
      /** Of the keys, such as `shopify`: a row with a key of this source finds its product again, whatever its handle became. */
      source: v.optional(SlugSchema),
      /** Each as for creating a product, with `id` or `key` beside; checked one by one. */
      products: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(500)),
      /** Checks every row and changes nothing. */
      dryRun: v.optional(v.boolean(), false),
    }),
    output: v.object({ items: v.array(RowOutcome) }),
    maxBody: 20_000_000,
    summary: 'Make or change many products; good rows are kept, bad ones answered with their problem',
  }),
  get: route.get('/products/:id', {
    ...read,
    output: ProductView,
    problems: [problems.notFound],
    summary: 'A product by id or handle',
  }),
  update: route.patch('/products/:id', {
    ...write,
    body: ProductPatch,
    output: ProductView,
    problems: changing,
    summary: 'Change what is named; lists of pictures, options, publications and collections replace what was there',
  }),
  archive: route.post('/products/:id/archive', {
    ...write,
    output: ProductView,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Take a product out of sale for good; orders keep it',
  }),
  remove: route.delete('/products/:id', {
    ...write,
    problems: [problems.notFound, problems.inUse, requestProblems.preconditionFailed],
    summary: 'Delete a draft that nothing refers to',
  }),
  addVariant: route.post('/products/:id/variants', {
    ...write,
    body: VariantInput,
    output: VariantView,
    status: 201,
    problems: changing,
    summary: 'Add a variant; values of its options that are new join the options',
  }),
  listVariants: route.get('/variants', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(v.picklist(['active', 'archived'])),
      q: v.optional(shortText(100)),
      sku: v.optional(shortText(100)),
      barcode: v.optional(shortText(100)),
      product: v.optional(shortText(100)),
      updatedSince: v.optional(InstantSchema),
    }),
    output: pageOf(VariantView),
    summary: 'Variants, newest first',
  }),
  getVariant: route.get('/variants/:id', {
    ...read,
    output: VariantView,
    problems: [problems.notFound],
    summary: 'A variant',
  }),
  updateVariant: route.patch('/variants/:id', {
    ...write,
    body: v.omit(VariantInput, ['id']),
    output: VariantView,
    problems: changing,
    summary: 'Change a variant',
  }),
  archiveVariant: route.post('/variants/:id/archive', {
    ...write,
    output: VariantView,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Take a variant out of sale',
  }),
  byBarcode: route.get('/barcodes/:code', {
    ...read,
    output: v.object({ items: v.array(VariantView) }),
    problems: [problems.notFound],
    summary: 'What a scanner read: variants with this barcode, else this SKU',
  }),
}
