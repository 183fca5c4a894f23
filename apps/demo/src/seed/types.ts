import type { PaletteName, SceneName, ShapeName } from '../art/index.ts'
import type { SeedAttributes } from './attributes.ts'
import type { LocationCode } from './locations.ts'

export const LANGUAGES = ['en', 'uk', 'pl', 'nl', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** One text in every language of the shop. */
export type Texts = Readonly<Record<Language, string>>

export const CURRENCIES = ['PLN', 'EUR', 'UAH'] as const
export type Currency = (typeof CURRENCIES)[number]

/** Integer minor units by currency. */
export type Prices = Readonly<Record<Currency, number>>

export type TaxClass = 'standard' | 'reduced' | 'food'

export type CategoryCode = 'hives' | 'frames' | 'tools' | 'clothing' | 'extraction' | 'honey' | 'wax' | 'bees'

export type Tag = 'sale' | 'gift' | 'new' | 'market-favourite'

/** What to draw for a product or for one of its variants. */
export type Art = { readonly shape: ShapeName; readonly palette: PaletteName }

export type SeedOptionValue = {
  readonly code: string
  readonly name: Texts
  /** A swatch, `#rrggbb`. */
  readonly hex?: string
  /** What this choice changes in the picture. */
  readonly art?: Partial<Art>
}

export type SeedOption = { readonly code: string; readonly name: Texts; readonly values: readonly SeedOptionValue[] }

/** Content of one piece for the price per unit: `quantity` of `unit`, compared by `per` of them. */
export type UnitMeasure = { readonly quantity: number; readonly unit: 'g' | 'ml' | 'pcs'; readonly per: number }

export type SeedVariant = {
  readonly sku: string
  /** EAN-13 for internal use (prefix 2). */
  readonly barcode: string
  /** Value code by option code; empty when the product has no options. */
  readonly options: Readonly<Record<string, string>>
  readonly prices: Prices
  readonly compareAt?: Prices
  /** Grams, packed. */
  readonly weight: number
  readonly stock: Readonly<Record<LocationCode, number>>
  readonly backorder?: true
  readonly untracked?: true
  readonly measure?: UnitMeasure
  readonly art: Art
}

export type SeedProduct = {
  readonly handle: string
  readonly title: Texts
  readonly subtitle: Texts
  /** Two to four sentences of plain text. */
  readonly description: Texts
  readonly category: CategoryCode
  readonly tags: readonly Tag[]
  readonly attributes: SeedAttributes
  readonly options: readonly SeedOption[]
  readonly variants: readonly SeedVariant[]
  readonly taxClass: TaxClass
  readonly art: Art
  /** Too large for a parcel: kept in the warehouse and sent by pallet. */
  readonly bulky?: true
  /** Only handed over in a shop. */
  readonly pickupOnly?: true
}

/** One condition on a product: `tag`, `type` (the category) or `attribute.<key>`. */
export type SeedRule =
  | { readonly field: string; readonly is: string }
  | { readonly field: string; readonly oneOf: readonly string[] }

export type SeedCollection = {
  readonly handle: string
  readonly title: Texts
  readonly description: Texts
  readonly scene: SceneName
  /** By hand, in this order, or by rule. */
  readonly members:
    | { readonly by: 'hand'; readonly products: readonly string[] }
    | { readonly by: 'rule'; readonly rule: SeedRule }
}
