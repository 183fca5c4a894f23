import type { Context } from './context.ts'
import type { Contract } from './contract.ts'
import type { Migration } from './database/migrate.ts'
import type { Contribution } from './extensions.ts'
import type { Handlers } from './mount.ts'
import type { ProblemType } from './problem.ts'

export type SurfaceName = 'store' | 'admin' | 'hooks'

/** A contract with its handlers, bound to the surface on which it is mounted. */
export interface Mountable {
  readonly surface: SurfaceName
  readonly contract: Contract
  readonly handlers: Handlers<Contract, Context>
}

/** What a room or plugin brings to the whole: schema steps, endpoints and contributions to extension points. */
export interface Room {
  readonly id: string
  readonly migrations?: readonly Migration[]
  readonly mounts?: readonly Mountable[]
  readonly contributes?: readonly Contribution[]
  /** Codes that its endpoints do not declare, since others answer them: those of its claims. */
  readonly problems?: readonly ProblemType[]
}

/** Ties handlers to their contract, checked here once; the composer no longer needs their types. */
export function mountable<const C extends Contract, Ctx extends Context>(
  surface: SurfaceName,
  contract: C,
  handlers: Handlers<C, Ctx>,
): Mountable {
  return { surface, contract, handlers: handlers as unknown as Handlers<Contract, Context> }
}
