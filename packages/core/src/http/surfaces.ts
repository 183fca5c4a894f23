import type { Actor, App, Context, Endpoint, Http, RequestCommand, Surface } from '../kernel/index.ts'
import { anonymous, requestProblems, system } from '../kernel/index.ts'
import { resolveStore, type StoreContext } from '../markets/index.ts'

/** How the faces of the shop learn who calls; made from the doors of access and customers. */
export interface Callers {
  /** The sales channel of a publishable key. Throws when the key is unknown. */
  readonly channelOf: (key: string) => Promise<string>
  /** The signed-in buyer. */
  readonly customerOf: (http: Http) => Promise<Actor | undefined>
  /** The staff member or API key; throws `request.unauthenticated`. */
  readonly staffOf: (http: Http) => Promise<Actor>
  /** Throws `request.forbidden` when the actor lacks the scope. */
  readonly requireScope: (actor: Actor, scope: string) => void
}

/** `/store/*`: anybody, through a channel and in a market; buyers that are signed in are customers. */
export function storeSurface(app: App, callers: Callers): Surface<StoreContext> {
  return {
    prefix: '/store',
    async context(http, endpoint, command) {
      const key = http.header('Vitrine-Key')
      if (key === undefined && app.settings.mode === 'production' && !isShown(endpoint)) throw missingKey()
      const actor = (await callers.customerOf(http)) ?? anonymous
      if (endpoint.access === 'customer' && actor.kind !== 'customer')
        throw requestProblems.unauthenticated({ hint: 'Sign in with POST /store/customers/session.' })
      const base = contextOf(app, actor, { id: http.requestId, command })
      const ctx = await resolveStore(base, {
        market: http.header('Vitrine-Market'),
        currency: http.header('Vitrine-Currency'),
        language: http.header('Accept-Language'),
        channel: key === undefined ? http.header('Vitrine-Channel') : await callers.channelOf(key),
      })
      if (!isShown(endpoint)) {
        echo(http, ctx)
        http.set('Cache-Control', 'no-store')
      }
      return ctx
    },
  }
}

/** Pictures, files and the pages behind links of mails are fetched without headers; they are the same for everybody. */
export function isShown({ kind, access }: Endpoint): boolean {
  return (kind === 'file' || kind === 'text') && access === 'public'
}

function missingKey() {
  return requestProblems.unauthenticated({
    detail: 'There is no Vitrine-Key header.',
    hint: 'Send the publishable key of your sales channel (pk_…); staff make one with POST /admin/publishable-keys. Development needs none.',
  })
}

function echo(http: Http, ctx: StoreContext): void {
  http.set('Vitrine-Market', ctx.market.code)
  http.set('Vitrine-Currency', ctx.currency)
  http.set('Vitrine-Channel', ctx.channel.code)
  http.set('Content-Language', ctx.language)
  http.set('Vary', 'Accept-Language, Vitrine-Market, Vitrine-Currency, Vitrine-Channel, Vitrine-Key', { append: true })
}

/** `/admin/*`: staff and API keys with the endpoint's scope; endpoints with access `public` are for signing in. */
export function adminSurface(app: App, callers: Callers): Surface<Context> {
  return {
    prefix: '/admin',
    async context(http, endpoint, command) {
      const actor = endpoint.access === 'public' ? anonymous : await allowed(callers, http, endpoint.access)
      http.set('Cache-Control', 'no-store')
      return contextOf(app, actor, { id: http.requestId, command })
    },
  }
}

async function allowed(callers: Callers, http: Http, access: string): Promise<Actor> {
  const actor = await callers.staffOf(http)
  if (access !== 'staff') callers.requireScope(actor, access)
  return actor
}

/** `/dev/*`: pages for developers, mounted in development only. */
export function devSurface(app: App): Surface<Context> {
  return { prefix: '/dev', context: (http) => contextOf(app, system, { id: http.requestId, command: undefined }) }
}

/** `/hooks/*`: outside platforms; each endpoint checks its own signature. */
export function hooksSurface(app: App): Surface<Context> {
  return { prefix: '/hooks', context: (http) => contextOf(app, anonymous, { id: http.requestId, command: undefined }) }
}

function contextOf(
  app: App,
  actor: Actor,
  request: { readonly id: string; readonly command: RequestCommand | undefined },
): Context {
  const { id, command } = request
  return { ...app, actor, request: command === undefined ? { id } : { id, command } }
}
