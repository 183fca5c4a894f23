import * as v from 'valibot'
import { Amount } from '../amount.ts'
import { Faults } from '../api/faults.ts'

/** An entry of the answer of a bulk call, by SKU. */
const bySku = { sku: v.optional(v.string()), statusCode: v.number(), errors: Faults, warnings: Faults }

/** bulkCreateOrReplaceInventoryItem, bulkUpdatePriceQuantity. */
export const BulkAnswer = v.object({
  responses: v.array(v.object({ ...bySku, offerId: v.optional(v.string()) })),
})
export type BulkEntry = v.InferOutput<typeof BulkAnswer>['responses'][number]

/** bulkPublishOffer. */
export const PublishAnswer = v.object({
  responses: v.array(
    v.object({
      offerId: v.string(),
      listingId: v.optional(v.string()),
      statusCode: v.number(),
      errors: Faults,
      warnings: Faults,
    }),
  ),
})

export type PublishEntry = v.InferOutput<typeof PublishAnswer>['responses'][number]

/** publishOfferByInventoryItemGroup. */
export const GroupPublished = v.object({ listingId: v.optional(v.string()), warnings: Faults })

const Availability = v.object({
  shipToLocationAvailability: v.optional(v.object({ quantity: v.optional(v.number()) })),
})

/** The parts of an inventory item that are read back. */
export const ItemAnswer = v.object({
  sku: v.optional(v.string()),
  condition: v.optional(v.string()),
  product: v.optional(
    v.object({
      title: v.optional(v.string()),
      aspects: v.optional(v.record(v.string(), v.array(v.string())), {}),
      imageUrls: v.optional(v.array(v.string()), []),
    }),
  ),
  availability: v.optional(Availability),
  groupIds: v.optional(v.array(v.string()), []),
  inventoryItemGroupKeys: v.optional(v.array(v.string()), []),
})
export type ItemAnswer = v.InferOutput<typeof ItemAnswer>

/** bulkGetInventoryItem. */
export const BulkItems = v.object({
  responses: v.array(v.object({ ...bySku, inventoryItem: v.optional(ItemAnswer) })),
})

/** getInventoryItems. */
export const ItemsPage = v.object({
  inventoryItems: v.optional(v.array(ItemAnswer), []),
  total: v.optional(v.number(), 0),
  size: v.optional(v.number()),
})

/** An offer as getOffers tells it (EbayOfferDetailsWithAll). */
export const Offer = v.object({
  offerId: v.string(),
  sku: v.string(),
  marketplaceId: v.optional(v.string()),
  status: v.optional(v.string()),
  categoryId: v.optional(v.string()),
  availableQuantity: v.optional(v.number()),
  listingDescription: v.optional(v.string()),
  pricingSummary: v.optional(v.object({ price: v.optional(Amount) })),
  listing: v.optional(
    v.object({
      listingId: v.optional(v.string()),
      listingStatus: v.optional(v.string()),
      listingOnHold: v.optional(v.boolean(), false),
    }),
  ),
})
export type Offer = v.InferOutput<typeof Offer>

export const OffersPage = v.object({ offers: v.optional(v.array(Offer), []) })

/** An inventory item group as it is (InventoryItemGroup). */
export const GroupAnswer = v.object({
  title: v.optional(v.string()),
  description: v.optional(v.string()),
  variantSKUs: v.optional(v.array(v.string()), []),
})
export type GroupAnswer = v.InferOutput<typeof GroupAnswer>

/** A group with everything that a replace must say again. */
export const WholeGroup = v.looseObject({
  inventoryItemGroupKey: v.optional(v.string()),
  variantSKUs: v.optional(v.array(v.string()), []),
})
