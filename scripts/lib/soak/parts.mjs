import { faults } from './faults.mjs'
import { guests } from './guests.mjs'
import { models } from './models.mjs'

/** The long runs. A new one is a line with its family: its tests read their length and `VITRINE_SEED` from the environment and print one line. */
export const parts = [...faults, ...models, ...guests]
