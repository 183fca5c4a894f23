import { facetRows } from './facet-rows.ts'
import { fold } from './fold.ts'
import { type IndexRows, noRows } from './index-lines.ts'
import type { IndexSource } from './index-source.ts'
import type { ProductRow } from './product-rows.ts'

/** What the index knows of the products of a source: of those that can be sold. */
export function indexRows(source: IndexSource): IndexRows {
  const into = noRows()
  for (const product of source.rows.products) {
    const variants = source.rows.variants.get(product.id) ?? []
    if (product.status === 'active' && variants.length > 0) addProduct(into, product, source)
  }
  return into
}

function addProduct(into: IndexRows, product: ProductRow, source: IndexSource): void {
  const { id: productId, createdAt } = product
  for (const { channelId, publishAt, unpublishAt } of source.published.get(productId) ?? []) {
    const listed = publishAt <= source.now && (unpublishAt === null || unpublishAt > source.now)
    into.products.push({ channelId, productId, createdAt, publishAt, unpublishAt, listed })
  }
  into.prices.push(...(source.prices.get(productId) ?? []))
  into.stocked.push(productId)
  addTexts(into, product, source)
  const { facets, names } = facetRows(product, source)
  into.facets.push(...facets)
  into.names.push(...names)
}

function addTexts(into: IndexRows, product: ProductRow, { rows, attributes, texts, languages }: IndexSource): void {
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
