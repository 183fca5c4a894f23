export { type CheckOptions, checkInvariants, invariants } from './invariants.ts'
export type { Broken, InvariantId, InvariantReport, RepairReport, RepairStep, Violation } from './model.ts'
export { repairInvariants } from './repair.ts'
