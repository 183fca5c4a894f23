export { productFeed } from './product-feed.ts'
