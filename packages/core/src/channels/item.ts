import type { Money } from '../kernel/index.ts'

/** How much of an item a channel may sell at one place, after the connection's stock policy. */
export interface StockAt {
  readonly locationId: string
  /** As the shop calls the place: `warehouse-north`. */
  readonly location: string
  readonly quantity: number
}

export interface ItemPicture {
  /** Absolute. */
  readonly url: string
  readonly alt: string
}

/** One variant as a channel may show it: in the connection's language, currency and prices, with what was overridden for the channel. */
export interface ItemVariant {
  readonly variantId: string
  readonly sku: string
  /** GTIN. */
  readonly barcode: string | null
  readonly title: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly attributes: Readonly<Record<string, unknown>>
  readonly pictures: readonly ItemPicture[]
  /** After the price policy; null when the variant has none in the currency. */
  readonly price: Money | null
  readonly compareAt: Money | null
  /** After the stock policy. */
  readonly quantity: number
  readonly stock: readonly StockAt[]
  /** Grams. */
  readonly weight: number | null
}

/** A product with its variants: what `listings.map` makes a listing of when the unit is the product. */
export interface ItemProduct {
  readonly productId: string
  readonly handle: string
  readonly title: string
  /** Plain text. */
  readonly description: string
  readonly brand: string | null
  /** Handles of the collections that it is in. */
  readonly collections: readonly string[]
  /** What the merchant chose for this channel: an override, or the attribute mapping's answer. */
  readonly category: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly pictures: readonly ItemPicture[]
  /** Which of its fields the merchant wrote for this channel, in place of the shop's own. */
  readonly overridden?: readonly string[]
  /** Where the shop shows it. */
  readonly url: string
  readonly variants: readonly ItemVariant[]
}

/** What `listings.map` makes a listing of when the unit is the variant (the usual case). */
export interface Item extends ItemVariant {
  readonly product: ItemProduct
}
