import { asc, eq } from 'drizzle-orm'
import { type App, grouped, list, oneOf, type Query, query } from '../../kernel/index.ts'
import {
  attributeValues,
  collectionProducts,
  collections,
  productMedia,
  productOptions,
  productOptionValues,
  products,
  productVariants,
  publications,
  variantOptionValues,
} from '../schema.ts'
import { type TranslationRow, translationsOf } from '../texts/index.ts'

const rows = query((q) => q.select().from(products).where(oneOf(products.id, 'ids')))
const options = query((q) =>
  q
    .select()
    .from(productOptions)
    .where(oneOf(productOptions.productId, 'ids'))
    .orderBy(asc(productOptions.position), asc(productOptions.id)),
)
const values = query((q) =>
  q
    .select({
      productId: productOptions.productId,
      id: productOptionValues.id,
      optionId: productOptionValues.optionId,
      name: productOptionValues.name,
      position: productOptionValues.position,
      swatch: productOptionValues.swatch,
    })
    .from(productOptionValues)
    .innerJoin(productOptions, eq(productOptions.id, productOptionValues.optionId))
    .where(oneOf(productOptions.productId, 'ids'))
    .orderBy(asc(productOptionValues.position), asc(productOptionValues.id)),
)
const variants = query((q) =>
  q
    .select()
    .from(productVariants)
    .where(oneOf(productVariants.productId, 'ids'))
    .orderBy(asc(productVariants.position), asc(productVariants.id)),
)
const choices = query((q) =>
  q
    .select({
      productId: productVariants.productId,
      variantId: variantOptionValues.variantId,
      optionId: variantOptionValues.optionId,
      valueId: variantOptionValues.valueId,
    })
    .from(variantOptionValues)
    .innerJoin(productVariants, eq(productVariants.id, variantOptionValues.variantId))
    .where(oneOf(productVariants.productId, 'ids')),
)
const pictures = query((q) =>
  q
    .select()
    .from(productMedia)
    .where(oneOf(productMedia.productId, 'ids'))
    .orderBy(asc(productMedia.position), asc(productMedia.mediaId)),
)
const shows = query((q) => q.select().from(publications).where(oneOf(publications.productId, 'ids')))
const properties = query((q) =>
  q.select().from(attributeValues).where(oneOf(attributeValues.productId, 'ids')).orderBy(asc(attributeValues.seq)),
)
const memberships = query((q) =>
  q
    .select({
      productId: collectionProducts.productId,
      id: collections.id,
      handle: collections.handle,
      title: collections.title,
      kind: collections.kind,
    })
    .from(collectionProducts)
    .innerJoin(collections, eq(collections.id, collectionProducts.collectionId))
    .where(oneOf(collectionProducts.productId, 'ids'))
    .orderBy(asc(collections.position), asc(collections.id)),
)

type RowOf<Q> = Q extends Query<infer Row> ? Row : never
export type ProductRecord = typeof products.$inferSelect
export type VariantRecord = typeof productVariants.$inferSelect
export type OptionRecord = typeof productOptions.$inferSelect
export type ValueRecord = RowOf<typeof values>
export type ChoiceRecord = RowOf<typeof choices>
export type PropertyRecord = typeof attributeValues.$inferSelect

/** A product with everything that is written with it. Lists are in their order. */
export interface Snapshot {
  readonly product: ProductRecord
  readonly options: readonly OptionRecord[]
  readonly values: readonly ValueRecord[]
  readonly variants: readonly VariantRecord[]
  readonly choices: readonly ChoiceRecord[]
  readonly pictures: readonly (typeof productMedia.$inferSelect)[]
  readonly publications: readonly (typeof publications.$inferSelect)[]
  readonly properties: readonly PropertyRecord[]
  readonly collections: readonly RowOf<typeof memberships>[]
  readonly texts: readonly TranslationRow[]
}

/** Products with all their parts, in the order asked for; unknown ids are absent. Ten reads for any number. */
export async function readSnapshots(ctx: Pick<App, 'db'>, ids: readonly string[]): Promise<Snapshot[]> {
  if (ids.length === 0) return []
  const of = { ids: list(ids) }
  const part = async <Row extends { readonly productId: string }>(read: Query<Row>) =>
    grouped(await ctx.db.all(read, of), ({ productId }) => productId)
  const [found, option, value, variant, choice, picture, show, property, member, texts] = await Promise.all([
    ctx.db.all(rows, of),
    part(options),
    part(values),
    part(variants),
    part(choices),
    part(pictures),
    part(shows),
    part(properties),
    part(memberships),
    translationsOf(ctx, ids).then((all) => grouped(all, ({ ownerId }) => ownerId)),
  ])
  const byId = new Map(found.map((product) => [product.id, product]))
  return ids.flatMap((id) => {
    const product = byId.get(id)
    if (product === undefined) return []
    return {
      product,
      options: option.get(id) ?? [],
      values: value.get(id) ?? [],
      variants: variant.get(id) ?? [],
      choices: choice.get(id) ?? [],
      pictures: picture.get(id) ?? [],
      publications: show.get(id) ?? [],
      properties: property.get(id) ?? [],
      collections: member.get(id) ?? [],
      texts: texts.get(id) ?? [],
    }
  })
}
