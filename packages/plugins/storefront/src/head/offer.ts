import type { StoreContext, WholeProduct } from '@vitrine/core'
import type { Settings } from '../settings.ts'
import { organizationId, type Site } from '../site.ts'
import { decimal } from './amount.ts'
import { pickupAt, type Stores } from './stores.ts'

type Variant = WholeProduct['variants'][number]
type Node = Record<string, unknown>

const AVAILABILITY: Readonly<Record<Variant['availability'], string>> = {
  in_stock: 'https://schema.org/InStock',
  few: 'https://schema.org/LimitedAvailability',
  backorder: 'https://schema.org/BackOrder',
  none: 'https://schema.org/OutOfStock',
}

export interface OfferAt {
  readonly site: Site
  readonly config: Settings
  readonly market: Pick<StoreContext['market'], 'countries'>
  readonly stores: Stores
}

/** schema.org Offer with what Google's merchant listings ask for; undefined where the variant has no price here. */
export function offerOf(
  at: OfferAt,
  { variant, url }: { readonly variant: Variant; readonly url: string },
): Node | undefined {
  const { price, compareAt, availability } = variant
  const places = pickupAt(at.site, at.stores, variant.id)
  if (price === null || price.amount === 0) return undefined
  const currency = { priceCurrency: price.currency }
  return {
    '@type': 'Offer',
    url,
    price: decimal(price),
    ...currency,
    availability: AVAILABILITY[availability],
    itemCondition: 'https://schema.org/NewCondition',
    seller: { '@type': 'OnlineStore', '@id': organizationId(at.site), name: at.site.name },
    ...(compareAt === null
      ? {}
      : {
          priceSpecification: {
            '@type': 'UnitPriceSpecification',
            priceType: 'https://schema.org/StrikethroughPrice',
            price: decimal(compareAt),
            ...currency,
          },
        }),
    ...(places.length > 0 && { availableAtOrFrom: places }),
    ...(at.config.returns && { hasMerchantReturnPolicy: returnPolicy(at, at.config.returns) }),
    ...(at.config.shipping.length > 0 && { shippingDetails: at.config.shipping.map(shippingDetails) }),
  }
}

/** Google takes at most 50 countries. */
const MOST_COUNTRIES = 50

export function returnPolicy({ market }: Pick<OfferAt, 'market'>, returns: NonNullable<Settings['returns']>): Node {
  return {
    '@type': 'MerchantReturnPolicy',
    applicableCountry: (returns.countries ?? market.countries).slice(0, MOST_COUNTRIES),
    returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
    merchantReturnDays: returns.days,
    returnMethod: returns.by === 'mail' ? 'https://schema.org/ReturnByMail' : 'https://schema.org/ReturnInStore',
    returnFees:
      returns.fees === 'free' ? 'https://schema.org/FreeReturn' : 'https://schema.org/ReturnFeesCustomerResponsibility',
  }
}

function shippingDetails({ country, amount, currency, handling, transit }: Settings['shipping'][number]): Node {
  const inDays = ([minValue, maxValue]: readonly [number, number]) => ({
    '@type': 'QuantitativeValue',
    minValue,
    maxValue,
    unitCode: 'DAY',
  })
  return {
    '@type': 'OfferShippingDetails',
    shippingRate: { '@type': 'MonetaryAmount', value: decimal({ amount, currency }), currency },
    shippingDestination: { '@type': 'DefinedRegion', addressCountry: country },
    ...((handling || transit) && {
      deliveryTime: {
        '@type': 'ShippingDeliveryTime',
        ...(handling && { handlingTime: inDays(handling) }),
        ...(transit && { transitTime: inDays(transit) }),
      },
    }),
  }
}
