import type { PluginWorld } from './world.ts'

/** What a plugin must have for a case. */
export type PluginNeeds =
  | 'settings'
  | 'migrations'
  | 'endpoints'
  | 'subscriptions'
  | 'jobs'
  | 'before'
  | 'readme'
  | 'codes'
  | 'messages'

type Run = (world: PluginWorld) => Promise<void>

export type PluginCases = Readonly<Record<string, Run | { readonly needs: readonly PluginNeeds[]; readonly run: Run }>>
