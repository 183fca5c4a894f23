export {
  type FulfilledReservation,
  fulfilledReservations,
  type Relocation,
  relocate,
  unfulfil,
} from './amend.ts'
export { availableOf } from './available.ts'
export { type LocationStock, stockByLocation } from './by-location.ts'
export { locationUpdated, stockChanged, stockLow } from './events.ts'
export { commitPlan, hold } from './hold.ts'
export { endExpiredHolds } from './jobs.ts'
export { allLocations, createLocation, LOCATIONS, LocationInput, type StockLocation } from './locations/index.ts'
export type {
  Allocation,
  Decision,
  HoldLine,
  HoldPlan,
  HoldRequest,
  Level,
  LiveReservation,
  ReasonRow,
  Shortage,
  Why,
} from './model.ts'
export { type Cause, type MoveContext, variantTopic } from './movement.ts'
export {
  commitHold,
  extendHold,
  fulfil,
  releaseHold,
  type Settled,
  type ToOrder,
  uncommit,
} from './moves.ts'
export { missingAt } from './places.ts'
export { HOLD_LIMITS, planHold } from './plan.ts'
export { type PromiseRequest, promise, type VariantPromise } from './promises/index.ts'
export { levelsOf, liveReservations } from './reads.ts'
export {
  type Because,
  type Correction,
  correct,
  lose,
  type Missing,
  type NotFound,
  notFoundOf,
  type Restocked,
  restock,
} from './restock.ts'
export { inventoryLevels, reservations, stockLocations, stockTasks } from './schema.ts'
export { refuseShortages } from './shortage.ts'
export { adjust, emptyLevel, type LevelKey } from './stock/index.ts'
