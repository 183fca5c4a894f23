import { audit } from '../access/index.ts'
import { type Context, isProblem, run } from '../kernel/index.ts'
import { checkInvariants } from './invariants.ts'
import type { Mend } from './mend.ts'
import { mendLevel } from './mend-level.ts'
import { mendPromises } from './mend-promises.ts'
import { mendReserved } from './mend-reserved.ts'
import type { InvariantId, RepairReport, RepairStep, Violation } from './model.ts'

/** What can be mended from stored facts, in this order: levels from the ledger, the ledger from reservations, reservations from orders. */
const mends: readonly (readonly [InvariantId, Mend])[] = [
  ['I1', mendLevel],
  ['I4', mendReserved],
  ['I3', mendPromises],
]

/** Mends what can be mended, one command per violation, with its reason in the ledger and in the audit log. The rest needs a person. */
export async function repairInvariants(
  ctx: Context,
  { only }: { readonly only?: readonly InvariantId[] | undefined } = {},
): Promise<RepairReport> {
  const steps: RepairStep[] = []
  for (const [invariant, mend] of mends) {
    if (only !== undefined && !only.includes(invariant)) continue
    const { violations } = await checkInvariants(ctx.db, { only: [invariant] })
    for (const violation of violations.flatMap(({ rows }) => rows))
      steps.push(await repairOne(ctx, { invariant, violation, mend }))
  }
  const repaired = steps.filter(({ outcome }) => outcome === 'repaired').length
  return { repaired, steps, after: await checkInvariants(ctx.db) }
}

interface Repairing {
  readonly invariant: InvariantId
  readonly violation: Violation
  readonly mend: Mend
}

async function repairOne(ctx: Context, { invariant, violation, mend }: Repairing): Promise<RepairStep> {
  const { subject, cause } = violation
  try {
    const { result } = await run(ctx, {
      name: 'integrity.repair',
      // A repeated request finds other violations than the first one did: each is a command of its own, never the answer to an earlier one.
      id: ctx.newId('cmd'),
      plan: async (commandId) => {
        const statements = await mend(ctx, violation, commandId)
        if (statements.length === 0) return { statements, result: false }
        const note = audit(ctx, { action: 'integrity.repair', subject, detail: { invariant, cause }, commandId })
        return { statements: [...statements, note], result: true }
      },
    })
    return { invariant, subject, outcome: result ? 'repaired' : 'gone', detail: cause }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { invariant, subject, outcome: 'refused', detail: `${cause}: ${error.message}` }
  }
}
