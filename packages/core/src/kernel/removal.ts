import type { Context } from './context.ts'
import { extensionPoint } from './extensions.ts'

/** What a room had to end before a plugin could go. */
export interface Ended {
  /** In the plural, for people: `listings`. */
  readonly what: string
  readonly count: number
}

/**
 * Rooms that hold something in the name of plugins end it before a plugin is removed: `contribute(pluginRemoving, endListings)`.
 * May call outside and take long; must be safe to run again. When it throws, nothing is removed.
 */
export const pluginRemoving =
  extensionPoint<(ctx: Context, plugin: { readonly id: string; readonly data: 'keep' | 'drop' }) => Promise<Ended>>(
    'plugins.removing',
  )
