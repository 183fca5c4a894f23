import type { Product } from '@vitrine/sdk'
import { SHOP_NAME } from '../../seed/index.ts'
import { minorPer } from '../../shared/money.ts'
import type { Visit } from '../visit.ts'
import type { Variant } from './choice.ts'

const IN_STOCK: Readonly<Record<Variant['availability'], string>> = {
  in_stock: 'https://schema.org/InStock',
  few: 'https://schema.org/LimitedAvailability',
  backorder: 'https://schema.org/BackOrder',
  none: 'https://schema.org/OutOfStock',
}

/** A product for search engines: a group with its variants, or one product where there is no choice. */
export function productData(visit: Visit, product: Product): object {
  const common = {
    name: product.title,
    description: plain(product.description),
    brand: { '@type': 'Brand', name: product.vendor || SHOP_NAME },
  }
  const [only] = product.variants
  if (product.options.length === 0 && only !== undefined)
    return { '@type': 'Product', ...common, ...variantData(visit, product, only) }
  return {
    '@type': 'ProductGroup',
    ...common,
    productGroupID: product.id,
    url: addressOf(visit, product),
    variesBy: product.options.map(({ name }) => name),
    hasVariant: product.variants.map((variant) => ({
      '@type': 'Product',
      name: `${product.title}, ${variant.title}`,
      ...variantData(visit, product, variant),
    })),
  }
}

function variantData(visit: Visit, product: Product, variant: Variant): object {
  const { sku, price, availability, image } = variant
  const picture = image ?? product.image
  return {
    sku,
    ...(picture === null ? {} : { image: picture.url }),
    additionalProperty: variant.options.map(({ name, value }) => ({ '@type': 'PropertyValue', name, value })),
    ...(price && {
      offers: {
        '@type': 'Offer',
        url: `${addressOf(visit, product)}?variant=${encodeURIComponent(sku)}`,
        price: (price.amount / minorPer(price.currency)).toFixed(2),
        priceCurrency: price.currency,
        availability: IN_STOCK[availability],
        itemCondition: 'https://schema.org/NewCondition',
        hasMerchantReturnPolicy: {
          '@type': 'MerchantReturnPolicy',
          applicableCountry: visit.market.countries.slice(0, 50),
          returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
          merchantReturnDays: 30,
          returnMethod: 'https://schema.org/ReturnByMail',
        },
      },
    }),
  }
}

function addressOf({ house, to }: Visit, { handle }: Product): string {
  return house.publicUrl + to(`/products/${handle}`)
}

/** HTML without its tags. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
