/** The invented beekeeping supplier as plain data: no database, no services, nothing but words and numbers. */

export { ATTRIBUTES, type AttributeKey, type SeedAttribute, type SeedAttributes } from './attributes.ts'
export { CATEGORIES } from './categories.ts'
export { COLLECTIONS } from './collections.ts'
export { type Cargo, DELIVERY, type SeedDelivery, type SeedRate } from './delivery.ts'
export { LOCATIONS, type LocationCode, type SeedLocation } from './locations.ts'
export { CHANNEL, MARKETS, type MarketCode, type SeedMarket, type SeedTaxZone, TAX_ZONES } from './markets.ts'
export { PRODUCTS } from './products/index.ts'
export { SHOP, SHOP_NAME } from './shop.ts'
export {
  type Art,
  type CategoryCode,
  CURRENCIES,
  type Currency,
  LANGUAGES,
  type Language,
  type Prices,
  type SeedCollection,
  type SeedOption,
  type SeedOptionValue,
  type SeedProduct,
  type SeedRule,
  type SeedVariant,
  type Tag,
  type TaxClass,
  type Texts,
  type UnitMeasure,
} from './types.ts'
