import type { Product } from '@vitrine/sdk'
import { money } from '../../shared/money.ts'
import { pathOf } from '../parts/picture.tsx'
import { type UnitMeasure, unitPriceOf } from '../unit-pricing.ts'
import type { Visit } from '../visit.ts'
import type { Promised } from './availability-panel.tsx'
import type { BuyBoxData } from './buy-box.tsx'
import { choiceOf, type Variant } from './choice.ts'

interface BuyFacts {
  readonly product: Product
  readonly measures: ReadonlyMap<string, UnitMeasure>
  readonly promises: ReadonlyMap<string, Promised>
}

/** What the box needs of a product. */
export function buyData(visit: Visit, { product, measures, promises }: BuyFacts): BuyBoxData {
  const { to, language, market } = visit
  return {
    title: product.title,
    language,
    addTo: to('/cart/lines'),
    page: to(`/products/${product.handle}`),
    options: product.options,
    taxIncluded: market.pricesIncludeTax,
    variants: product.variants.map((variant) => {
      const { sku, price, compareAt, lowest30, available, availability, image } = variant
      return {
        ...{ sku, available, availability },
        price: price ?? null,
        compareAt: compareAt ?? null,
        lowest30: lowest30 ?? null,
        choice: choiceOf(variant),
        unitPrice: unitPriceText(visit, variant, measures.get(variant.id)),
        picture: image === null ? null : { src: pathOf(image.url), alt: image.alt },
        promised: promises.get(variant.id) ?? null,
      }
    }),
  }
}

function unitPriceText({ t, language }: Visit, { price }: Variant, measure: UnitMeasure | undefined): string | null {
  if (measure === undefined || !price) return null
  const { amount, per } = unitPriceOf(price.amount, measure)
  return t.product.unitPrice(money({ amount, currency: price.currency }, language), per)
}
