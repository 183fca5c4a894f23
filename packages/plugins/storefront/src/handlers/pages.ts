import { headOf } from '../head/service.ts'
import { problems } from '../problems.ts'
import { type Redirect, resolve } from '../redirects/resolve.ts'
import { robotsText } from '../robots.ts'
import { siteOf, windowContext } from '../site.ts'
import { indexAnswer, partAnswer } from '../sitemap/answers.ts'
import type { Handlers } from './types.ts'

type Scope = Parameters<Handlers['sitemap']>[1]

async function redirectOf({ ctx, config }: Scope, path: string): Promise<Redirect> {
  const window = await windowContext(ctx, config)
  const found = await resolve(window, siteOf(window, config), path)
  if (found === undefined) throw problems.noRedirect({ detail: `Nothing leads on from ${path.slice(0, 200)}.` })
  return found
}

export const pageHandlers: Pick<Handlers, 'sitemap' | 'sitemapPart' | 'robots' | 'head' | 'redirect' | 'go'> = {
  sitemap: async (_, { ctx, config }) => {
    const window = await windowContext(ctx, config)
    return indexAnswer(window, siteOf(window, config))
  },
  sitemapPart: async ({ params }, { ctx, config }) => {
    const window = await windowContext(ctx, config)
    return partAnswer(window, { site: siteOf(window, config), name: params.part })
  },
  robots: async (_, { ctx, config }) => {
    const text = robotsText(siteOf(await windowContext(ctx, config), config), config)
    return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  },
  head: ({ ctx, query }, scope) => headOf(ctx, { scope, asked: query }),
  redirect: ({ query }, scope) => redirectOf(scope, query.path),
  go: async ({ query }, scope) => {
    const { to, status } = await redirectOf(scope, query.path)
    const { url } = siteOf(await windowContext(scope.ctx, scope.config), scope.config)
    return new Response(null, { status, headers: { Location: to.startsWith('/') ? url + to : to } })
  },
}
