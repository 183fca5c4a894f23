import { defineEvent } from '../events/index.ts'

/** What can be had of a variant changed, or what is on its way. One per command and variant; read the rest. */
export const stockChanged = defineEvent<{ readonly variantId: string }>('stock.changed', { isPublic: true })

/** The available quantity reached the level's threshold; once for each time it falls there. */
export const stockLow = defineEvent<{
  readonly variantId: string
  readonly locationId: string
  readonly available: number
  readonly lowAt: number
}>('stock.low')

/** Fields of a stock location were written, or it was closed or opened again: whom it serves may be others now. */
export const locationUpdated = defineEvent<{ readonly locationId: string }>('location.updated')
