import { extensionPoint } from '../kernel/index.ts'
import type { AnyChannel } from './channel.ts'

/** A channel as the shop has it: what its author wrote, and a `fetch` that is held to its hosts. */
export interface InstalledChannel {
  readonly channel: AnyChannel
  readonly fetch: typeof globalThis.fetch
}

/** Where plugins put their channels; those of disabled plugins are not found. */
export const channelPoint = extensionPoint<InstalledChannel>('channels.channel')
