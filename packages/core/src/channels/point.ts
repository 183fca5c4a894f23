import { type App, extensionPoint } from '../kernel/index.ts'
import type { AnyChannel } from './channel.ts'

/** A channel as the shop has it: what its author wrote, and a `fetch` that is held to its hosts. */
export interface InstalledChannel {
  readonly channel: AnyChannel
  readonly fetch: typeof globalThis.fetch
}

/** Where plugins put their channels; those of disabled plugins are not found. */
export const channelPoint = extensionPoint<InstalledChannel>('channels.channel')

/** The same with those of disabled plugins: for what must be done when one goes. */
export const presentChannels = extensionPoint<InstalledChannel>('channels.present')

export function presentChannel({ extensions }: Pick<App, 'extensions'>, id: string): InstalledChannel | undefined {
  return extensions.of(presentChannels).find(({ channel }) => channel.id === id)
}
