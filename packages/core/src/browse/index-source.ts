import { publications, translations } from '../catalog/index.ts'
import { type Context, list, oneOf, type Query, query } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import type { FacetSource } from './facet-rows.ts'
import { type LowestPrice, lowestPrices } from './lowest-prices.ts'
import { groupBy, readAttributes, readProducts } from './product-rows.ts'

const publicationRows = query((q) => q.select().from(publications).where(oneOf(publications.productId, 'ids')))
const textRows = query((q) => q.select().from(translations).where(oneOf(translations.ownerId, 'ids')))

export type Publication = typeof publicationRows extends Query<infer Row> ? Row : never

/** What the index is made from. */
export interface IndexSource extends FacetSource {
  readonly published: ReadonlyMap<string, readonly Publication[]>
  readonly prices: ReadonlyMap<string, readonly LowestPrice[]>
  /** Of all markets: a title to sort by in each, its own where there is no translation, since a list may not lose a product by its order. */
  readonly languages: readonly string[]
  readonly now: number
}

/** What is made of some products, as the rooms have it that own them. */
export async function readSource(ctx: Context, ids: readonly string[]): Promise<IndexSource> {
  const rows = await readProducts(ctx, ids)
  const attributes = await readAttributes(ctx, ids)
  const attributeOwners = [...new Set([...attributes.values()].flat().map(({ attributeId }) => attributeId))]
  const published = await ctx.db.all(publicationRows, { ids: list(ids) })
  return {
    rows,
    attributes,
    texts: await ctx.db.all(textRows, { ids: list([...ids, ...attributeOwners]) }),
    published: groupBy(published, ({ productId }) => productId),
    prices: groupBy(await lowestPrices(ctx, rows), ({ productId }) => productId),
    ...(await surroundings(ctx)),
  }
}

/** What belongs to no product. */
export async function surroundings(ctx: Context): Promise<Pick<IndexSource, 'languages' | 'now'>> {
  return {
    languages: (await allMarkets(ctx)).flatMap((market) => market.languages),
    now: ctx.now(),
  }
}
