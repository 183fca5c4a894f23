export { admin as locationsContract } from './contract.ts'
export { allLocations, LOCATIONS, type StockLocation } from './reads.ts'
export { adminHandlers as locationsHandlers } from './routes.ts'
export { createLocation } from './service.ts'
