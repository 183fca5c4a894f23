export { bazaar } from './bazaar.ts'
