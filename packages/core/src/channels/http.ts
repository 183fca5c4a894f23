import { type GenericSchema, safeParse } from 'valibot'
import { eitherSignal, retryAfter } from '../kernel/index.ts'
import type { Account, ChannelHttp, HttpAnswer, HttpOptions, HttpRequest, LimitHint } from './account.ts'
import { channelFailure, type Failure, type FailureKind } from './failure.ts'

/** One call and its answer, as they are recorded; secrets are still in it. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly requestHeaders: Headers
  readonly requestBody: string | null
  readonly status: number | null
  readonly responseHeaders: Headers | null
  readonly responseBody: string | null
  readonly startedAt: number
  readonly durationMs: number
  readonly error: string | null
}

/** What a connection lends to the calls of its channel. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  readonly signal: AbortSignal
  /** Waits until the bucket has a call left. Throws `throttled` when that takes too long. */
  readonly take: (bucket: string) => Promise<void>
  readonly hint: (hint: LimitHint) => void
  readonly record: (exchange: Exchange) => void
}

const TIMEOUT = 30_000
interface Prepared {
  readonly request: Request
  /** Stops listening and counting time. */
  readonly end: () => void
  readonly text: string | null
}

/** Makes `account.http` over a wire. */
export function httpOver(wire: Wire): Account<unknown, unknown>['http'] {
  return (options) => {
    const method =
      (name: string) =>
      (path: string, request: HttpRequest = {}) =>
        call(wire, options, { method: name, path, request })
    const verbs = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' }
    return Object.fromEntries(Object.entries(verbs).map(([key, name]) => [key, method(name)])) as unknown as ChannelHttp
  }
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly request: HttpRequest
}

async function call(wire: Wire, options: HttpOptions, asked: Asked): Promise<HttpAnswer<unknown>> {
  await wire.take(asked.request.bucket ?? 'default')
  const prepared = await prepare(wire, options, asked)
  const { answer, isWhole } = await exchange(wire, prepared, asked)
  const hint = options.limit?.(answer)
  if (hint !== undefined) wire.hint({ bucket: asked.request.bucket ?? 'default', ...hint })
  if (!isWhole && answer.status < 400) throw half(asked, answer)
  if (answer.status >= 400) throw refusal(wire, options, { answer, asked })
  return { ...answer, body: outputOf(asked.request.output, answer) }
}

async function prepare(wire: Wire, { base, headers }: HttpOptions, asked: Asked): Promise<Prepared> {
  const { body, form, raw, query = {}, timeout = TIMEOUT } = asked.request
  const url = new URL(`${base}${asked.path}`)
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) url.searchParams.append(name, String(one))
  const sent = new Headers(typeof headers === 'function' ? await headers() : headers)
  if (body !== undefined) sent.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(asked.request.headers ?? {})) sent.set(name, value)
  const payload = body === undefined ? (form === undefined ? raw : new URLSearchParams(form)) : JSON.stringify(body)
  const { signal, end } = limited(wire.signal, timeout)
  const request = new Request(url, {
    method: asked.method,
    headers: sent,
    redirect: 'follow',
    signal,
    ...(payload === undefined ? {} : { body: payload }),
    ...(payload instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  return { request, end, text: typeof payload === 'string' ? payload : (form && String(payload)) || null }
}

interface Heard {
  readonly answer: HttpAnswer<unknown>
  /** It was not cut off. */
  readonly isWhole: boolean
}

/** A call of which nothing was heard may have been done, unless repeating it is harmless. */
async function exchange(wire: Wire, { request, end, text }: Prepared, asked: Asked): Promise<Heard> {
  const startedAt = wire.now()
  const began = performance.now()
  const common = {
    method: request.method,
    url: request.url,
    requestHeaders: request.headers,
    requestBody: text,
    startedAt,
  }
  let response: Response | undefined
  try {
    response = await wire.fetch(request)
    const body = await response.text()
    const { status, headers } = response
    const durationMs = performance.now() - began
    wire.record({ ...common, status, responseHeaders: headers, responseBody: body, durationMs, error: null })
    const { value, isWhole } = parsed(body, headers)
    return { answer: { status, headers, body: value }, isWhole }
  } catch (thrown) {
    const error = wordsOf(thrown)
    const known = { status: response?.status ?? null, responseHeaders: response?.headers ?? null, responseBody: null }
    wire.record({ ...common, ...known, durationMs: performance.now() - began, error })
    if (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('plugins.')) throw thrown
    const kind = isRepeatable(asked) ? 'temporary' : 'unknown'
    throw channelFailure({ kind, code: 'no-answer', message: error }, thrown)
  } finally {
    end()
  }
}

/** A worker's signal lives as long as the shop: a call leaves nothing on it, as `AbortSignal.any` would. */
function limited(until: AbortSignal, timeout: number): { readonly signal: AbortSignal; readonly end: () => void } {
  const late = new AbortController()
  const reason = new DOMException('the call was not answered in time', 'TimeoutError')
  const timer = setTimeout(() => late.abort(reason), timeout)
  const { signal, end } = eitherSignal(until, late.signal)
  return {
    signal,
    end: () => {
      clearTimeout(timer)
      end()
    },
  }
}

const isRepeatable = ({ method, request }: Asked) => request.isRepeatable ?? (method === 'GET' || method === 'HEAD')

function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const { cause } = thrown
  return cause instanceof Error ? `${thrown.message}: ${cause.message}` : thrown.message
}

/** JSON when it says so or looks like it; what cannot be read stays text, and is not whole when it was said to be JSON. */
function parsed(text: string, headers: Headers): { readonly value: unknown; readonly isWhole: boolean } {
  if (text === '') return { value: undefined, isWhole: true }
  const isSaid = /\bjson\b/.test(headers.get('content-type') ?? '')
  if (!isSaid && !/^\s*[[{]/.test(text)) return { value: text, isWhole: true }
  try {
    return { value: JSON.parse(text), isWhole: true }
  } catch {
    return { value: text, isWhole: !isSaid }
  }
}

/** Half an answer says that the call was heard, and not what came of it. */
function half(asked: Asked, { status }: HttpAnswer<unknown>) {
  const kind = isRepeatable(asked) ? 'temporary' : 'unknown'
  return channelFailure({ kind, code: 'unreadable', status, message: 'the answer is cut off: no whole JSON' })
}

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'auth',
  403: 'auth',
  404: 'missing',
  408: 'temporary',
  409: 'conflict',
  410: 'missing',
  412: 'conflict',
  423: 'conflict',
  425: 'temporary',
  429: 'throttled',
}

/** A 5xx after a write may hide that it was done. */
function kindOf(status: number, asked: Asked): FailureKind {
  if (status >= 500) return isRepeatable(asked) || status === 503 ? 'temporary' : 'unknown'
  return KINDS[status] ?? 'refused'
}

function refusal(
  wire: Wire,
  options: HttpOptions,
  { answer, asked }: { readonly answer: HttpAnswer<unknown>; readonly asked: Asked },
) {
  const retryAt = retryAfter(answer.headers.get('retry-after'), wire.now())
  const usual: Failure = {
    kind: kindOf(answer.status, asked),
    status: answer.status,
    message: `${asked.method} ${asked.path} was answered ${answer.status}`,
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(asked.request.bucket === undefined ? {} : { bucket: asked.request.bucket }),
  }
  return channelFailure({ ...usual, ...options.failure?.(answer) })
}

function outputOf(schema: GenericSchema | undefined, { status, body }: HttpAnswer<unknown>): unknown {
  if (schema === undefined) return body
  const result = safeParse(schema, body)
  if (result.success) return result.output
  const [issue] = result.issues
  throw channelFailure({
    kind: 'unknown',
    code: 'unreadable',
    status,
    message: `the answer cannot be read: ${issue.message}`,
  })
}
