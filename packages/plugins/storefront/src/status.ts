import { keysOf, keyView } from './keys.ts'
import type { StatusView } from './model.ts'
import { countRedirects } from './redirects/store.ts'
import type { StorefrontScope } from './scope.ts'
import { siteOf, windowContext } from './site.ts'

type Warning = StatusView['warnings'][number]

/** How the window stands, with what would keep it from working. */
export async function statusOf(scope: StorefrontScope): Promise<StatusView> {
  const { ctx, config } = scope
  const window = await windowContext(ctx, config)
  const site = siteOf(window, config)
  const keys = (await keysOf(scope, window.channel)).map(keyView)
  const redirects = await countRedirects(ctx)
  return {
    channel: window.channel.code,
    url: site.url,
    languages: site.languages.map(({ language, prefix }) => ({ language, prefix })),
    sitemap: `${site.url}/sitemap.xml`,
    robots: `${site.url}/robots.txt`,
    keys,
    redirects,
    warnings: [
      ...warning(keys.length === 0, 'noKey', 'Pages have no publishable key; in production the shop asks for one.'),
      ...warning(config.robots.closed, 'closed', 'robots.txt keeps every search engine out.'),
      ...warning(!site.url.startsWith('https:'), 'noTls', 'The pages have no TLS.'),
      ...warning(window.channel.kind !== 'web', 'kind', `The sales channel is of the kind ${window.channel.kind}.`),
      ...warning(
        site.languages.some(({ language }) => !window.market.languages.includes(language)),
        'language',
        'There are pages in a language that the market does not speak; their texts fall back to another.',
      ),
    ],
  }
}

function warning(holds: boolean, code: string, message: string): Warning[] {
  return holds ? [{ code, message }] : []
}
