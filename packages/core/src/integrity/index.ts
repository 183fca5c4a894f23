export { type CheckOptions, checkInvariants } from './invariants.ts'
export type { Broken, InvariantId, InvariantReport, RepairReport, RepairStep, Violation } from './model.ts'
