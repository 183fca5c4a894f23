/* Collecting in a store, as a plugin of a Vitrine shop. */
export { contract } from './contract.ts'
export { events, type PickupFact } from './events.ts'
export { clickAndCollect } from './plugin.ts'
export { problems } from './problems.ts'
