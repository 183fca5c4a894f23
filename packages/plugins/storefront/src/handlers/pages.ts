import type { StoreContext } from '@vitrine/core'
import { headOf } from '../head/service.ts'
import { problems } from '../problems.ts'
import { type Redirect, resolve } from '../redirects/resolve.ts'
import { robotsText } from '../robots.ts'
import { indexAnswer, partAnswer } from '../sitemap/answers.ts'
import { type Window, windowOf } from '../windows/window.ts'
import type { Handlers } from './types.ts'

async function redirectOf(window: Window, path: string): Promise<Redirect> {
  const found = await resolve(window, path)
  if (found === undefined) throw problems.noRedirect({ detail: `Nothing leads on from ${path.slice(0, 200)}.` })
  return found
}

interface Called {
  readonly ctx: StoreContext
}
type Scope = Parameters<Handlers['sitemap']>[1]

const windowFor = ({ ctx }: Called, scope: Scope) => windowOf(scope, ctx)

export const pageHandlers: Pick<Handlers, 'sitemap' | 'sitemapPart' | 'robots' | 'head' | 'redirect' | 'go'> = {
  sitemap: async (call, scope) => indexAnswer(await windowFor(call, scope)),
  sitemapPart: async (call, scope) => partAnswer(await windowFor(call, scope), call.params.part),
  robots: async (call, scope) => {
    const { site, config } = await windowFor(call, scope)
    return new Response(robotsText(site, config), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  },
  head: async (call, scope) => headOf(call.ctx, { scope, window: await windowFor(call, scope), asked: call.query }),
  redirect: async (call, scope) => redirectOf(await windowFor(call, scope), call.query.path),
  go: async (call, scope) => {
    const window = await windowFor(call, scope)
    const { to, status } = await redirectOf(window, call.query.path)
    return new Response(null, { status, headers: { Location: to.startsWith('/') ? window.site.url + to : to } })
  },
}
