import { type App, requestProblems, safeEqual, system } from '../kernel/index.ts'
import type { Callers } from './surfaces.ts'

/** Who calls, as the doors of access and customers tell. */
export function callersOf(_app: App, operators: readonly string[]): Callers {
  return {
    channelOf: async () => {
      throw requestProblems.unauthenticated({ detail: 'This publishable key is not known.' })
    },
    customerOf: async () => undefined,
    staffOf: async (http) => {
      const token = http.header('Authorization')?.replace(/^Bearer /, '') ?? ''
      if (operators.some((operator) => safeEqual(operator, token))) return system
      throw requestProblems.unauthenticated()
    },
    requireScope: () => undefined,
  }
}
