import { authenticateAdmin, channelOfKey, requireScope } from '../access/index.ts'
import { customerActor } from '../customers/index.ts'
import { type App, type Http, safeEqual, system } from '../kernel/index.ts'
import type { Callers } from './surfaces.ts'

/** Who calls, as the doors of access and customers tell; operators are this machine's own: the command line with its token of this boot. */
export function callersOf(app: App, operators: readonly string[]): Callers {
  return {
    channelOf: (key) => channelOfKey(app, key),
    customerOf: (http) => customerActor(app, http),
    staffOf: async (http) => (isOperator(http, operators) ? system : authenticateAdmin(app, http)),
    requireScope,
  }
}

function isOperator(http: Http, operators: readonly string[]): boolean {
  const token = /^Bearer (\S+)$/.exec(http.header('Authorization') ?? '')?.[1]
  return token !== undefined && operators.some((operator) => safeEqual(operator, token))
}
