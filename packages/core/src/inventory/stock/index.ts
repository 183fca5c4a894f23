export { adjust, adjustStock, emptyLevel, type LevelKey } from './adjust.ts'
export { admin as stockContract } from './contract.ts'
export { adminHandlers as stockHandlers } from './routes.ts'
