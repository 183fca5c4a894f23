export { admin as transfersContract } from './contract.ts'
export { adminHandlers as transfersHandlers } from './routes.ts'
