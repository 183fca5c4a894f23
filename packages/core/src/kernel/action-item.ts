import type { Context } from './context.ts'
import { extensionPoint } from './extensions.ts'

/** Something about a plugin that waits for a person: dead letters, failing jobs, credentials that ran out. */
export interface ActionItem {
  /** Stable, so that people can tell what is new: `dead-letters/loyalty/order.placed`. */
  readonly id: string
  /** Id of the plugin. */
  readonly plugin: string
  readonly title: string
  readonly detail: string
  /** Below the shop's address: where more is told. */
  readonly href: string
  readonly count: number
  /** Milliseconds; null when that is not known. */
  readonly since: number | null
}

/** Where rooms tell what waits: `contribute(actionItems, (ctx) => brokenConnections(ctx))`. Asked when somebody looks. */
export const actionItems = extensionPoint<(ctx: Context) => Promise<readonly ActionItem[]>>('plugins.actionItems')
