import type { StockAt } from '@vitrine/core'
import { amountOf } from '../amount.ts'
import type { Settings } from '../settings.ts'
import type { Group, Shape } from '../shape.ts'

interface Available {
  readonly quantity: number
  readonly locations: readonly StockAt[]
}

/** What buyers may have sent, by warehouse where the settings name some (ShipToLocationAvailability). */
export function shipAvailability({ quantity, locations }: Available, { places }: Settings) {
  const availabilityDistributions = places
    .filter(({ use }) => use === 'ship')
    .map(({ location, merchantLocationKey }) => ({
      merchantLocationKey,
      quantity: locations.find((one) => one.location === location)?.quantity ?? 0,
    }))
  return { quantity, ...(availabilityDistributions.length === 0 ? {} : { availabilityDistributions }) }
}

/** What buyers may collect, by store (PickupAtLocationAvailability). */
function pickupAvailability({ locations }: Available, { places }: Settings) {
  return places
    .filter(({ use }) => use === 'pickup')
    .map(({ location, merchantLocationKey }) => {
      const quantity = locations.find((one) => one.location === location)?.quantity ?? 0
      return {
        merchantLocationKey,
        quantity,
        availabilityType: quantity > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK',
        fulfillmentTime: { unit: 'BUSINESS_DAY', value: 1 },
      }
    })
}

/** Whether stock goes with the item as a whole: the fast call knows no stores. */
export const hasStores = ({ places }: Settings) => places.some(({ use }) => use === 'pickup')

/** InventoryItemWithSkuLocale. A replace forgets what it is not told, so stock is always in it. */
export function itemBody(
  { key, shape, ...available }: { readonly key: string; readonly shape: Shape } & Available,
  { settings, language }: { readonly settings: Settings; readonly language: string },
) {
  const { title, aspects, imageUrls, brand, mpn, gtin, weight, condition, group } = shape
  const pickupAtLocationAvailability = pickupAvailability(available, settings)
  return {
    sku: key,
    locale: language.replace('-', '_'),
    condition,
    availability: {
      shipToLocationAvailability: shipAvailability(available, settings),
      ...(pickupAtLocationAvailability.length === 0 ? {} : { pickupAtLocationAvailability }),
    },
    product: {
      // The title of a member would overwrite that of its group.
      ...(group === null ? { title } : {}),
      aspects,
      imageUrls,
      ...(brand === null ? {} : { brand }),
      ...(mpn === null ? {} : { mpn }),
      ...gtinField(gtin),
    },
    ...(weight === null ? {} : { packageWeightAndSize: { weight: { unit: 'GRAM', value: weight } } }),
  }
}

/** A GTIN by what it is: 12 digits are a UPC, 978 and 979 begin an ISBN. */
function gtinField(gtin: string | null) {
  if (gtin === null || !/^\d{8,14}$/.test(gtin)) return {}
  if (gtin.length === 12) return { upc: [gtin] }
  return /^97[89]\d{10}$/.test(gtin) ? { isbn: [gtin] } : { ean: [gtin] }
}

/** EbayOfferDetailsWithId. An update replaces all of it, so the price is always in it; stock is the item's. */
export function offerBody({
  shape,
  price,
  currency,
}: {
  readonly shape: Shape
  readonly price: number
  readonly currency: string
}) {
  const { description, categoryId, merchantLocationKey, vatPercentage, catalogDetails, group } = shape
  const { fulfillmentPolicyId, paymentPolicyId, returnPolicyId } = shape
  return {
    categoryId,
    // The description of a group is the group's.
    ...(group === null ? { listingDescription: description } : {}),
    listingDuration: 'GTC',
    listingPolicies: { fulfillmentPolicyId, paymentPolicyId, returnPolicyId },
    merchantLocationKey,
    pricingSummary: { price: amountOf(price, currency) },
    includeCatalogProductDetails: catalogDetails,
    ...(vatPercentage === null ? {} : { tax: { applyTax: true, vatPercentage } }),
  }
}

/** What each member says of an item specific that buyers choose by. */
type Choices = readonly { readonly aspects: Readonly<Record<string, readonly string[]>> }[]

/** InventoryItemGroup: choices are those that its members have. */
export function groupBody(group: Group, skus: readonly string[], members: Choices) {
  const { title, description, imageUrls, aspects, variesBy } = group
  const specifications = variesBy.map((name) => ({
    name,
    values: [...new Set(members.flatMap((member) => member.aspects[name] ?? []))],
  }))
  return {
    title,
    description,
    imageUrls,
    aspects,
    variantSKUs: skus,
    variesBy: { aspectsImageVariesBy: variesBy.slice(0, 1), specifications },
  }
}
