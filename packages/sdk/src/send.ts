import { addressOf, type Values } from './address.ts'
import { answerOf, remember } from './answer.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { refusalOf, ShopProblem, unexpected } from './problem.ts'
import { isPassing, sleep, waitBefore } from './retry.ts'

/** What every call takes beside its input. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for the whole call, repeats included. Default 30 000. */
  readonly timeout?: number | undefined
  /** How often a call that failed in passing is repeated. Default 3. */
  readonly retries?: number | undefined
  /** Writes carry a key of their own, the same in every repeat; two calls with one key happen once. */
  readonly idempotencyKey?: string | undefined
  /** Write only what was not changed meanwhile: an ETag, or the result of the read that you start from. */
  readonly ifMatch?: string | object | undefined
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
}

export interface ShopRequest {
  readonly method: string
  readonly url: string
  /** May still be changed. */
  readonly headers: Headers
  readonly body: unknown
  /** 0 for the first try. */
  readonly attempt: number
}

/** How one try ended; `status` is 0 when no answer came. */
export interface ShopResponse {
  readonly request: ShopRequest
  readonly status: number
  readonly headers: Headers | undefined
  readonly problem: ShopProblem | undefined
  readonly milliseconds: number
}

export interface SendSettings {
  /** Address of the surface, such as `https://shop.example.com/store`. */
  readonly base: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly fetch?: typeof globalThis.fetch | undefined
  /** `include` in pages of another origin, which the shop must trust, so that a customer's cookie goes along. */
  readonly credentials?: RequestInit['credentials'] | undefined
  readonly timeout?: number | undefined
  readonly retries?: number | undefined
  readonly onRequest?: ((request: ShopRequest) => void | Promise<void>) | undefined
  readonly onResponse?: ((response: ShopResponse) => void | Promise<void>) | undefined
}

export interface Outgoing {
  readonly method: string
  readonly path: string
  readonly params?: Values | undefined
  readonly query?: Values | undefined
  /** Sent as JSON, unless `type` says otherwise. */
  readonly body?: unknown
  /** Media type of a body that is sent as it is. */
  readonly type?: string | undefined
  /** Answers the Response itself, its body unread. */
  readonly isRaw?: boolean | undefined
}

export type Send = (outgoing: Outgoing, options?: CallOptions) => Promise<unknown>

/** The one way out: every call of every client goes through what this makes. */
export function createSend(settings: SendSettings): Send {
  return async (outgoing, options = {}) => {
    const deadline = startDeadline(options.timeout ?? settings.timeout ?? 30_000, options.signal)
    const retries = options.retries ?? settings.retries ?? 3
    const compose = composer(settings, outgoing, options)
    try {
      for (let attempt = 0; ; attempt++) {
        const outcome = await attemptOnce(settings, compose(attempt), deadline, outgoing.isRaw)
        if (!(outcome instanceof ShopProblem)) return outcome
        const wait = waitBefore(attempt, outcome)
        if (attempt >= retries || !isPassing(outcome) || !deadline.has(wait)) throw outcome
        await sleep(wait, deadline.signal)
      }
    } finally {
      if (outgoing.isRaw) deadline.stop()
      else deadline.release()
    }
  }
}

/** Makes the request of each try; all tries of one call share the Idempotency-Key. */
function composer(
  { base, headers }: SendSettings,
  { method, path, params, query, body, type }: Outgoing,
  options: CallOptions,
) {
  const own: Record<string, string | undefined> = { Accept: 'application/json', ...headers, ...options.headers }
  if (method !== 'GET') own['Idempotency-Key'] = options.idempotencyKey ?? newKey()
  if (body !== undefined) own['Content-Type'] = type ?? 'application/json'
  if (options.ifMatch !== undefined) own['If-Match'] = etagOf(options.ifMatch)
  const url = base + addressOf(path, params, query)
  const sent = type === undefined && body !== undefined ? JSON.stringify(body) : body
  const present = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return (attempt: number): ShopRequest => ({ method, url, headers: new Headers(present), body: sent, attempt })
}

async function attemptOnce(
  settings: SendSettings,
  request: ShopRequest,
  { signal }: Deadline,
  isRaw = false,
): Promise<unknown> {
  await settings.onRequest?.(request)
  const start = Date.now()
  let response: Response | undefined
  let outcome: unknown
  try {
    response = await (settings.fetch ?? globalThis.fetch)(request.url, initOf(request, settings, signal))
    outcome = isRaw && response.ok ? response : resultOf(response, await response.text())
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    outcome = new ShopProblem({ code: 'client.network', title: 'The shop could not be reached', cause })
  }
  await settings.onResponse?.({
    request,
    status: response?.status ?? 0,
    headers: response?.headers,
    problem: outcome instanceof ShopProblem ? outcome : undefined,
    milliseconds: Date.now() - start,
  })
  return outcome
}

function initOf(
  { method, headers, body }: ShopRequest,
  { credentials }: SendSettings,
  signal: AbortSignal,
): RequestInit {
  const init: RequestInit = { method, headers, signal }
  if (credentials !== undefined) init.credentials = credentials
  if (body !== undefined) Object.assign(init, { body, duplex: 'half' })
  return init
}

function resultOf(response: Response, text: string): unknown {
  if (!response.ok) return refusalOf(response, text)
  if (text === '') return undefined
  try {
    const result: unknown = JSON.parse(text)
    remember(result, response)
    return result
  } catch {
    return unexpected(response)
  }
}

/** Without an ETag a write would overwrite what it was meant to spare. */
function etagOf(match: string | object): string {
  const etag = typeof match === 'string' ? match : answerOf(match)?.etag
  if (etag) return etag
  throw new ShopProblem({ code: 'client.invalid', title: 'ifMatch is no result of a read that had an ETag' })
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
