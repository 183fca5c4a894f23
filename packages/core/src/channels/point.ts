import { type App, type Context, extensionPoint } from '../kernel/index.ts'
import type { Account } from './account.ts'
import type { AnyChannel } from './channel.ts'

/** A channel as the shop has it: what its author wrote, a `fetch` that is held to its hosts, and `connect` with the plugin's own scope. */
export interface InstalledChannel {
  readonly channel: AnyChannel
  readonly fetch: typeof globalThis.fetch
  readonly connect: (account: Account<unknown, unknown>, ctx: Context) => unknown
}

/** Where plugins put their channels; those of disabled plugins are not found. */
export const channelPoint = extensionPoint<InstalledChannel>('channels.channel')

export function enabledChannel({ extensions }: Pick<App, 'extensions'>, id: string): InstalledChannel | undefined {
  return extensions.of(channelPoint).find(({ channel }) => channel.id === id)
}

/** The same with those of disabled plugins: for what must be done when one goes. */
export const presentChannels = extensionPoint<InstalledChannel>('channels.present')

export function presentChannel({ extensions }: Pick<App, 'extensions'>, id: string): InstalledChannel | undefined {
  return extensions.of(presentChannels).find(({ channel }) => channel.id === id)
}
