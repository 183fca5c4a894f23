import { type Context, type KnownConnection, resolveStore, type StoreContext } from '@vitrine/core'
import type { Settings } from '../settings.ts'
import { type Site, siteOf } from '../site.ts'
import type { WindowSettings } from './settings.ts'

export type Connection = KnownConnection<WindowSettings>

/** A window of the shop: where it is, what it is called, and the connection that says which pages it lists. */
export interface Window {
  /** As an anonymous visitor finds it. */
  readonly ctx: StoreContext
  readonly config: Settings
  readonly site: Site
  /** Undefined while the shop connected none: then all that the sales channel sells is listed. */
  readonly connection: Connection | undefined
}

export interface WindowScope {
  readonly ctx: Context
  readonly config: Settings
  readonly known: () => Promise<readonly Connection[]>
}

/** The settings of a window: those of the merchant, and what they leave out as the shop has it in code. */
export function settingsOf(config: Settings, { name, url, languages, closed }: WindowSettings): Settings {
  return {
    ...config,
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(languages !== undefined && { languages }),
    ...(closed !== undefined && { robots: { ...config.robots, closed } }),
  }
}

/** One that was not confirmed yet lists nothing, and so it says nothing about pages. */
const counts = ({ status }: Connection) => status !== 'dry_run'

/**
 * The window that a request is for: that of its sales channel, which its publishable key says, and there that of its market; without one, the
 * window of the sales channel that the shop set in code.
 */
export async function windowOf(scope: WindowScope, asked: StoreContext): Promise<Window> {
  const connections = (await scope.known()).filter(counts)
  const own = connections.filter(({ salesChannelId }) => salesChannelId === asked.channel.id)
  const connection = own.find(({ market }) => market === asked.market.code) ?? own[0]
  return connection === undefined
    ? configuredWindow(scope)
    : connectedWindow(scope, { connection, channel: asked.channel.code })
}

/** The window of the sales channel that the shop set in code; the default one, if it set none. */
export async function configuredWindow(scope: WindowScope): Promise<Window> {
  const { ctx, config } = scope
  const store = await resolveStore(ctx, { channel: config.channel })
  const connection = (await scope.known()).filter(counts).find((one) => one.salesChannelId === store.channel.id)
  if (connection !== undefined) return connectedWindow(scope, { connection, channel: store.channel.code })
  return { ctx: store, config, site: siteOf(store, config), connection }
}

/** `channel` is the code of its sales channel. */
export async function connectedWindow(
  { ctx, config }: Pick<WindowScope, 'ctx' | 'config'>,
  { connection, channel }: { readonly connection: Connection; readonly channel: string },
): Promise<Window> {
  const { market, language, settings } = connection
  const store = await resolveStore(ctx, { channel, market, language })
  const own = settingsOf(config, settings)
  return { ctx: store, config: own, site: siteOf(store, own), connection }
}
