export { type FulfilledReservation, fulfilledReservations, type Relocation, relocate, unfulfil } from './amend.ts'
export { availableOf } from './available.ts'
export { stockChanged, stockLow } from './events.ts'
export { commitPlan, hold } from './hold.ts'
export { allLocations, LOCATIONS, type StockLocation } from './locations.ts'
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
  expireHold,
  extendHold,
  fulfil,
  releaseHold,
  type Settled,
  type ToOrder,
  uncommit,
} from './moves.ts'
export { HOLD_LIMITS, planHold } from './plan.ts'
export { problems as inventoryProblems } from './problems.ts'
export { levelsOf, liveReservations } from './reads.ts'
export { inventoryLevels, reservations, stockLocations, stockMovements, stockTasks } from './schema.ts'
export { refuseShortages } from './shortage.ts'
