import * as v from 'valibot'
import { isCurrency } from '../kernel/shared.ts'
import { CountrySchema, LanguageSchema, SlugSchema, shortText } from './words.ts'

export { type Address, AddressInput, AddressSchema } from './address.ts'
export { CountrySchema, LanguageSchema, optionalText, SlugSchema, shortText } from './words.ts'

export const CurrencySchema = v.pipe(
  v.string(),
  v.check(isCurrency, 'must be a currency code of ISO 4217, such as EUR'),
)

/** A class of goods for tax, such as `standard` or `reduced`. */
export const TaxClassSchema = SlugSchema

/** The tax class of goods and shipping that name none, and the rate of classes that a zone does not know. */
export const STANDARD_TAX = 'standard'

export const TaxRounding = v.picklist(['line', 'total'])
export type TaxRounding = v.InferOutput<typeof TaxRounding>

export const Status = v.picklist(['active', 'archived'])

/** The surface where a sale happens. */
export const ChannelKind = v.picklist(['web', 'till', 'phone', 'marketplace', 'messenger', 'social', 'feed', 'agent'])
export type ChannelKind = v.InferOutput<typeof ChannelKind>

/** Where the buyer is: it decides currency, languages and tax. */
export interface Market {
  readonly id: string
  readonly code: string
  readonly name: string
  /** ISO 3166-1 codes; empty means every country. The first one is assumed until the buyer gives an address. */
  readonly countries: readonly string[]
  /** The currency of those who ask for none. */
  readonly currency: string
  /** All currencies that a buyer may choose, `currency` included. */
  readonly currencies: readonly string[]
  /** In the order in which texts fall back. */
  readonly languages: readonly string[]
  readonly defaultLanguage: string
  readonly pricesIncludeTax: boolean
  readonly taxRounding: TaxRounding
  readonly status: 'active' | 'archived'
  /** Answers buyers that name no market. */
  readonly isDefault: boolean
}

/** Where the sale happens: the web shop, a till, a marketplace. */
export interface SalesChannel {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: ChannelKind
  /** Codes of markets that it sells in; empty means all. */
  readonly marketCodes: readonly string[]
  readonly status: 'active' | 'archived'
  /** Answers requests that name no channel. */
  readonly isDefault: boolean
  /** New products that name no channels are published here. */
  readonly publishesNew: boolean
}

const marketFields = {
  name: shortText(100),
  countries: v.pipe(v.array(CountrySchema), v.maxLength(250)),
  currency: CurrencySchema,
  currencies: v.pipe(v.array(CurrencySchema), v.minLength(1), v.maxLength(20)),
  languages: v.pipe(v.array(LanguageSchema), v.minLength(1), v.maxLength(30)),
  defaultLanguage: LanguageSchema,
  pricesIncludeTax: v.boolean(),
  taxRounding: TaxRounding,
  isDefault: v.boolean(),
}

export const MarketInput = v.strictObject({
  code: SlugSchema,
  name: marketFields.name,
  countries: v.optional(marketFields.countries, []),
  currency: marketFields.currency,
  currencies: v.optional(marketFields.currencies),
  languages: marketFields.languages,
  defaultLanguage: v.optional(marketFields.defaultLanguage),
  pricesIncludeTax: v.optional(marketFields.pricesIncludeTax, true),
  taxRounding: v.optional(marketFields.taxRounding, 'line'),
  isDefault: v.optional(marketFields.isDefault, false),
})
export type MarketInput = v.InferOutput<typeof MarketInput>

export const MarketPatch = v.partial(v.strictObject({ ...marketFields, status: Status }))
export type MarketPatch = v.InferOutput<typeof MarketPatch>

const channelFields = {
  name: shortText(100),
  marketCodes: v.pipe(v.array(SlugSchema), v.maxLength(250)),
  isDefault: v.boolean(),
  publishesNew: v.boolean(),
}

export const ChannelInput = v.strictObject({
  code: SlugSchema,
  name: channelFields.name,
  kind: ChannelKind,
  marketCodes: v.optional(channelFields.marketCodes, []),
  isDefault: v.optional(channelFields.isDefault, false),
  publishesNew: v.optional(channelFields.publishesNew, true),
})
export type ChannelInput = v.InferOutput<typeof ChannelInput>

export const ChannelPatch = v.partial(v.strictObject({ ...channelFields, status: Status }))
export type ChannelPatch = v.InferOutput<typeof ChannelPatch>
