import type { Cases } from '../cases.ts'
import { listingCrashes } from './listings.ts'
import { commandCrashes, orderCrashes } from './orders.ts'

/** A process may die at any moment: between a call and its note, with a call under way, with an order half taken in. */
export const crashCases: Cases = { ...listingCrashes, ...orderCrashes, ...commandCrashes }
