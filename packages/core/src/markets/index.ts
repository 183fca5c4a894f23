export {
  type Address,
  AddressInput,
  AddressSchema,
  type ChannelKind,
  CountrySchema,
  CurrencySchema,
  isCountry,
  LanguageSchema,
  type Market,
  optionalText,
  type SalesChannel,
  SlugSchema,
  STANDARD_TAX,
  shortText,
  TaxClassSchema,
} from './model.ts'
export { problems as marketProblems } from './problems.ts'
export { allChannels, allMarkets, defaultMarket, MARKETS } from './reads.ts'
export { markets, salesChannels, taxZones } from './schema.ts'
export { resolveStore, type StoreContext, type StoreWishes } from './store.ts'
export { type Place, TAX_RATES, type TaxRates, taxRates } from './tax-rates.ts'
