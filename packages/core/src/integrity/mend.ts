import type { Because } from '../inventory/index.ts'
import type { Context, Statement } from '../kernel/index.ts'
import type { Violation } from './model.ts'

/** Lines that make a violation whole, planned from a fresh look at it; none when it is gone by now. */
export type Mend = (ctx: Context, violation: Violation, commandId: string) => Promise<readonly Statement[]>

/** What the ledger says about a repair. */
export function causeOf({ cause }: Violation, commandId: string): Because {
  return { commandId, cause: { type: 'integrity', id: null }, reason: cause.slice(0, 500) }
}

export interface LevelKey {
  readonly variantId: string
  readonly locationId: string
}

export function levelKeyOf({ data }: Violation): LevelKey {
  return { variantId: String(data.variantId), locationId: String(data.locationId) }
}
