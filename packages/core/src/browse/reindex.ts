import { sql } from 'drizzle-orm'
import { publications, translations } from '../catalog/index.ts'
import { type Context, insertInto, list, oneOf, param, plain, query, run, type Statement } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import { type FacetSource, facetRows } from './facet-rows.ts'
import { fold } from './fold.ts'
import { INDEX } from './index-topic.ts'
import { lowestPrices } from './lowest-prices.ts'
import { NAMES } from './names.ts'
import { type ProductRow, readAttributes, readProducts } from './product-rows.ts'
import { browseFacets, browseNames, browsePrices, browseProducts, browseStock, browseTitles } from './schema.ts'
import { forgetDocument, indexDocument } from './search.ts'
import { stockStatements } from './stock-index.ts'

const publicationRows = query((q) => q.select().from(publications).where(oneOf(publications.productId, 'ids')))
const textRows = query((q) => q.select().from(translations).where(oneOf(translations.ownerId, 'ids')))

const forgetRows = (
  table: typeof browseProducts | typeof browsePrices | typeof browseTitles | typeof browseStock | typeof browseFacets,
) => plain(sql`delete from ${table} where product_id = ${param('productId')}`)
const forget = [browseProducts, browsePrices, browseTitles, browseStock, browseFacets].map(forgetRows)
const addProduct = insertInto(browseProducts)
const addPrice = insertInto(browsePrices)
const addTitle = insertInto(browseTitles)
const addFacet = insertInto(browseFacets, 'skip')
const addName = insertInto(browseNames, {
  target: ['key', 'value', 'language'],
  update: ['name', 'position', 'swatch'],
})

/** Makes the index rows of some products anew from the rooms that own them, in one command. */
export async function reindex(ctx: Context, ids: readonly string[], name = 'browse.reindex'): Promise<void> {
  if (ids.length === 0) return
  await run(ctx, { name, plan: async () => ({ statements: await indexStatements(ctx, ids), result: null }) })
}

async function indexStatements(ctx: Context, ids: readonly string[]): Promise<Statement[]> {
  const rows = await readProducts(ctx, ids)
  const known = new Map(rows.products.map((product) => [product.id, product]))
  const attributes = await readAttributes(ctx, ids)
  const attributeOwners = [...new Set([...attributes.values()].flat().map(({ attributeId }) => attributeId))]
  const texts = await ctx.db.all(textRows, { ids: list([...ids, ...attributeOwners]) })
  const published = await ctx.db.all(publicationRows, { ids: list(ids) })
  const prices = await lowestPrices(ctx, rows)
  const source: FacetSource = { rows, attributes, texts }
  const stock = await stockStatements(ctx, rows.variants)
  const languages = (await allMarkets(ctx)).flatMap((market) => market.languages)
  const statements = ids.flatMap((id) => [
    ...forget.map((line) => line({ productId: id }, { touches: INDEX })),
    ...forgetDocument(id),
  ])
  for (const id of ids) {
    const product = known.get(id)
    const variants = rows.variants.get(id) ?? []
    if (product === undefined || product.status !== 'active' || variants.length === 0) continue
    for (const row of published.filter(({ productId }) => productId === id))
      statements.push(
        addProduct({
          channelId: row.channelId,
          productId: id,
          createdAt: product.createdAt,
          publishAt: row.publishAt,
          unpublishAt: row.unpublishAt,
        }),
      )
    for (const price of prices.filter(({ productId }) => productId === id)) statements.push(addPrice(price))
    const available = stock.get(id)
    statements.push(
      ...textStatements(product, source, languages),
      ...facetStatements(product, source),
      ...(available === undefined ? [] : [available]),
    )
  }
  return statements
}

/** A title to sort by in every language of the markets, its own where there is no translation: a list may not lose a product by its order. */
function textStatements(
  product: ProductRow,
  { rows, attributes, texts }: FacetSource,
  languages: readonly string[],
): Statement[] {
  const own = texts.filter(({ ownerId }) => ownerId === product.id)
  const titles = new Map([
    [product.language, product.title],
    ...own
      .filter(({ entityId }) => entityId === product.id)
      .flatMap(({ language, texts: fields }) =>
        fields.title === undefined ? [] : [[language, fields.title] as const],
      ),
  ])
  const values = (rows.options.get(product.id) ?? []).flatMap(({ option, value }) => [option, value])
  const described = (attributes.get(product.id) ?? []).flatMap(({ text, choiceName }) => [text ?? '', choiceName ?? ''])
  const others = own.flatMap(({ texts: fields }) =>
    Object.entries(fields)
      .filter(([name]) => name !== 'title')
      .map(([, text]) => text),
  )
  const words = [
    product.description,
    product.type,
    product.vendor,
    ...product.tags,
    ...values,
    ...described,
    ...others,
  ].join(' ')
  const codes = (rows.variants.get(product.id) ?? []).flatMap(({ sku, barcode }) => [sku, barcode ?? ''])
  return [
    ...[...new Set([...titles.keys(), ...languages])].map((language) =>
      addTitle({ language, productId: product.id, title: fold(titles.get(language) ?? product.title) }),
    ),
    ...indexDocument({ productId: product.id, title: [...titles.values()].join(' '), words, codes }),
  ]
}

function facetStatements(product: ProductRow, source: FacetSource): Statement[] {
  const { facets, names } = facetRows(product, source)
  return [...facets.map((row) => addFacet(row)), ...names.map((row) => addName(row, { touches: NAMES }))]
}
