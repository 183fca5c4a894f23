import { publications, translations } from '../catalog/index.ts'
import { type Context, list, oneOf, type Query, query, run, type Statement } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import { type FacetSource, facetRows } from './facet-rows.ts'
import { fold } from './fold.ts'
import { type IndexRows, indexLines, noRows } from './index-lines.ts'
import { type LowestPrice, lowestPrices } from './lowest-prices.ts'
import { type Vocabulary, vocabulary } from './names.ts'
import { groupBy, type ProductRow, readAttributes, readProducts } from './product-rows.ts'

const publicationRows = query((q) => q.select().from(publications).where(oneOf(publications.productId, 'ids')))
const textRows = query((q) => q.select().from(translations).where(oneOf(translations.ownerId, 'ids')))

/** Makes the index rows of some products anew from the rooms that own them, in one command. */
export async function reindex(ctx: Context, ids: readonly string[], name = 'browse.reindex'): Promise<void> {
  if (ids.length === 0) return
  await run(ctx, {
    name,
    priority: 'background',
    plan: async () => ({ statements: await indexStatements(ctx, ids), result: null }),
  })
}

type Publication = typeof publicationRows extends Query<infer Row> ? Row : never

/** What the index is made from. */
interface Source extends FacetSource {
  readonly published: ReadonlyMap<string, readonly Publication[]>
  readonly prices: ReadonlyMap<string, readonly LowestPrice[]>
  /** Of all markets: a title to sort by in each, its own where there is no translation, since a list may not lose a product by its order. */
  readonly languages: readonly string[]
  readonly known: Vocabulary
  readonly now: number
}

async function indexStatements(ctx: Context, ids: readonly string[]): Promise<Statement[]> {
  const source = await readSource(ctx, ids)
  const into = noRows()
  for (const product of source.rows.products) {
    const variants = source.rows.variants.get(product.id) ?? []
    if (product.status === 'active' && variants.length > 0) addProduct(into, product, source)
  }
  return indexLines(ids, into)
}

async function readSource(ctx: Context, ids: readonly string[]): Promise<Source> {
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
    languages: (await allMarkets(ctx)).flatMap((market) => market.languages),
    known: await vocabulary(ctx),
    now: ctx.now(),
  }
}

function addProduct(into: IndexRows, product: ProductRow, source: Source): void {
  const { id: productId, createdAt } = product
  for (const { channelId, publishAt, unpublishAt } of source.published.get(productId) ?? []) {
    const listed = publishAt <= source.now && (unpublishAt === null || unpublishAt > source.now)
    into.products.push({ channelId, productId, createdAt, publishAt, unpublishAt, listed })
  }
  into.prices.push(...(source.prices.get(productId) ?? []))
  into.stocked.push(productId)
  addTexts(into, product, source)
  addFacets(into, product, source)
}

function addTexts(into: IndexRows, product: ProductRow, { rows, attributes, texts, languages }: Source): void {
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
  const { id: productId, description, type, vendor, tags } = product
  const folded = fold(product.title)
  for (const language of new Set([...titles.keys(), ...languages])) {
    const title = titles.get(language)
    into.titles.push({
      language,
      productId,
      title: title === undefined || title === product.title ? folded : fold(title),
    })
  }
  into.documents.push({
    productId,
    title: [...titles.values()].join(' '),
    words: [description, type, vendor, ...tags, ...values, ...described, ...others].join(' '),
    codes: (rows.variants.get(productId) ?? []).flatMap(({ sku, barcode }) => [sku, barcode ?? '']),
  })
}

/**
 * Names that are known as they are need no writing, and spare every reader of names from learning them anew. Each product has its own
 * order of values, and the furthest place of each counts: S, M, L, XL comes of S, M and M, L, XL.
 */
function addFacets(into: IndexRows, product: ProductRow, source: Source): void {
  const { facets, names } = facetRows(product, source)
  into.facets.push(...facets)
  for (const { key, value, language, name, position, swatch } of names) {
    const known = source.known.nameOf(key, value, [language])
    if (known?.name !== name || known.position < position || known.swatch !== swatch)
      into.names.push({ key, value, language, name, position, swatch })
  }
}
