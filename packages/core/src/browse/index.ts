export { indexProducts } from './coalesce.ts'
export { indexMade } from './index-made.ts'
