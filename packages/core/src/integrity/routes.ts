import type { Context, Handlers } from '../kernel/index.ts'
import type { admin } from './contract.ts'
import { checkInvariants } from './invariants.ts'
import { repairInvariants } from './repair.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  check: ({ ctx }) => checkInvariants(ctx.db),
  repair: ({ ctx, body }) => repairInvariants(ctx, { only: body.invariants }),
}
