import { checkInvariants, type InvariantId } from '../integrity/index.ts'
import type { App } from '../kernel/index.ts'

/** Throws with every cause when an invariant does not hold. For `afterEach` of every test that changes data. */
export async function assertInvariants({ db }: Pick<App, 'db'>, only?: readonly InvariantId[]): Promise<void> {
  const { violations } = await checkInvariants(db, only === undefined ? {} : { only })
  if (violations.length === 0) return
  const causes = violations.flatMap(({ invariant, rows }) => rows.map(({ cause }) => `${invariant} ${cause}`))
  throw new Error(`invariants are broken:\n${causes.join('\n')}`)
}
