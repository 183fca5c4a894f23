import { and, asc, eq, sql } from 'drizzle-orm'
import {
  attributeChoices,
  attributes,
  attributeValues,
  collectionProducts,
  collections,
  media,
  productMedia,
  productOptions,
  productOptionValues,
  products,
  productVariants,
  variantOptionValues,
} from '../catalog/index.ts'
import { inventoryLevels, stockLocations } from '../inventory/index.ts'
import { type Context, list, oneOf, param, type Query, query } from '../kernel/index.ts'

type RowOf<Q> = Q extends Query<infer Row> ? Row : never

const productRows = query((q) => q.select().from(products).where(oneOf(products.id, 'ids')))

const optionRows = query((q) =>
  q
    .select({
      productId: productOptions.productId,
      optionId: productOptions.id,
      option: productOptions.name,
      optionPosition: productOptions.position,
      valueId: productOptionValues.id,
      value: productOptionValues.name,
      valuePosition: productOptionValues.position,
      swatch: productOptionValues.swatch,
    })
    .from(productOptions)
    .innerJoin(productOptionValues, eq(productOptionValues.optionId, productOptions.id))
    .where(oneOf(productOptions.productId, 'ids'))
    .orderBy(asc(productOptions.position), asc(productOptionValues.position)),
)

const variantRows = query((q) =>
  q
    .select()
    .from(productVariants)
    .where(and(oneOf(productVariants.productId, 'ids'), eq(productVariants.status, 'active')))
    .orderBy(asc(productVariants.productId), asc(productVariants.position), asc(productVariants.id)),
)

const choiceRows = query((q) =>
  q
    .select({
      variantId: variantOptionValues.variantId,
      optionId: variantOptionValues.optionId,
      valueId: variantOptionValues.valueId,
    })
    .from(variantOptionValues)
    .innerJoin(productVariants, eq(productVariants.id, variantOptionValues.variantId))
    .where(and(oneOf(productVariants.productId, 'ids'), eq(productVariants.status, 'active'))),
)

const mediaRows = query((q) =>
  q
    .select({ productId: productMedia.productId, position: productMedia.position, media })
    .from(productMedia)
    .innerJoin(media, eq(media.id, productMedia.mediaId))
    .where(oneOf(productMedia.productId, 'ids'))
    .orderBy(asc(productMedia.position), asc(productMedia.mediaId)),
)

const variantMediaRows = query((q) => q.select().from(media).where(oneOf(media.id, 'ids')))

/** What can be had of a variant at the active locations that serve this market and channel. */
const stockRows = query((q) =>
  q
    .select({
      variantId: inventoryLevels.variantId,
      available: sql<number>`sum(${inventoryLevels.available})`.as('available'),
    })
    .from(inventoryLevels)
    .innerJoin(
      stockLocations,
      and(eq(stockLocations.id, inventoryLevels.locationId), eq(stockLocations.status, 'active')),
    )
    .where(
      sql`${inventoryLevels.variantId} in (select value from json_each(${param('ids')}))
        and (${stockLocations.marketCodes} = '[]' or exists (select 1 from json_each(${stockLocations.marketCodes}) where value = ${param('market')}))
        and (${stockLocations.channelIds} = '[]' or exists (select 1 from json_each(${stockLocations.channelIds}) where value = ${param('channel')}))`,
    )
    .groupBy(inventoryLevels.variantId),
)

const attributeRows = query((q) =>
  q
    .select({
      productId: attributeValues.productId,
      ownerId: attributeValues.ownerId,
      attributeId: attributes.id,
      key: attributes.key,
      language: attributes.language,
      name: attributes.name,
      type: attributes.type,
      unit: attributes.unit,
      isFilterable: attributes.filterable,
      position: attributes.position,
      text: attributeValues.text,
      number: attributeValues.number,
      choiceId: attributeValues.choiceId,
      choiceKey: attributeChoices.key,
      choiceName: attributeChoices.name,
      choicePosition: attributeChoices.position,
    })
    .from(attributeValues)
    .innerJoin(attributes, and(eq(attributes.id, attributeValues.attributeId), eq(attributes.status, 'active')))
    .leftJoin(attributeChoices, eq(attributeChoices.id, attributeValues.choiceId))
    .where(oneOf(attributeValues.productId, 'ids'))
    .orderBy(asc(attributes.position), asc(attributes.key), asc(attributeValues.seq)),
)

const collectionRows = query((q) =>
  q
    .select({
      productId: collectionProducts.productId,
      id: collections.id,
      handle: collections.handle,
      title: collections.title,
      language: collections.language,
    })
    .from(collectionProducts)
    .innerJoin(collections, and(eq(collections.id, collectionProducts.collectionId), eq(collections.status, 'active')))
    .where(oneOf(collectionProducts.productId, 'ids'))
    .orderBy(asc(collections.position), asc(collections.handle)),
)

export type ProductRow = RowOf<typeof productRows>
export type OptionRow = RowOf<typeof optionRows>
export type VariantRow = RowOf<typeof variantRows>
export type ChoiceRow = RowOf<typeof choiceRows>
export type MediaRow = RowOf<typeof variantMediaRows>
export type AttributeRow = RowOf<typeof attributeRows>
export type CollectionRow = RowOf<typeof collectionRows>

/** Rows of some products from the rooms that own them, in a fixed number of reads, grouped by product. */
export interface ProductRows {
  readonly products: readonly ProductRow[]
  readonly options: ReadonlyMap<string, OptionRow[]>
  readonly variants: ReadonlyMap<string, VariantRow[]>
  /** By variant. */
  readonly choices: ReadonlyMap<string, ChoiceRow[]>
}

export async function readProducts(ctx: Pick<Context, 'db'>, ids: readonly string[]): Promise<ProductRows> {
  const values = { ids: list(ids) }
  const [productList, options, variants, choices] = await Promise.all([
    ctx.db.all(productRows, values),
    ctx.db.all(optionRows, values),
    ctx.db.all(variantRows, values),
    ctx.db.all(choiceRows, values),
  ])
  return {
    products: productList,
    options: groupBy(options, ({ productId }) => productId),
    variants: groupBy(variants, ({ productId }) => productId),
    choices: groupBy(choices, ({ variantId }) => variantId),
  }
}

export async function readMedia(
  ctx: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MediaRow[]>> {
  const rows = await ctx.db.all(mediaRows, { ids: list(ids) })
  return new Map(
    [...groupBy(rows, ({ productId }) => productId)].map(([id, group]) => [id, group.map((row) => row.media)]),
  )
}

export async function readMediaById(ctx: Pick<Context, 'db'>, ids: readonly string[]): Promise<readonly MediaRow[]> {
  return ids.length === 0 ? [] : ctx.db.all(variantMediaRows, { ids: list(ids) })
}

export async function readStock(
  ctx: Pick<Context, 'db'>,
  variantIds: readonly string[],
  at: { readonly market: string; readonly channel: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.all(stockRows, { ids: list(variantIds), ...at })
  return new Map(rows.map(({ variantId, available }) => [variantId, available]))
}

export async function readAttributes(
  ctx: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AttributeRow[]>> {
  return groupBy(await ctx.db.all(attributeRows, { ids: list(ids) }), ({ productId }) => productId)
}

export async function readCollections(
  ctx: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CollectionRow[]>> {
  return groupBy(await ctx.db.all(collectionRows, { ids: list(ids) }), ({ productId }) => productId)
}

export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
