import type { Hono, Context as HonoContext } from 'hono'
import { isKept, type Kept, latePicker } from './answer.ts'
import { answerHeaders, answerWith, appendHeader, joinHeaders, setHeader } from './answer-headers.ts'
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
  const pick = latePicker(endpoint.output)
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
  if (replayed) http.set('Idempotent-Replayed', 'true')
  if (result instanceof Response) return joinHeaders(c, result)
  if (result === undefined && endpoint.output === undefined) return answerWith(c, null, 204)
  if (isKept(result)) return keptResponse(c, http, { ...result, isPersonal })
  http.set('Content-Type', 'application/json')
  return answerWith(c, JSON.stringify(pick(result)), http.code)
}

/** May be kept by browsers and caches, which ask each time whether it still stands. */
function keptResponse(
  c: HonoContext,
  http: Http,
  { json, etag, isPersonal }: Kept & { readonly isPersonal: boolean },
): Response {
  http.set('ETag', etag)
  http.set('Cache-Control', isPersonal ? 'private, no-cache' : 'no-cache')
  const known = http.header('If-None-Match')?.split(',')
  if (known?.some((tag) => tag.trim() === etag) === true) return answerWith(c, null, 304)
  http.set('Content-Type', 'application/json')
  return answerWith(c, json, 200)
}

interface HttpOf extends Http {
  code: number
}

function httpOf(c: HonoContext, status: number): HttpOf {
  const headers = answerHeaders(c)
  const http: HttpOf = {
    code: status,
    requestId: String(c.get('requestId') ?? 'req_unknown'),
    address: c.get('address') as string | undefined,
    request: c.req.raw,
    header: (name) => c.req.header(name),
    set: (name, value, options) =>
      options?.append === true ? appendHeader(headers, name, value) : setHeader(headers, name, value),
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
