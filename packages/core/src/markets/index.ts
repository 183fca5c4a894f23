export { newChannelLines } from './channel-service.ts'
export { marketCreated, marketUpdated } from './events.ts'
export {
  type Address,
  type ChannelKind,
  LanguageSchema,
  type Market,
  type SalesChannel,
  STANDARD_TAX,
} from './model.ts'
export { allChannels, allMarkets, defaultMarket, MARKETS } from './reads.ts'
export { markets, salesChannels } from './schema.ts'
export { resolveStore, type StoreContext, type StoreWishes } from './store.ts'
export { type Place, type TaxRates, taxRates } from './tax-rates.ts'
export { type StoreTerms, storeOfTerms } from './terms.ts'
