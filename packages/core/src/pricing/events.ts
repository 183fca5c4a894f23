import { defineEvent } from '../events/index.ts'

export interface PriceEvent {
  readonly productId: string
  readonly variantIds: readonly string[]
}

/** Prices of a product were written, or began or ceased to hold. */
export const priceChanged = defineEvent<PriceEvent>('price.changed', { isPublic: true })

/** A price list changed, began or ceased to hold: any of its prices may be another now. */
export const priceListUpdated = defineEvent<{ readonly priceListId: string }>('priceList.updated')
