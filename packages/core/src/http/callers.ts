import { type App, requestProblems } from '../kernel/index.ts'
import type { Callers } from './surfaces.ts'

/** Who calls, as the doors of access and customers tell. */
export function callersOf(_app: App): Callers {
  return {
    channelOf: async () => {
      throw requestProblems.unauthenticated({ detail: 'This publishable key is not known.' })
    },
    customerOf: async () => undefined,
    staffOf: async () => {
      throw requestProblems.unauthenticated()
    },
    requireScope: () => undefined,
  }
}
