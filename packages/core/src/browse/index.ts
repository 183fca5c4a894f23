export { indexProducts } from './coalesce.ts'
