import { OWED } from '../../../kernel/index.ts'
import type { Work } from '../../lane/index.ts'
import type { Decided, Decision } from '../deciding/index.ts'
import { patchListing } from '../turn-to.ts'

export type Publishing = Decided & { readonly decision: Extract<Decision, { do: 'publish' }> }

/** A call is about to begin that may make something. */
export async function noteAsked({ ctx }: Work, batch: readonly Publishing[]): Promise<void> {
  const now = ctx.now()
  const lines = batch
    .filter(({ decision }) => decision.operation === 'create')
    .map(({ row, decision }) =>
      patchListing({ id: row.id }, { askedAt: now, sent: decision.shape, sentHash: decision.hash, observations: 0 }),
    )
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}

/** The call was refused before it could do anything. */
export async function forgetAsked({ ctx }: Work, batch: readonly Publishing[]): Promise<void> {
  const lines = batch
    .filter(({ decision }) => decision.operation === 'create')
    .map(({ row }) => patchListing({ id: row.id }, { askedAt: null, sent: null, sentHash: null }))
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}
