export { type PriceRequest, pricesFor, type UnitPrice } from './prices-for.ts'
export { priceHistory, priceLists, prices } from './schema.ts'
export { rateOf, type Taxed, type TaxInput, type TaxResult, taxLines } from './tax.ts'
