import type { Hono, Context as HonoContext } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isKept, type Kept, picker } from './answer.ts'
import { readBody } from './body.ts'
import type { Context, RequestCommand } from './context.ts'
import type { Body, Contract, Endpoint, Output, Params, Query } from './contract.ts'
import { keyedCommand, withKey } from './idempotency.ts'
import { parsePart } from './input.ts'
import { queryReader } from './query-string.ts'

/** What a handler gets: everything parsed once, and a way to add headers to the answer. */
export interface Call<E, Ctx> {
  readonly ctx: Ctx
  readonly params: Params<E>
  readonly query: Query<E>
  readonly body: Body<E>
  readonly http: Http
}

export interface Http {
  /** The id of this request, as `X-Request-Id` answers it. */
  readonly requestId: string
  /**
   * Canonical address of the caller, for limits. Undefined when it says nothing about who calls: this machine itself,
   * where a server-rendered storefront asks for all its buyers, or calls in process.
   */
  readonly address: string | undefined
  /** The raw request; in process calls have a made-up one without a body. */
  readonly request: Request
  header(name: string): string | undefined
  /** Sets a header of the answer; `append` for Set-Cookie. */
  set(name: string, value: string, options?: { readonly append?: boolean }): void
  /** Changes the status of success, such as 202 while something is pending. */
  status(code: number): void
}

/** JSON endpoints answer their output (or a kept one); all other kinds answer a web Response. */
export type Answer<E> = E extends { kind: 'json' } ? Output<E> | Kept : Response

export type Handler<E, Ctx> = (call: Call<E, Ctx>) => Promise<Answer<E>> | Answer<E>

export type Handlers<C, Ctx> = { readonly [Name in keyof C]: Handler<C[Name], Ctx> }

/** One face of the shop: where it hangs, and how a request becomes a context that is allowed to call the endpoint. */
export interface Surface<Ctx extends Context> {
  readonly prefix: string
  context(http: Http, endpoint: Endpoint, command: RequestCommand | undefined): Promise<Ctx> | Ctx
}

/** Implements a contract on Hono. Handlers translate and never decide; problems are thrown and rendered by the app. */
export function mount<const C extends Contract, Ctx extends Context>(
  app: Hono,
  surface: Surface<Ctx>,
  contract: C,
  handlers: Handlers<C, Ctx>,
): void {
  for (const [name, endpoint] of Object.entries(contract)) {
    const handler = handlers[name as keyof C] as unknown as Handler<Endpoint, Ctx>
    app.on(endpoint.method, `${surface.prefix}${endpoint.path}`, listener(surface, endpoint, handler))
  }
}

function listener<Ctx extends Context>(surface: Surface<Ctx>, endpoint: Endpoint, handler: Handler<Endpoint, Ctx>) {
  const readQuery = queryReader(endpoint)
  const pick = picker(endpoint.output)
  const isRaw = endpoint.kind === 'raw'
  const hasJsonBody = endpoint.body !== undefined && !isRaw && endpoint.kind !== 'file'
  const call = handler as unknown as (call: unknown) => Promise<unknown>
  return async (c: HonoContext): Promise<Response> => {
    const http = httpOf(c, endpoint.status ?? 200)
    const command = endpoint.method === 'GET' ? undefined : keyedCommand(http)
    const ctx = await surface.context(http, endpoint, command)
    const body = hasJsonBody ? await readBody(c.req.raw, endpoint.maxBody) : undefined
    const work = async () =>
      call({
        ctx,
        params: c.req.param(),
        query: isRaw ? {} : readQuery(searchOf(c.req.url)),
        body:
          body === undefined ? undefined : parsePart('body', endpoint.body as NonNullable<Endpoint['body']>, body.json),
        http,
      })
    // Without the host: a repeat may come by another name, or after a restart on another port.
    const request = `${endpoint.method} ${c.req.path}?${searchOf(c.req.url)}\n${body?.text ?? ''}`
    const result = command === undefined ? await work() : await withKey({ command, actor: ctx.actor, request }, work)
    return respond(c, {
      endpoint,
      http,
      result,
      pick,
      replayed: command?.replayed === true,
      isPersonal: ctx.actor.kind !== 'anonymous',
    })
  }
}

interface Answering {
  readonly endpoint: Endpoint
  readonly http: HttpOf
  readonly result: unknown
  readonly pick: (value: unknown) => unknown
  readonly replayed: boolean
  /** Somebody is signed in: what he is told may differ from what others are. */
  readonly isPersonal: boolean
}

function respond(c: HonoContext, { endpoint, http, result, pick, replayed, isPersonal }: Answering): Response {
  if (replayed) c.header('Idempotent-Replayed', 'true')
  if (result instanceof Response) return withHeaders(c, result)
  if (result === undefined && endpoint.output === undefined) return c.body(null, 204)
  if (isKept(result)) return keptResponse(c, result, isPersonal)
  return c.body(JSON.stringify(pick(result)), http.code as ContentfulStatusCode, { 'Content-Type': 'application/json' })
}

/** May be kept by browsers and caches, which ask each time whether it still stands. */
function keptResponse(c: HonoContext, { json, etag }: Kept, isPersonal: boolean): Response {
  c.header('ETag', etag)
  c.header('Cache-Control', isPersonal ? 'private, no-cache' : 'no-cache')
  if (
    c.req
      .header('If-None-Match')
      ?.split(',')
      .some((tag) => tag.trim() === etag) === true
  )
    return c.body(null, 304)
  return c.body(json, 200, { 'Content-Type': 'application/json' })
}

/** Headers that middleware and the handler set on the context join a Response that the handler made itself. */
function withHeaders(c: HonoContext, response: Response): Response {
  const { body, status, headers } = response
  return c.newResponse(body, { status: status as ContentfulStatusCode, headers })
}

interface HttpOf extends Http {
  code: number
}

function httpOf(c: HonoContext, status: number): HttpOf {
  const http: HttpOf = {
    code: status,
    requestId: String(c.get('requestId') ?? 'req_unknown'),
    address: c.get('address') as string | undefined,
    request: c.req.raw,
    header: (name) => c.req.header(name),
    set: (name, value, options) => c.header(name, value, options?.append === true ? { append: true } : undefined),
    status: (next) => {
      http.code = next
    },
  }
  return http
}

const NO_SEARCH = new URLSearchParams()

function searchOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return at < 0 ? NO_SEARCH : new URLSearchParams(url.slice(at + 1))
}
