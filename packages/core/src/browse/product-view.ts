import { iso } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { attributeViews } from './attribute-views.ts'
import type { Include, ProductView, VariantView } from './model.ts'
import type { ProductRow } from './product-rows.ts'
import { imageView, optionName, readShelf, type Shelf, valueName } from './shelf.ts'
import { variantView } from './variant-view.ts'

/** The views of some products, whatever their status: who may see them is decided before. */
export async function productViews(
  ctx: StoreContext,
  ids: readonly string[],
  include: ReadonlySet<Include>,
): Promise<Map<string, ProductView>> {
  const shelf = await readShelf(ctx, ids, include)
  return new Map(shelf.rows.products.map((product) => [product.id, productView(shelf, product, include)]))
}

function productView(shelf: Shelf, product: ProductRow, include: ReadonlySet<Include>): ProductView {
  const { translator } = shelf
  const text = (field: string, own: string) =>
    translator.text(product.id, field, { language: product.language, text: own })
  const variants = (shelf.rows.variants.get(product.id) ?? []).map((variant) => variantView(shelf, product, variant))
  const images = (shelf.media.get(product.id) ?? [])
    .filter(({ kind }) => kind === 'image')
    .map((row) => imageView(shelf, row))
  return {
    id: product.id,
    handle: product.handle,
    title: text('title', product.title),
    type: product.type,
    vendor: product.vendor,
    tags: [...product.tags],
    image: images[0] ?? variants.find(({ image }) => image !== null)?.image ?? null,
    ...fromPrice(variants),
    available: variants.some(({ available }) => available),
    options: optionViews(shelf, product),
    variants,
    createdAt: iso(product.createdAt),
    updatedAt: iso(product.updatedAt),
    ...(include.has('description') ? { description: text('description', product.description) } : {}),
    ...(include.has('media') ? { media: images } : {}),
    ...(include.has('attributes') ? { attributes: attributeViews(shelf, product.id) } : {}),
    ...(include.has('collections') ? { collections: collectionLinks(shelf, product.id) } : {}),
    ...(include.has('seo')
      ? {
          seo: {
            title: orNull(text('seoTitle', product.seoTitle ?? '')),
            description: orNull(text('seoDescription', product.seoDescription ?? '')),
          },
        }
      : {}),
  }
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

type FromPrice = Pick<ProductView, 'price' | 'compareAt' | 'lowest30' | 'priceVaries'>

/** The cheapest variant speaks for the product, one that can be bought before one that cannot. */
function fromPrice(variants: readonly VariantView[]): FromPrice {
  const priced = variants.filter(({ price }) => price !== null)
  const choice = priced.some(({ available }) => available) ? priced.filter(({ available }) => available) : priced
  const amounts = choice.map(({ price }) => price?.amount ?? 0)
  const least = Math.min(...amounts)
  const speaker = choice.find(({ price }) => price?.amount === least)
  return {
    price: speaker?.price ?? null,
    compareAt: speaker?.compareAt ?? null,
    lowest30: speaker?.lowest30 ?? null,
    priceVaries: amounts.some((amount) => amount !== least),
  }
}

function optionViews(shelf: Shelf, product: ProductRow): ProductView['options'] {
  const views = new Map<string, ProductView['options'][number]>()
  for (const row of shelf.rows.options.get(product.id) ?? []) {
    const view = views.get(row.optionId) ?? { name: optionName(shelf, product, row), values: [] }
    view.values.push({ value: valueName(shelf, product, row), swatch: row.swatch })
    views.set(row.optionId, view)
  }
  return [...views.values()]
}

function collectionLinks(
  { translator, collections }: Shelf,
  productId: string,
): NonNullable<ProductView['collections']> {
  return (collections?.get(productId) ?? []).map(({ id, handle, title, language }) => ({
    id,
    handle,
    title: translator.text(id, 'title', { language, text: title }),
  }))
}
