export { googleMerchant } from './google/google-merchant.ts'
export { metaCatalog } from './meta/meta-catalog.ts'
export { productFeed } from './product-feed.ts'
