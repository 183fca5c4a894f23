export { buckets, connections, health, lanes, leases, mappings, policies, quotas } from './connection-tables.ts'
export { listings, listingValues, receipts } from './listing-tables.ts'
export { channelCommands, channelKeys, hooks, intake, intakeLines } from './order-tables.ts'
export { exchanges, runs, steps } from './run-tables.ts'
