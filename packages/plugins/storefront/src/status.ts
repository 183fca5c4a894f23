import type { SalesChannel } from '@vitrine/core'
import { keysOf, keyView } from './keys.ts'
import type { StatusView } from './model.ts'
import { problems } from './problems.ts'
import { countRedirects } from './redirects/store.ts'
import type { StorefrontScope } from './scope.ts'
import { type Connection, configuredWindow, connectedWindow, settingsOf, type Window } from './windows/window.ts'

type Warning = StatusView['warnings'][number]

/** Sales channels by id; archived ones too. */
async function channelsOf({ core }: StorefrontScope): Promise<ReadonlyMap<string, Pick<SalesChannel, 'code'>>> {
  const channels = new Map<string, Pick<SalesChannel, 'code'>>()
  let cursor: string | undefined
  do {
    const page = await core.markets.listChannels({ query: { limit: 100, cursor } })
    for (const channel of page.items) channels.set(channel.id, channel)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return channels
}

/** A window by the id of its connection, confirmed or not; without one, the one that the shop set in code. Throws `storefront.unknownWindow`. */
export async function windowById(scope: StorefrontScope, id: string | undefined): Promise<Window> {
  if (id === undefined) return configuredWindow(scope)
  const connection = (await scope.known()).find((one) => one.id === id)
  const channel = connection && (await channelsOf(scope)).get(connection.salesChannelId)?.code
  if (connection === undefined || channel === undefined)
    throw problems.unknownWindow({ detail: `There is no window ${id.slice(0, 80)}.` })
  return connectedWindow(scope, { connection, channel })
}

/** How a window stands, with what would keep it from working. */
export async function statusOf(scope: StorefrontScope, id: string | undefined): Promise<StatusView> {
  const { ctx, config } = scope
  const window = await windowById(scope, id)
  const { site, ctx: store, connection } = window
  const [known, channels] = await Promise.all([scope.known(), channelsOf(scope)])
  const keys = (await keysOf(scope, store.channel)).map(keyView)
  const windowView = ({ id: own, name, status, salesChannelId, settings }: Connection) => {
    const { url = ctx.settings.publicUrl } = settingsOf(config, settings)
    return { id: own, name, status, channel: channels.get(salesChannelId)?.code ?? '', url }
  }
  return {
    window: connection?.id ?? null,
    windows: known.map(windowView),
    channel: store.channel.code,
    url: site.url,
    languages: site.languages.map(({ language, prefix }) => ({ language, prefix })),
    sitemap: `${site.url}/sitemap.xml`,
    robots: `${site.url}/robots.txt`,
    keys,
    redirects: await countRedirects(ctx),
    warnings: warningsOf(window, { isKeyless: keys.length === 0 }),
  }
}

function warningsOf({ site, config, connection, ctx }: Window, { isKeyless }: { isKeyless: boolean }): Warning[] {
  const { channel, market } = ctx
  return [
    ...warning(isKeyless, 'noKey', 'Pages have no publishable key; in production the shop asks for one.'),
    ...warning(config.robots.closed, 'closed', 'robots.txt keeps every search engine out.'),
    ...warning(
      connection?.status === 'dry_run',
      'dryRun',
      'The window is a dry run, and lists nothing yet: confirm it.',
    ),
    ...warning(connection?.status === 'paused', 'paused', 'The window is paused: what it lists stays as it is.'),
    ...warning(!site.url.startsWith('https:'), 'noTls', 'The pages have no TLS.'),
    ...warning(channel.kind !== 'web', 'kind', `The sales channel is of the kind ${channel.kind}.`),
    ...warning(
      site.languages.some(({ language }) => !market.languages.includes(language)),
      'language',
      'There are pages in a language that the market does not speak; their texts fall back to another.',
    ),
  ]
}

function warning(holds: boolean, code: string, message: string): Warning[] {
  return holds ? [{ code, message }] : []
}
