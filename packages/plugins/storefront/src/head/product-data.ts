import type { WholeProduct } from '@vitrine/core'
import { gtinOf } from './barcode.ts'
import { type OfferAt, offerOf } from './offer.ts'
import { traitsOf } from './option-names.ts'
import { plainText, shortened } from './words.ts'

type Variant = WholeProduct['variants'][number]
type Node = Record<string, unknown>
export type Shown = WholeProduct

const MOST_WORDS = 5_000

/**
 * A product for search engines: schema.org ProductGroup with every variant, or one Product where there is no choice. What it must and should
 * hold is Google's list for product variants and merchant listings.
 */
export function productData(at: OfferAt, { product, url }: { readonly product: Shown; readonly url: string }): Node {
  const [only] = product.variants
  const common = {
    name: product.title,
    description: shortened(plainText(product.description), MOST_WORDS),
    brand: { '@type': 'Brand', name: product.vendor || at.site.name },
    ...(product.type !== '' && { category: product.type }),
  }
  if (product.options.length === 0 && only !== undefined)
    return {
      '@type': 'Product',
      '@id': `${url}#product`,
      ...common,
      url,
      ...variantData(at, { product, variant: only, url }),
    }
  const traitOf = traitsOf(at.config)
  const [image] = imagesOf(product)
  return {
    '@type': 'ProductGroup',
    '@id': `${url}#product`,
    ...common,
    url,
    productGroupID: product.id,
    ...(image !== undefined && { image }),
    variesBy: product.options.map(({ name }) => {
      const trait = traitOf(name)
      return trait === undefined ? name : `https://schema.org/${trait}`
    }),
    hasVariant: product.variants.map((variant) => ({
      '@type': 'Product',
      name: `${product.title}, ${variant.title}`,
      ...variantData(at, { product, variant, url: variantUrl(at, { url, variant }) }),
    })),
  }
}

function variantUrl({ site }: OfferAt, { url, variant }: { readonly url: string; readonly variant: Variant }): string {
  return url + site.pages.variant.replace(':sku', encodeURIComponent(variant.sku))
}

interface VariantAt {
  readonly product: Shown
  readonly variant: Variant
  readonly url: string
}

function variantData(at: OfferAt, { product, variant, url }: VariantAt): Node {
  const traitOf = traitsOf(at.config)
  const gtin = gtinOf(variant.barcode)
  const images = variant.image === null ? imagesOf(product) : [variant.image.url]
  const traits = variant.options.map(({ name, value }) => ({ name, value, trait: traitOf(name) }))
  const others = traits.filter(({ trait }) => trait === undefined)
  const offers = offerOf(at, { variant, url })
  return {
    sku: variant.sku,
    ...(gtin !== undefined && { gtin }),
    ...(images.length > 0 && { image: images }),
    ...(variant.weightGrams > 0 && {
      weight: { '@type': 'QuantitativeValue', value: variant.weightGrams, unitCode: 'GRM' },
    }),
    ...Object.fromEntries(traits.flatMap(({ trait, value }) => (trait === undefined ? [] : [[trait, value]]))),
    ...(others.length > 0 && {
      additionalProperty: others.map(({ name, value }) => ({ '@type': 'PropertyValue', name, value })),
    }),
    ...(offers !== undefined && { offers }),
  }
}

function imagesOf({ image, media }: Shown): string[] {
  const all = media.length > 0 ? media : image === null ? [] : [image]
  return all.map(({ url }) => url)
}
