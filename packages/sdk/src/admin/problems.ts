import type { admin } from '@vitrine/core/contract/admin'
import type { ClientProblems, EndpointsOf, ProblemsOf } from '../contract.ts'

/** All problems of the back office by code. */
export type AdminProblems = ProblemsOf<EndpointsOf<typeof admin>> & ClientProblems
