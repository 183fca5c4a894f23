import type { Scope } from '@vitrine/core'
import type { Settings } from './settings.ts'

/** What of the core the plugin uses: keys of its sales channel, and where its stores are. */
export const needs = ['keys:read', 'keys:write', 'inventory:read'] as const

export type StorefrontScope = Scope<Settings, (typeof needs)[number]>
