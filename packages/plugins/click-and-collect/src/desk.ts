import type { Scope } from '@vitrine/core'
import type { Config } from './config.ts'

/** What the plugin uses of the core. */
export const NEEDS = ['orders:write', 'fulfillment:write', 'inventory:write', 'catalog:read'] as const

/** What a piece of work at the counter sees of the shop. */
export type Desk = Scope<Config, (typeof NEEDS)[number]>
