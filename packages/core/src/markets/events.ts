import { defineEvent } from '../events/index.ts'

/** A market opened. */
export const marketCreated = defineEvent<{ readonly marketId: string }>('market.created')

/** Fields of a market were written, or it was archived or opened again. */
export const marketUpdated = defineEvent<{ readonly marketId: string; readonly fields: readonly string[] }>(
  'market.updated',
)
