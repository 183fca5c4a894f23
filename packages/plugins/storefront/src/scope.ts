import type { Connections, Scope } from '@vitrine/core'
import type { Settings } from './settings.ts'
import type { WindowApi } from './windows/api.ts'
import type { WindowSettings } from './windows/settings.ts'

/** What of the core the plugin uses: keys of its sales channels, where its stores are, and its own listings. */
export const needs = [
  'keys:read',
  'keys:write',
  'inventory:read',
  'channels:read',
  'channels:write',
  'markets:read',
] as const

export type StorefrontScope = Scope<Settings, (typeof needs)[number]> &
  Connections<WindowSettings, Record<never, never>, WindowApi>
