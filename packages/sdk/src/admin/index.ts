import { guard, type ProblemGuard } from '../problem.ts'
import type { AdminProblems } from './problems.ts'

/** True for problems of the back office and of the way there; with codes, only for those, and their extras are typed. */
export const isProblem: ProblemGuard<AdminProblems> = guard as ProblemGuard<AdminProblems>

export { type Answer, answerOf } from '../answer.ts'
export type { ContractClient } from '../contract-client.ts'
export { each } from '../each.ts'
export { type FieldError, type ProblemGuard, ShopProblem } from '../problem.ts'
export type { CallOptions, ShopRequest, ShopResponse } from '../send.ts'
export type { ShopEvent, Watch, WatchCallbacks, WatchOptions } from '../watch.ts'
export { type Admin, type AdminOptions, createAdmin } from './admin.ts'
export type { AdminProblems } from './problems.ts'
