export { shopQueries } from './queries.ts'
